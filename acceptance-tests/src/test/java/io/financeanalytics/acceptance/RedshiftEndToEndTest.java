package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.financeanalytics.acceptance.redshift.StatementLog.Statement;
import io.financeanalytics.table.StarTables;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The job from raw files in S3 to the published star, held against the laptop's. */
public class RedshiftEndToEndTest {

  private static final Path SAMPLE = Path.of("..", "data", "raw").toAbsolutePath().normalize();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private CloudPlatform cloud;

  @Before
  public void start() {
    cloud = CloudPlatform.start();
  }

  @After
  public void stop() {
    cloud.close();
  }

  @Test
  public void theSampleIsTheSameInRedshiftAsOnTheLaptop() throws Exception {
    cloud.putRaw(SAMPLE);
    GlueProcess.Result first = run("--CATALOG_DATABASE", "lake").exitsWith(0);
    assertMartsAnswerAs(assertSameAsOnTheLaptop(SAMPLE));
    assertTablesAreReplacedInOneTransaction();
    assertNothingIsLeftBehind();
    assertEveryLineOfTheLogIsOfTheRun(first);
    assertTheCatalogShows(first.runId());
    assertNoSecretIsWritten(first);

    Map<String, List<String>> star = cloud.star();
    List<String> keys = keys();
    cloud.execute("CREATE ROLE analyst");
    cloud.execute("GRANT SELECT ON finance.facttransactions, finance.daily_sales TO analyst");
    cloud.execute(
        "CREATE VIEW finance.revenue AS SELECT SUM(netrevenue) FROM finance.facttransactions");
    List<String> comments = comments();
    GlueProcess.Result second = run("--CATALOG_DATABASE", "lake").exitsWith(0);
    assertThat(cloud.star()).isEqualTo(star);
    assertThat(keys()).isEqualTo(keys);
    assertThat(comments()).isEqualTo(comments).hasSizeGreaterThan(80);
    assertThat(cloud.query("SELECT * FROM finance.revenue")).hasSize(1).doesNotContainNull();
    for (String granted : List.of("facttransactions", "daily_sales")) {
      assertThat(
              cloud.query(
                  "SELECT has_table_privilege('analyst', 'finance." + granted + "', 'SELECT')"))
          .containsExactly("t");
    }
    assertTheCatalogShows(second.runId());
    assertThat(cloud.query("SELECT status FROM finance.etlrun"))
        .containsExactly("succeeded", "succeeded");
    assertThat(cloud.runsInLake()).containsExactly(first.runId(), second.runId());
  }

  @Test
  public void twoHundredThousandOrderLinesAreTheSameInRedshiftAsOnTheLaptop() throws Exception {
    Path raw = folder.getRoot().toPath().resolve("raw");
    new FinanceProcess.Start(folder.getRoot().toPath())
        .run("sample", "--orders", "138000", "--seed", "3", "--out", raw.toString())
        .exitsWith(0);
    cloud.putRaw(raw);
    run().exitsWith(0);
    assertSameAsOnTheLaptop(raw);
    assertThat(Long.parseLong(cloud.query("SELECT COUNT(*) FROM finance.facttransactions").get(0)))
        .isGreaterThan(190_000);
  }

  @Test
  public void onlyTheNewestRunsKeepTheirFilesAndThoseOfOthersAreLeftAlone() {
    cloud.putRaw(RawFolder.first(folder.getRoot().toPath().resolve("raw")));
    cloud
        .s3()
        .put(CloudPlatform.LAKE, "processed/run_id=other/DimDate/part-0.parquet", new byte[1]);
    GlueProcess.Result first = run("--KEEP_RUNS", "1").exitsWith(0);
    assertThat(cloud.runsInLake()).containsExactly(first.runId(), "other");
    GlueProcess.Result second = run("--KEEP_RUNS", "1").exitsWith(0);
    assertThat(cloud.runsInLake()).containsExactly(second.runId(), "other");
  }

  @Test
  public void aRefusedRunLeavesTheStarAndRecordsItsEvidence() {
    Path root = folder.getRoot().toPath();
    cloud.putRaw(RawFolder.second(root.resolve("more")));
    run().exitsWith(0);
    Map<String, List<String>> star = cloud.star();
    cloud.putRaw(RawFolder.first(root.resolve("fewer")));
    GlueProcess.Result refused = run().exitsWith(3);
    assertThat(refused.error()).contains("Refused");
    assertThat(cloud.star()).isEqualTo(star);
    assertThat(cloud.query("SELECT status FROM finance.etlrun ORDER BY startedat"))
        .containsExactly("succeeded", "refused");
    assertThat(
            cloud.query(
                "SELECT COUNT(*) FROM finance.quarantine WHERE runid = '" + refused.runId() + "'"))
        .containsExactly("1");
    assertThat(cloud.runsInLake()).doesNotContain(refused.runId());
    run("--ALLOW_SHRINK", "true").exitsWith(0);
    assertThat(cloud.star()).isNotEqualTo(star);
  }

  private GlueProcess.Result run(String... more) {
    return GlueProcess.run(cloud.environment(), cloud.arguments(more));
  }

