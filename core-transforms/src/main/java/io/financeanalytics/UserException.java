package io.financeanalytics;

/**
 * Something that the person who started the work can mend: an option, an input file, a folder. The
 * message is one paragraph that says what is wrong, where, and what to do; it is shown without a
 * stack trace.
 */
public class UserException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A mistake explained by {@code message}.
   *
   * @param message one paragraph for the person who started the work
   */
  public UserException(String message) {
    super(message);
  }

  /**
   * A mistake explained by {@code message}, found through {@code cause}.
   *
   * @param message one paragraph for the person who started the work
   * @param cause what showed the mistake
   */
  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
