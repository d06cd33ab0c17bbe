package io.financeanalytics.glue.redshift;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import io.financeanalytics.UserException;
import io.financeanalytics.glue.JobLog;
import io.financeanalytics.glue.aws.Credentials;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * A Redshift database. Work is done in transactions, which are repeated when Redshift asks for it
 * or the connection is lost; so work must lead to the same end when its effects are already there.
 */
public final class Redshift {

  /** A connection that is not there after this many seconds will not come. */
  private static final String CONNECT_SECONDS = "15";

  private static final int MOST_ATTEMPTS = 5;

  private final String url;
  private final Credentials credentials;
  private final JobLog log;

  /** Statements that belong together. */
  @FunctionalInterface
  interface Work<T> {

    /** Executes them on a connection that commits what they do. */
    T with(Connection connection) throws SQLException;
  }

  /**
   * A database.
   *
   * @param url its JDBC URL
   * @param credentials who connects
   * @param log is told of repetitions
   */
  public Redshift(String url, Credentials credentials, JobLog log) {
    this.url = url;
    this.credentials = credentials;
    this.log = log;
  }

  String url() {
    return url;
  }

  /** The URL without its properties, for people. */
  private String place() {
    return url.replaceFirst("[?;].*", "");
  }

  Credentials credentials() {
    return credentials;
  }

  /**
   * Finds out whether the database can be used at all.
   *
   * @throws UserException saying why not
   */
  void check() {
    try (Connection connection = connect()) {
      Sql.rows(connection, "SELECT 1");
    } catch (SQLException e) {
      throw new UserException(explain(e), e);
    }
  }

  /** Does work in one transaction, again if need be. */
  <T> T transaction(Work<T> work) {
    return repeated(() -> once(work));
  }

  /** Does work in one transaction and takes it back: it shows whether the work can be done. */
  void trial(Work<?> work) {
    repeated(
        () -> {
          try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try {
              work.with(connection);
            } catch (SQLException | RuntimeException e) {
              rollBack(connection, e);
              throw e;
            }
            connection.rollback();
            return true;
          }
        });
  }

  /**
   * Does something that may be repeated from its beginning, and is when Redshift asks for it or a
   * connection is lost.
   */
  <T> T repeated(CheckedWork<T> work) {
    RetryPolicy<T> policy =
        RetryPolicy.<T>builder()
            .handleIf(Redshift::isWorthAnotherAttempt)
            .withBackoff(Duration.ofSeconds(1), Duration.ofSeconds(20))
            .withJitter(0.2)
            .withMaxAttempts(MOST_ATTEMPTS)
            .onRetry(
                event ->
                    log.warn(
                        "Redshift asks for another attempt, or the connection was lost",
                        "attempt",
                        event.getAttemptCount() + 1,
                        "reason",
                        String.valueOf(event.getLastException().getMessage())))
            .build();
    try {
      return Failsafe.with(policy).get(work::run);
    } catch (FailsafeException e) {
      throw new RedshiftException("Redshift: " + e.getCause().getMessage(), e.getCause());
    }
  }

  /** Work that can fail in any way. */
  @FunctionalInterface
  interface CheckedWork<T> {

    /** Does it. */
    T run() throws Exception;
  }

  private <T> T once(Work<T> work) throws SQLException {
    try (Connection connection = connect()) {
      connection.setAutoCommit(false);
      T result;
      try {
        result = work.with(connection);
      } catch (SQLException | RuntimeException e) {
        rollBack(connection, e);
        throw e;
      }
      connection.commit();
      return result;
    }
  }

  /**
   * A new connection. The driver is found by its service entry in the class path of the job, which
   * {@code DriverManager} does not see when Spark has loaded the job's jars.
   */
  private Connection connect() throws SQLException {
    return connectForSeconds(0);
  }

  /** A connection on which no answer may take longer than some seconds; 0 is for ever. */
  Connection connectForSeconds(int seconds) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("socketTimeout", String.valueOf(seconds));
    properties.setProperty("user", credentials.user());
    properties.setProperty("password", credentials.password());
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "finance-analytics");
    ClassLoader jars = Thread.currentThread().getContextClassLoader();
    Iterator<Driver> drivers = ServiceLoader.load(Driver.class, jars).iterator();
    while (drivers.hasNext()) {
      Driver driver = drivers.next();
      if (driver.acceptsURL(url)) {
        return driver.connect(url, properties);
      }
    }
    throw new UserException(
        "There is no JDBC driver for "
            + place()
            + " on the class path. Glue and EMR bring Amazon's driver; to plain spark-submit give it"
            + " with --packages com.amazon.redshift:redshift-jdbc42:2.2.9.");
  }

  private static void rollBack(Connection connection, Exception failure) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  /** A lost connection, a restart of the server, or a conflict with another transaction. */
  static boolean isWorthAnotherAttempt(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        String message = String.valueOf(sql.getMessage());
        if (state.startsWith("08")
            || state.equals("40001")
            || state.equals("40P01")
            || state.startsWith("57P0")
            || message.contains("Serializable isolation violation")
            || message.contains("conflict with concurrent transaction")
            || isRaceToCreate(state, message)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Two that create the same schema or table at once; the second attempt finds it there. */
  private static boolean isRaceToCreate(String state, String message) {
    return state.equals("42P06")
        || state.equals("42P07")
        || (state.equals("23505") && message.contains("\"pg_"));
  }

  private String explain(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    String reason = "Redshift at " + place() + " cannot be used: " + e.getMessage() + ". ";
    if (state.startsWith("28")) {
      return reason + "Check the user and password in the secret, and that the user may log in.";
    }
    if (state.startsWith("3D")) {
      return reason + "Check the name of the database in --REDSHIFT_JDBC_URL.";
    }
    return reason
        + "Check host and port in --REDSHIFT_JDBC_URL, that the cluster is running, that the job is in"
        + " a network and security group that reach it, and that it takes connections with TLS"
        + " (a URL with ?ssl=false asks for none).";
  }
}