  private WarehouseFolder assertSameAsOnTheLaptop(Path raw) throws Exception {
    WarehouseFolder laptop = new WarehouseFolder(folder.newFolder().toPath().resolve("warehouse"));
    Published.run(raw, laptop);
    Map<String, List<String>> expected = ResolvedStar.inDelta(laptop.path());
    Map<String, List<String>> actual = cloud.star();
    expected.forEach((table, rows) -> assertThat(actual.get(table)).as(table).isEqualTo(rows));
    return laptop;
  }

  private void assertMartsAnswerAs(WarehouseFolder laptop) throws SQLException {
    Map<String, List<String>> expected = ResolvedMarts.inDelta(laptop.path());
    try (Connection reader = cloud.redshift().admin()) {
      Map<String, List<String>> actual = ResolvedMarts.in(reader, "finance");
      expected.forEach(
          (mart, rows) -> assertThat(actual.get(mart)).as(mart).isNotEmpty().isEqualTo(rows));
    }
  }

  private void assertTablesAreReplacedInOneTransaction() {
    List<Statement> changes =
        cloud.redshift().log().all().stream()
            .filter(
                statement ->
                    statement.sql().matches("(?s)(DELETE FROM|INSERT INTO) \"finance\"\\..*"))
            .toList();
    assertThat(changes).extracting(Statement::connection).containsOnly(changes.get(0).connection());
    List<String> texts =
        cloud.redshift().log().of(changes.get(0).connection()).stream()
            .map(statement -> statement.sql().strip())
            .toList();
    assertThat(texts.stream().filter(sql -> sql.matches("(?i)COMMIT"))).hasSize(1);
    for (String table : StarTables.PUBLISHED.keySet()) {
      String name = "\"finance\".\"" + table.toLowerCase(Locale.ROOT) + "\"";
      assertThat(texts.indexOf("DELETE FROM " + name)).as(table).isGreaterThan(0);
    }
    assertThat(cloud.redshift().log().texts())
        .noneMatch(sql -> sql.toUpperCase(Locale.ROOT).contains("TRUNCATE"))
        .noneMatch(sql -> sql.matches("(?is)DROP TABLE.*\"finance\"\\..*"))
        .noneMatch(sql -> sql.matches("(?is)COPY \"finance\"\\..*"));
  }

  private void assertNothingIsLeftBehind() {
    assertThat(cloud.filesInScratch()).isEmpty();
    assertThat(
            cloud.query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                    + " 'finance_staging' ORDER BY 1"))
        .containsExactly(
            "keys_dimcampaign",
            "keys_dimchannel",
            "keys_dimcustomer",
            "keys_dimproduct",
            "run_lease");
    assertThat(cloud.query("SELECT runid FROM finance_staging.run_lease")).isEmpty();
  }

  private static void assertEveryLineOfTheLogIsOfTheRun(GlueProcess.Result result) {
    List<JsonNode> staged =
        result.log().stream()
            .filter(line -> line.get("message").asText().startsWith("Staged "))
            .toList();
    assertThat(staged)
        .hasSize(StarTables.PUBLISHED.size() + 1)
        .allMatch(line -> line.get("run_id").asText().equals(result.runId()))
        .allMatch(line -> line.get("rows").asLong() > 0 && line.has("seconds"));
    assertThat(result.log()).anyMatch(line -> line.path("step").asText().equals("publish"));
  }

  private void assertTheCatalogShows(String runId) {
    StarTables.PUBLISHED
        .keySet()
        .forEach(
            table ->
                assertThat(cloud.api().location(table.toLowerCase(Locale.ROOT)))
                    .contains("s3://lake/processed/run_id=" + runId + "/" + table + "/"));
    assertThat(cloud.api().columns("factmarketingspend"))
        .containsExactly(
            "datekey int",
            "campaignkey int",
            "impressions bigint",
            "clicks bigint",
            "spend decimal(18,2)",
            "currencycode string",
            "runid string");
  }

  private void assertNoSecretIsWritten(GlueProcess.Result result) {
    String password = cloud.redshift().password();
    assertThat(result.out()).doesNotContain(password).doesNotContain(cloud.s3().secretKey());
    assertThat(result.err()).doesNotContain(password).doesNotContain(cloud.s3().secretKey());
    assertThat(cloud.redshift().log().all())
        .noneMatch(statement -> statement.toString().contains(password))
        .noneMatch(statement -> statement.toString().contains(cloud.s3().secretKey()));
  }

  private List<String> keys() {
    return cloud.query(
        "SELECT 'p' || productkey || productid FROM finance.dimproduct UNION ALL SELECT 'c' ||"
            + " customerkey || customerid FROM finance.dimcustomer UNION ALL SELECT 'h' || channelkey ||"
            + " channelname FROM finance.dimchannel UNION ALL SELECT 'm' || campaignkey || campaignid"
            + " FROM finance.dimcampaign ORDER BY 1");
  }

  private List<String> comments() {
    return cloud.query(
        "SELECT description FROM pg_description d JOIN pg_class c ON c.oid = d.objoid JOIN pg_namespace"
            + " n ON n.oid = c.relnamespace WHERE n.nspname = 'finance' ORDER BY 1");
  }
}
