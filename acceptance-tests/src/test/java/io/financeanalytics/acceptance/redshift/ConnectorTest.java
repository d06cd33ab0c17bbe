package io.financeanalytics.acceptance.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** COPY and UNLOAD as the connector's stand-in uses them. */
public final class ConnectorTest {

  private static final String FORMAT = "io.github.spark_redshift_community.spark.redshift";
  private static final String DDL =
      "CREATE TABLE t (id INTEGER NOT NULL, big BIGINT, name VARCHAR(5), amount DECIMAL(18, 2),"
          + " day DATE, at TIMESTAMP, flag BOOLEAN)";
  private static final String ROW =
      "CAST(1 AS INT) AS Id, CAST(2 AS BIGINT) AS Big, 'a\\\\\\n\\tb' AS Name,"
          + " CAST(-3.50 AS DECIMAL(18, 2)) AS Amount, DATE'2024-02-29' AS Day,"
          + " TIMESTAMP'1969-12-31 23:59:59.123456' AS At, true AS Flag";

  private static S3Server s3;
  private static RedshiftServer redshift;
  private static SparkSession spark;

  @BeforeClass
  public static void start() throws SQLException {
    s3 = S3Server.start();
    s3.createBucket("staging");
    redshift = RedshiftServer.start(s3);
    spark = RedshiftSpark.get(s3);
  }

  @AfterClass
  public static void stop() {
    RedshiftSpark.release(s3);
    redshift.close();
    s3.close();
  }

  @Before
  public void clear() throws SQLException {
    redshift.faults().clear();
    s3.allowAll();
    execute("DROP TABLE IF EXISTS t", DDL);
    redshift.log().clear();
  }

  private static Map<String, String> options(String... more) {
    Map<String, String> options = new HashMap<>();
    options.put("url", redshift.jdbcUrl());
    options.put("user", redshift.user());
    options.put("password", redshift.password());
    options.put("tempdir", "s3a://staging/tmp");
    options.put("tempformat", "PARQUET");
    options.put("aws_iam_role", "arn:aws:iam::123456789012:role/load");
    options.put("copyretrycount", "0");
    for (int i = 0; i < more.length; i += 2) {
      options.put(more[i], more[i + 1]);
    }
    return options;
  }

