package io.financeanalytics.glue.aws;

/**
 * A database user and password.
 *
 * @param user the user
 * @param password the password, which appears in no text
 */
public record Credentials(String user, String password) {

  @Override
  public String toString() {
    return "Credentials of " + user;
  }
}
