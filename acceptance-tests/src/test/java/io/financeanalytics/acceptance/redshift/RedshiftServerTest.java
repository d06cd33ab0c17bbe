package io.financeanalytics.acceptance.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.marts.Mart;
import io.financeanalytics.marts.Marts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

public final class RedshiftServerTest {

  private static S3Server s3;
  private static RedshiftServer redshift;

  @BeforeClass
  public static void start() {
    s3 = S3Server.start();
    s3.createBucket("staging");
    redshift = RedshiftServer.start(s3);
  }

  @AfterClass
  public static void stop() {
    redshift.close();
    s3.close();
  }

  @Before
  public void clear() throws SQLException {
    redshift.faults().clear();
    try (Connection admin = redshift.admin();
        Statement statement = admin.createStatement()) {
      statement.execute("DROP SCHEMA public CASCADE");
      statement.execute("CREATE SCHEMA public AUTHORIZATION " + redshift.user());
    }
    redshift.log().clear();
  }

  private static Connection connect() throws SQLException {
    return DriverManager.getConnection(redshift.jdbcUrl(), redshift.user(), redshift.password());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(Connection connection, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          values.add(result.getString(i));
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  private static List<String> seenByOthers(String sql) throws SQLException {
    try (Connection admin = redshift.admin()) {
      return rows(admin, sql);
    }
  }

  @Test
  public void amazonsDriverConnectsAndQueries() throws SQLException {
    try (Connection connection = connect()) {
      assertThat(connection.getMetaData().getDriverName()).contains("Redshift");
      assertThat(connection.getMetaData().getDatabaseProductVersion()).startsWith("8.0.2");
      assertThat(rows(connection, "SELECT 1, 'a'::varchar, 2.50::numeric(18,2)"))
          .containsExactly("1|a|2.50");
      assertThat(rows(connection, "SELECT version()").get(0)).contains("Redshift");
    }
  }

  @Test
  public void aWrongPasswordIsRefused() {
    assertThatThrownBy(
            () -> DriverManager.getConnection(redshift.jdbcUrl(), redshift.user(), "wrong").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
    assertThatThrownBy(
            () -> DriverManager.getConnection(redshift.jdbcUrl(), "nobody", "wrong").close())
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("password authentication failed");
  }

  @Test
  public void parametersAreSentAndLogged() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE t (id INTEGER, name VARCHAR(10))");
      try (PreparedStatement insert = connection.prepareStatement("INSERT INTO t VALUES (?, ?)")) {
        insert.setInt(1, 7);
        insert.setString(2, "seven");
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
      assertThat(rows(connection, "SELECT * FROM t")).containsExactly("7|seven");
    }
    assertThat(redshift.log().all())
        .filteredOn(statement -> statement.sql().startsWith("INSERT"))
        .singleElement()
        .satisfies(
            statement -> {
              assertThat(statement.parameters()).contains("seven");
              assertThat(statement.outcome()).isEqualTo("INSERT 0 1");
              assertThat(statement.succeeded()).isTrue();
            });
  }

  @Test
  public void theSchemaOfTheProductIsCreatedTwice() throws SQLException, IOException {
    try (Connection connection = connect()) {
      for (int i = 0; i < 2; i++) {
        for (String file :
            List.of("create_dimensions.sql", "create_facts.sql", "create_run_log.sql")) {
          execute(connection, Files.readString(Path.of("..", "sql", "ddl", file)));
        }
      }
      assertThat(
              rows(
                  connection,
                  "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'"))
          .containsExactly("12");
      assertThatThrownBy(() -> execute(connection, "INSERT INTO DimDate (DateKey) VALUES (1)"))
          .hasMessageContaining("Cannot insert a NULL value into column");
    }
  }

  @Test
  public void theSampleQueriesOfTheProductAreUnderstood() throws SQLException, IOException {
    try (Connection connection = connect()) {
      for (String file :
          List.of(
              "ddl/create_dimensions.sql",
              "ddl/create_facts.sql",
              "ddl/create_run_log.sql",
              "sample_queries/sample_dimension_queries.sql",
              "sample_queries/sample_fact_queries.sql")) {
        execute(connection, Files.readString(Path.of("..", "sql").resolve(file)));
      }
      for (Mart mart : Marts.ALL) {
        execute(connection, mart.createOrReplace());
      }
      for (String file : List.of("sample_mart_queries.sql", "cfo_questions.sql")) {
        execute(connection, Files.readString(Path.of("..", "sql", "sample_queries", file)));
      }
    }
    assertThat(redshift.log().all()).allMatch(StatementLog.Statement::succeeded);
  }

  @Test
  public void keysAreNotEnforced() throws SQLException {
    try (Connection connection = connect()) {
      execute(
          connection,
          "CREATE TABLE p (id INTEGER PRIMARY KEY, code VARCHAR(3) UNIQUE) DISTSTYLE ALL");
      execute(
          connection,
          "CREATE TABLE c (id BIGINT GENERATED BY DEFAULT AS IDENTITY(1,1), p INTEGER REFERENCES"
              + " p (id) ENCODE az64, v DECIMAL(18, 2) DEFAULT 0 NOT NULL, PRIMARY KEY (p))"
              + " DISTSTYLE KEY DISTKEY (p) COMPOUND SORTKEY (p, v)");
      execute(connection, "INSERT INTO p VALUES (1, 'a'), (1, 'a')");
      execute(connection, "INSERT INTO c (p) VALUES (9), (9)");
      assertThat(rows(connection, "SELECT * FROM c ORDER BY id"))
          .containsExactly("1|9|0.00", "2|9|0.00");
      assertThatThrownBy(() -> execute(connection, "INSERT INTO c (id) VALUES (3)"))
          .hasMessageContaining("Cannot insert a NULL value into column");
    }
  }

  @Test
  public void textsAreCountedInBytes() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE t (v VARCHAR(3))");
      execute(connection, "CREATE TABLE s (LIKE t)");
      for (String table : List.of("t", "s")) {
        execute(connection, "INSERT INTO " + table + " VALUES ('abc')");
        assertThatThrownBy(
                () -> execute(connection, "INSERT INTO " + table + " VALUES ('\u00e4\u00e4')"))
            .hasMessageContaining("Value too long for character type");
      }
      execute(connection, "ALTER TABLE t ALTER COLUMN v TYPE VARCHAR(4)");
      execute(connection, "INSERT INTO t VALUES ('\u00e4\u00e4')");
    }
  }