  private static void append(Dataset<Row> data, String... more) {
    data.write()
        .format(FORMAT)
        .options(options("dbtable", "public.t"))
        .options(options(more))
        .mode(SaveMode.Append)
        .save();
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(redshift.jdbcUrl(), redshift.user(), redshift.password());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection admin = redshift.admin();
        Statement statement = admin.createStatement();
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

  private static Dataset<Row> select(String columns) {
    return spark.sql("SELECT " + columns);
  }

  @Test
  public void everyTypeGoesThereAndBack() throws SQLException {
    Dataset<Row> data =
        select(ROW).unionAll(select("CAST(2 AS INT), null, null, null, null, null, null"));

    append(data);

    assertThat(rows("SELECT * FROM t ORDER BY id"))
        .containsExactly(
            "1|2|a\\\n\tb|-3.50|2024-02-29|1969-12-31 23:59:59.123456|t",
            "2|null|null|null|null|null|null");
    Dataset<Row> back =
        spark.read().format(FORMAT).options(options("query", "SELECT * FROM t")).load();
    assertThat(back.schema().simpleString())
        .isEqualTo(
            "struct<id:int,big:bigint,name:string,amount:decimal(18,2),day:date,at:timestamp,"
                + "flag:boolean>");
    assertThat(back.sort("id").collectAsList()).isEqualTo(data.sort("id").collectAsList());
    assertThat(back.count()).isEqualTo(2);
  }

  @Test
  public void aTimestampGoesAsTheTimeOnTheWallOfTheJvm() throws SQLException {
    TimeZone zone = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
    try {
      append(select(ROW));
      assertThat(rows("SELECT to_char(at, 'YYYY-MM-DD HH24:MI:SS') FROM t"))
          .containsExactly("1969-12-31 18:59:59");
      Row back =
          spark.read().format(FORMAT).options(options("dbtable", "t")).load().select("at").first();
      assertThat(back).isEqualTo(select(ROW).select("At").first());
    } finally {
      TimeZone.setDefault(zone);
    }
  }

  @Test
  public void aSaveIsOneTransaction() {
    append(select(ROW), "preactions", "DELETE FROM %s; DELETE FROM t", "postactions", "ANALYZE t");

    List<String> texts =
        redshift.log().of(redshift.log().all().get(0).connection()).stream()
            .map(StatementLog.Statement::sql)
            .map(sql -> sql.replaceAll("tmp/[^/]*/", "tmp/id/"))
            .toList();
    assertThat(texts).filteredOn(sql -> sql.startsWith("set query_group to '{")).hasSize(1);
    assertThat(texts.subList(texts.indexOf("BEGIN"), texts.size()))
        .containsExactly(
            "BEGIN",
            "CREATE TABLE IF NOT EXISTS \"public\".\"t\" (\"Id\" INTEGER NOT NULL, \"Big\" BIGINT"
                + " NOT NULL, \"Name\" VARCHAR(MAX) NOT NULL, \"Amount\" DECIMAL(18,2) NOT"
                + " NULL, \"Day\" DATE NOT NULL, \"At\" TIMESTAMP NOT NULL, \"Flag\" BOOLEAN NOT NULL) DISTSTYLE EVEN"
                + "  ",
            "DELETE FROM \"public\".\"t\"",
            " DELETE FROM t",
            "COPY \"public\".\"t\" FROM 's3://staging/tmp/id/manifest.json' FORMAT AS PARQUET"
                + " SERIALIZETOJSON manifest   CREDENTIALS"
                + " 'aws_iam_role=arn:aws:iam::123456789012:role/load'",
            "ANALYZE t",
            "COMMIT");
  }

  private static void refused(String row, String reason) throws SQLException {
    int before = redshift.log().all().size();
    assertThatThrownBy(() -> append(select(row)))
        .as(row)
        .hasStackTraceContaining("SQLException")
        .hasStackTraceContaining(reason);
    assertThat(rows("SELECT * FROM t")).isEmpty();
    assertThat(redshift.log().texts().subList(before, redshift.log().all().size()))
        .contains("ROLLBACK")
        .doesNotContain("COMMIT");
  }

  @Test
  public void whatDoesNotFitIsRefusedAsAWhole() throws SQLException {
    refused(ROW.replace("CAST(1 AS INT)", "CAST(1 AS BIGINT)"), "incompatible Parquet schema");
    refused(ROW.replace("CAST(2 AS BIGINT)", "2"), "incompatible Parquet schema");
    refused(ROW.replace("(18, 2)", "(18, 4)"), "incompatible Parquet schema");
    refused(ROW.replace("(18, 2)", "(10, 2)"), "incompatible Parquet schema");
    refused(ROW.replace("DATE'2024", "'2024"), "incompatible Parquet schema");
    refused(ROW.replace("true", "1"), "incompatible Parquet schema");
    refused(ROW.replace("'a\\\\\\n\\tb'", "'\u00e4\u00e4\u00e4'"), "Table: 5, Data: 6");
    refused(
        ROW.replace("CAST(1 AS INT)", "CAST(null AS INT)"),
        "Cannot insert a NULL value into column id");
    refused(ROW + ", 1 AS more", "Table columns: 7, Data columns: 8");
  }

  @Test
  public void columnsGoByPositionWhateverTheirNames() throws SQLException {
    execute("DROP TABLE t", "CREATE TABLE t (a INTEGER, b INTEGER)");
    append(select("1 AS b, 2 AS a"));
    assertThat(rows("SELECT a, b FROM t")).containsExactly("1|2");
  }

  @Test
  public void aColumnListLeavesTheRestToTheTable() throws SQLException {
    execute(
        "DROP TABLE t",
        "CREATE TABLE t (k BIGINT GENERATED BY DEFAULT AS IDENTITY(1,1), id INTEGER, n INTEGER)");
    append(select("7 AS id"), "include_column_list", "true");
    assertThat(rows("SELECT * FROM t")).containsExactly("1|7|null");
  }

  @Test
  public void anEmptyFrameMakesNoCopyButItsActionsRun() throws SQLException {
    append(select(ROW));
    append(select(ROW).where("false"), "preactions", "DELETE FROM t");
    assertThat(rows("SELECT * FROM t")).isEmpty();
    assertThat(redshift.log().texts()).filteredOn(sql -> sql.startsWith("COPY")).hasSize(1);
  }

  @Test
  public void anOverwriteDropsTheTable() throws SQLException {
    select("1 AS other")
        .write()
        .format(FORMAT)
        .options(options("dbtable", "t"))
        .mode(SaveMode.Overwrite)
        .save();
    assertThat(rows("SELECT other FROM t")).containsExactly("1");
    assertThat(redshift.log().texts()).contains("DROP TABLE IF EXISTS \"PUBLIC\".\"t\";");
  }

  @Test
  public void aFailingCopyIsTriedAgainFromTheBeginning() throws SQLException {
    redshift.faults().failNext(sql -> sql.startsWith("COPY"), "57014", "cancelled", 2);
    append(select(ROW), "copyretrycount", "2", "copydelay", "1");
    assertThat(rows("SELECT id FROM t")).containsExactly("1");
    assertThat(redshift.log().texts()).filteredOn(sql -> sql.startsWith("CREATE")).hasSize(3);
  }

  @Test
  public void aBucketThatIsDeniedFailsTheCopy() throws SQLException {
    redshift
        .faults()
        .onStatement(
            sql -> {
              if (sql.startsWith("COPY")) {
                s3.deny("staging");
              }
            });
    assertThatThrownBy(() -> append(select(ROW))).hasStackTraceContaining("Status 403");
    assertThat(rows("SELECT * FROM t")).isEmpty();
  }

  @Test
  public void aLostCommitMayHaveCommitted() throws SQLException {
    redshift.faults().dropConnection("COMMIT"::equals, Faults.When.AFTER);
    assertThatThrownBy(() -> append(select(ROW))).isInstanceOf(SQLException.class);
    assertThat(rows("SELECT id FROM t")).containsExactly("1");
  }

  @Test
  public void aRoleThatIsNoneIsRefused() {
    assertThatThrownBy(() -> append(select(ROW), "aws_iam_role", "load"))
        .hasStackTraceContaining("Invalid credentials");
  }

  @Test
  public void optionsOfTextFilesAreRefused() {
    assertThatThrownBy(() -> append(select(ROW), "extracopyoptions", "MAXERROR 5"))
        .hasStackTraceContaining("MAXERROR argument is not supported for PARQUET based COPY");
  }

  private static void misused(String message, String... more) {
    assertThatThrownBy(() -> append(select(ROW), more)).hasMessageContaining(message);
  }

  @Test
  public void optionsAreChecked() {
    misused("Unknown option 'tempdirr'", "tempdirr", "x");
    misused("mutually-exclusive", "forward_spark_s3_credentials", "true");
    misused("only with tempformat PARQUET", "tempformat", "AVRO");
    misused("Invalid temp format", "tempformat", "ORC");
    misused("both the 'dbtable' and 'query'", "query", "SELECT 1");
    misused("both the URL and", "url", redshift.jdbcUrl() + "&user=loader");
    misused("Unrecognized scheme", "tempdir", "file:/tmp");
    assertThat(redshift.log().all()).isEmpty();
  }

  @Test
  public void aQueryWithoutRowsIsAnEmptyFrame() {
    Dataset<Row> none =
        spark
            .read()
            .format(FORMAT)
            .options(options("query", "SELECT id FROM t WHERE name = 'it\\'s'"))
            .load();
    assertThat(none.collectAsList()).isEmpty();
    assertThat(none.schema().fieldNames()).containsExactly("id");
  }

  @Test
  public void aManifestThatLiesIsRefused() throws SQLException {
    append(select(ROW));
    String manifest =
        s3.keys("staging", "tmp/").stream()
            .filter(key -> key.endsWith("manifest.json"))
            .findFirst()
            .orElseThrow();
    String json = new String(s3.get("staging", manifest), StandardCharsets.UTF_8);
    s3.put(
        "staging",
        "wrong/length",
        json.replaceAll("content_length\":", "content_length\":1")
            .getBytes(StandardCharsets.UTF_8));
    s3.put(
        "staging", "wrong/file", json.replace("part-", "gone-").getBytes(StandardCharsets.UTF_8));
    s3.put(
        "staging",
        "wrong/none",
        json.replaceAll("content_length", "length").getBytes(StandardCharsets.UTF_8));
    for (String wrong : List.of("length", "file", "none", "absent")) {
      assertThatThrownBy(
              () ->
                  execute(
                      "copy T from 's3://staging/wrong/"
                          + wrong
                          + "' iam_role 'arn:aws:iam::1:role/x' format as parquet manifest"))
          .as(wrong)
          .isInstanceOf(SQLException.class);
    }
    assertThat(rows("SELECT id FROM t")).hasSize(1);
  }

  @Test
  public void manyRowsLoadInSeconds() throws SQLException {
    execute("DROP TABLE t", "CREATE TABLE t (id BIGINT, name VARCHAR(64), v DECIMAL(18, 2))");
    Dataset<Row> many =
        spark
            .range(200_000)
            .selectExpr("id", "concat('name ', id) AS name", "CAST(id AS DECIMAL(18, 2)) AS v");
    long start = System.nanoTime();
    append(many);
    long seconds = (System.nanoTime() - start) / 1_000_000_000L;
    assertThat(rows("SELECT count(*), sum(v) FROM t")).containsExactly("200000|19999900000.00");
    assertThat(seconds).isLessThan(60);
  }
}
