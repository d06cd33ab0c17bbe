package io.financeanalytics.analytics.export;

import io.financeanalytics.UserException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** A schema in a PostgreSQL database, and who writes to it. */
public final class PostgresTarget implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final String PREFIX = "jdbc:postgresql:";
  private static final Pattern SECRET =
      Pattern.compile("(?i)[?&](password|sslpassword)=|//[^/?@]*:[^/?@]*@");
  private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,50}");
  private static final String SECONDS_TO_CONNECT = "15";

  private final String url;
  private final String user;
  private final String password;
  private final String schema;

  /**
   * A schema in a database.
   *
   * @param url the database as the driver names it, such as {@code
   *     jdbc:postgresql://host:5432/database}, without a password
   * @param user who connects; null where the URL says it or nobody needs to
   * @param password the password; null where none is needed
   * @param schema the schema, in lower case
   * @throws UserException when the URL or the schema's name cannot be used
   */
  public PostgresTarget(String url, String user, String password, String schema) {
    if (SECRET.matcher(url).find()) {
      throw new UserException(
          "The database address has a password in it, and others on this machine can see arguments."
              + " Leave it out and put the password into the environment variable PGPASSWORD.");
    }
    if (!url.startsWith(PREFIX) || Driver.parseURL(url, new Properties()) == null) {
      throw new UserException(
          "'"
              + url
              + "' is not the address of a PostgreSQL database. It looks like"
              + " jdbc:postgresql://localhost:5432/analytics.");
    }
    if (!SCHEMA.matcher(schema).matches() || schema.startsWith("pg_")) {
      throw new UserException(
          "'"
              + schema
              + "' cannot be the name of the schema: it has lower-case letters, digits and"
              + " underscores, at most 51, does not begin with a digit and not with pg_.");
    }
    this.url = url;
    this.user = user;
    this.password = password;
    this.schema = schema;
  }

  /** {@return the schema's name} */
  public String schema() {
    return schema;
  }

  /** {@return the schema beside it that takes rows before anyone may see them} */
  String loadingSchema() {
    return schema + "_loading";
  }

  /**
   * A new connection.
   *
   * @throws UserException when the database does not answer or does not let this user in
   */
  Connection connect() {
    Properties properties = new Properties();
    PGProperty.APPLICATION_NAME.set(properties, "finance export");
    PGProperty.CONNECT_TIMEOUT.set(properties, SECONDS_TO_CONNECT);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    if (user != null) {
      PGProperty.USER.set(properties, user);
    }
    if (password != null) {
      PGProperty.PASSWORD.set(properties, password);
    }
    try {
      return new Driver().connect(url, properties);
    } catch (SQLException e) {
      throw new UserException(
          "The database " + this + " cannot be used: " + sentence(e) + " " + advice(e), e);
    }
  }

  /** The address without its parameters. */
  @Override
  public String toString() {
    return url.replaceFirst("\\?.*", "");
  }

  /** A database's message on one line that ends with a full stop. */
  static String sentence(SQLException failure) {
    String text = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ").strip();
    return text.endsWith(".") ? text : text + ".";
  }

  private String advice(SQLException failure) {
    String state = String.valueOf(failure.getSQLState()).toUpperCase(Locale.ROOT);
    if (state.startsWith("28") || state.equals("08004")) {
      return "The user is "
          + (user == null ? "the one that the system gives" : user)
          + " (--user or PGUSER), the password comes from the environment variable PGPASSWORD"
          + (password == null ? ", which is not set." : ".");
    }
    if (state.startsWith("3D")) {
      return "Create it first, or name another.";
    }
    return "Check host, port, database and whether this machine may connect to it.";
  }
}