  @Test
  public void namesAreFoldedAlsoInQuotes() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE \"PUBLIC\".\"T\" (\"DateKey\" INTEGER)");
      execute(connection, "INSERT INTO t (datekey) VALUES (1)");
      assertThat(rows(connection, "SELECT \"DATEKEY\" FROM (SELECT * FROM \"t\") LIMIT 1"))
          .containsExactly("1");
    }
  }

  @Test
  public void wordsOfRedshiftAreUnderstood() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "set query_group to '{\"spark\":{\"op\":\"Write\"}}'");
      assertThat(rows(connection, "show query_group"))
          .containsExactly("{\"spark\":{\"op\":\"Write\"}}");
      assertThat(
              rows(
                  connection,
                  "SELECT NVL(NULL, 'x'), LEN('abc'), DATEADD(day, 1, '2024-02-28'::timestamp),"
                      + " DATEDIFF(second, '2024-01-01'::timestamp,"
                      + " '2024-01-01 00:01:30'::timestamp), 'it\\'s'"))
          .containsExactly("x|3|2024-02-29 00:00:00|90|it's");
      assertThat(rows(connection, "SELECT 1 FROM (SELECT GETDATE() - SYSDATE AS d)"))
          .containsExactly("1");
    }
  }

  @Test
  public void wordsOfPostgresAreRefused() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE t (id INTEGER)");
      for (String sql :
          List.of(
              "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
              "INSERT INTO t VALUES (1) RETURNING id",
              "SELECT * FROM t FOR UPDATE",
              "SELECT DISTINCT ON (id) id FROM t",
              "SELECT string_agg(id, ',') FROM t",
              "CREATE INDEX i ON t (id)",
              "CREATE TABLE u (id UUID)",
              "CREATE TABLE u (v VARCHAR(70000))",
              "TRUNCATE t, t",
              "LOCK TABLE t IN SHARE MODE")) {
        assertThatThrownBy(() -> execute(connection, sql)).as(sql).isInstanceOf(SQLException.class);
      }
    }
  }

  @Test
  public void aRollbackTakesTablesBackAndATruncateCommits() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE t (id INTEGER)");
      execute(connection, "INSERT INTO t VALUES (1)");
      connection.setAutoCommit(false);
      execute(connection, "CREATE TABLE u (id INTEGER)");
      execute(connection, "DELETE FROM t");
      connection.rollback();
      assertThat(rows(connection, "SELECT id FROM t")).containsExactly("1");

      execute(connection, "TRUNCATE TABLE t");
      connection.rollback();
      assertThat(rows(connection, "SELECT id FROM t")).isEmpty();
      connection.rollback();
      assertThatThrownBy(() -> rows(connection, "SELECT * FROM u"))
          .hasMessageContaining("does not exist");
      connection.rollback();
    }
    assertThat(redshift.log().texts()).contains("BEGIN", "ROLLBACK");
  }

  @Test
  public void writersThatMeetAreToldSo() throws SQLException {
    try (Connection one = connect();
        Connection two = connect()) {
      execute(one, "CREATE TABLE t (id INTEGER)");
      execute(one, "INSERT INTO t VALUES (1)");
      one.setAutoCommit(false);
      two.setAutoCommit(false);
      rows(two, "SELECT * FROM t");
      execute(one, "UPDATE t SET id = 2");
      one.commit();
      assertThatThrownBy(() -> execute(two, "UPDATE t SET id = 3"))
          .hasMessageContaining("1023")
          .hasMessageContaining("Serializable isolation violation");
      two.rollback();
    }
  }

  @Test
  public void aFailingStatementAbortsItsTransaction() throws SQLException {
    redshift.faults().failNext(sql -> sql.startsWith("INSERT"), "XX000", "disk full", 1);
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE t (id INTEGER)");
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> execute(connection, "INSERT INTO t VALUES (1)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("XX000"))
          .hasMessageContaining("disk full");
      assertThatThrownBy(() -> execute(connection, "INSERT INTO t VALUES (2)"))
          .hasMessageContaining("current transaction is aborted");
      connection.rollback();
      execute(connection, "INSERT INTO t VALUES (3)");
      connection.commit();
    }
    assertThat(seenByOthers("SELECT id FROM t")).containsExactly("3");
  }

  @Test
  public void aLostCommitIsCommittedOrNot() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE t (id INTEGER)");
    }
    lostCommit(1, Faults.When.BEFORE);
    assertThat(seenByOthers("SELECT id FROM t")).isEmpty();
    lostCommit(2, Faults.When.AFTER);
    assertThat(seenByOthers("SELECT id FROM t")).containsExactly("2");
    assertThat(redshift.log().all())
        .filteredOn(statement -> statement.sql().equals("COMMIT"))
        .extracting(StatementLog.Statement::outcome)
        .containsExactly("DROPPED BEFORE", "DROPPED AFTER");
  }

  private static void lostCommit(int id, Faults.When when) throws SQLException {
    redshift.faults().dropConnection("COMMIT"::equals, when);
    Connection connection = connect();
    connection.setAutoCommit(false);
    execute(connection, "INSERT INTO t VALUES (" + id + ")");
    assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    connection.close();
  }

  @Test
  public void aStatementWithoutTransactionIsDoneBeforeItsConnectionIsLost() throws SQLException {
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE t (id INTEGER)");
      redshift.faults().dropConnection(sql -> sql.startsWith("INSERT"), Faults.When.AFTER);
      assertThatThrownBy(() -> execute(connection, "INSERT INTO t VALUES (1)"))
          .isInstanceOf(SQLException.class);
    }
    assertThat(seenByOthers("SELECT id FROM t")).containsExactly("1");
  }

  @Test
  public void whatAClientLeftOpenIsRolledBack() throws Exception {
    Connection connection = connect();
    execute(connection, "CREATE TABLE t (id INTEGER)");
    connection.setAutoCommit(false);
    Faults.Pause pause = redshift.faults().pause(sql -> sql.equals("INSERT INTO t VALUES (2)"));
    execute(connection, "INSERT INTO t VALUES (1)");
    Thread client =
        new Thread(
            () ->
                assertThatThrownBy(() -> execute(connection, "INSERT INTO t VALUES (2)"))
                    .isInstanceOf(SQLException.class));
    client.start();
    pause.awaitReached();
    connection.abort(Runnable::run);
    pause.resume();
    client.join();
    try (Connection other = connect()) {
      other.setAutoCommit(false);
      execute(other, "LOCK TABLE t");
      assertThat(rows(other, "SELECT id FROM t")).isEmpty();
      other.rollback();
    }
  }

  @Test
  public void aHeldStatementWaits() throws Exception {
    try (Connection connection = connect()) {
      execute(connection, "CREATE TABLE t (id INTEGER)");
      Faults.Pause pause = redshift.faults().pause(sql -> sql.startsWith("INSERT"));
      Thread client =
          new Thread(
              () -> {
                try {
                  execute(connection, "INSERT INTO t VALUES (1)");
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      client.start();
      pause.awaitReached();
      assertThat(seenByOthers("SELECT id FROM t")).isEmpty();
      pause.resume();
      client.join();
      assertThat(seenByOthers("SELECT id FROM t")).containsExactly("1");
    }
  }
}
