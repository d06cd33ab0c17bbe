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
import java.util.Deque;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A Redshift database. Work is done in transactions, which are repeated when Redshift asks for it
 * or the connection is lost; so work must lead to the same end when its effects are already there.
 */
public final class Redshift implements AutoCloseable {

  /** A connection that is not there after this many seconds will not come. */
  private static final String CONNECT_SECONDS = "15";

  private static final int MOST_ATTEMPTS = 5;

  /** Networks forget connections that are silent for minutes, and tell nobody. */
  private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

  private final String url;
  private final Credentials credentials;
  private final JobLog log;
  private final Duration pause;
  private Driver driver;
  private final Deque<Idle> idle = new ConcurrentLinkedDeque<>();

  /** A connection whose last transaction was committed, and since when it waits for the next. */
  private record Idle(Connection connection, long since) {

    boolean isFresh() {
      return System.nanoTime() - since < LONGEST_IDLE.toNanos();
    }
  }

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
    this(url, credentials, log, Duration.ofSeconds(1));
  }

  /** A database that is given some time before the second attempt, and more before each further. */
  Redshift(String url, Credentials credentials, JobLog log, Duration pause) {
    this.url = url;
    this.credentials = credentials;
    this.log = log;
    this.pause = pause;
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
            .withBackoff(pause, pause.multipliedBy(20))
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
      throw explained(e.getCause());
    }
  }

  /** Work that can fail in any way. */
  @FunctionalInterface
  interface CheckedWork<T> {

    /** Does it. */
    T run() throws Exception;
  }

  private <T> T once(Work<T> work) throws SQLException {
    Connection connection = idleOrNew();
    try {
      connection.setAutoCommit(false);
      T result = work.with(connection);
      connection.commit();
      idle.addFirst(new Idle(connection, System.nanoTime()));
      return result;
    } catch (SQLException | RuntimeException e) {
      rollBack(connection, e);
      close(connection);
      if (isWorthAnotherAttempt(e)) {
        // What has cut this connection has probably cut those that wait, too.
        close();
      }
      throw e;
    }
  }

  private Connection idleOrNew() throws SQLException {
    for (Idle found = idle.pollFirst(); found != null; found = idle.pollFirst()) {
      if (found.isFresh()) {
        return found.connection();
      }
      close(found.connection());
    }
    return connect();
  }

  /** Closes the connections that wait for work; another piece of work has a new one. */
  @Override
  public void close() {
    for (Idle found = idle.pollFirst(); found != null; found = idle.pollFirst()) {
      close(found.connection());
    }
  }

  static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      // The connection is given up, and everything it had to commit is committed.
    }
  }

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
    return driver().connect(url, properties);
  }

  /**
   * The driver, by its service entry in the class path of the job, which {@code DriverManager} does
   * not see when Spark has loaded the job's jars. To look for it opens every jar.
   */
  private synchronized Driver driver() throws SQLException {
    if (driver != null) {
      return driver;
    }
    ClassLoader jars = Thread.currentThread().getContextClassLoader();
    for (Driver found : ServiceLoader.load(Driver.class, jars)) {
      if (found.acceptsURL(url)) {
        driver = found;
        return driver;
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

  /** A right that is missing is a matter for whoever has set the job up, anything else a fault. */
  private RuntimeException explained(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).strip().replaceAll("\\s+", " ");
      if (cause instanceof SQLException sql && "42501".equals(sql.getSQLState())) {
        return new UserException(
            "Redshift at "
                + place()
                + " refuses the user "
                + credentials.user()
                + " something: "
                + message
                + ". The user must own the schema of --REDSHIFT_SCHEMA, the one beside it that ends in"
                + " _staging, and their tables, or have CREATE on the database for the first run.",
            failure);
      }
      if (cause instanceof SQLException
          && (message.contains("S3ServiceException")
              || message.contains("not authorized to assume IAM Role"))) {
        return new UserException(
            "Redshift cannot reach the files in --TEMP_S3_DIR with the role of --REDSHIFT_IAM_ROLE: "
                + message
                + ". The role must be attached to the cluster, and needs s3:ListBucket, s3:GetObject"
                + " and s3:PutObject there. Nothing was published.",
            failure);
      }
    }
    return new RedshiftException("Redshift: " + failure.getMessage(), failure);
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
