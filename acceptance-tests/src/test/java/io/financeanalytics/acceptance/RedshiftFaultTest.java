package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.financeanalytics.acceptance.redshift.Faults.Pause;
import io.financeanalytics.acceptance.redshift.Faults.When;
import io.financeanalytics.marts.Marts;
import io.financeanalytics.pipeline.RunReport;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.pipeline.WarehouseBusyException;
import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.PlatformChannel;
import io.financeanalytics.table.Quarantine;
import io.financeanalytics.table.StarTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What readers see of Redshift when things go wrong, and what the next run makes of it. Of two raw
 * folders one is published, and a run of the other is disturbed. After each test the other is what
 * is published: by the disturbed run itself, or by an undisturbed one after it. The next run after
 * a disturbed one that has published is that of the next test.
 */
public class RedshiftFaultTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static CloudRuns runs;
  private static CloudPlatform cloud;
  private static final Map<Path, Map<String, List<String>>> STARS = new HashMap<>();
  private static Path published;
  private static Path next;

  @BeforeClass
  public static void publishBoth() {
    runs = CloudRuns.start();
    cloud = runs.cloud();
    published = RawFolder.first(FOLDER.getRoot().toPath().resolve("first"));
    next = RawFolder.second(FOLDER.getRoot().toPath().resolve("second"));
    for (Path raw : List.of(next, published)) {
      run(raw);
      STARS.put(raw, cloud.star());
    }
    assertThat(oldStar()).isNotEqualTo(newStar());
  }

  @After
  public void theNextRunPublishesWhatAnUndisturbedOneWould() {
    cloud.redshift().faults().clear();
    cloud.s3().allowAll();
    if (!cloud.star().equals(newStar())) {
      assertThat(run(next).run().status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(cloud.star()).isEqualTo(newStar());
    }
    assertNothingIsLeft();
    Path before = published;
    published = next;
    next = before;
  }

  private static void assertNothingIsLeft() {
    assertThat(cloud.query("SELECT runid FROM finance_staging.run_lease")).isEmpty();
    assertThat(
            cloud.query(
                "SELECT table_name FROM information_schema.tables WHERE table_schema ="
                    + " 'finance_staging' AND table_name LIKE 'load%'"))
        .isEmpty();
    assertThat(cloud.filesInScratch()).isEmpty();
    for (Dimension dimension : Dimension.ALL) {
      String keys = "finance_staging.keys_" + dimension.table();
      assertThat(cloud.query("SELECT naturalkey FROM " + keys + " GROUP BY 1 HAVING COUNT(*) > 1"))
          .as(keys)
          .isEmpty();
    }
  }

  @AfterClass
  public static void stop() {
    assertThat(run(next).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
    assertNothingIsLeft();
    runs.close();
  }

  @Test
  public void aCopyThatFailsLeavesTheStarWhicheverTableItIsOf() {
    for (String table : tablesToFail()) {
      cloud
          .redshift()
          .faults()
          .failNext(isCopyOf(table), "XX000", "S3ServiceException: Access Denied", 1);
      assertThatThrownBy(() -> run(next)).as(table).hasStackTraceContaining("Access Denied");
      assertThat(cloud.star()).as(table).isEqualTo(oldStar());
      assertThat(newestStatus()).as(table).isEqualTo("failed");
    }
  }

  @Test
  public void aCopyThatIsLostWithItsConnectionIsMadeAgainWithAFreshTable() {
    cloud.redshift().faults().dropConnection(isCopyOf("FactTransactions"), When.AFTER);
    cloud.redshift().faults().dropConnection(isCopyOf("members_DimProduct"), When.BEFORE);
    assertThat(run(next).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aConnectionThatIsLostBeforeTheCommitOfThePublishIsReplaced() {
    cloud.redshift().faults().dropConnection(CloudRuns.isCommitOfPublish(), When.BEFORE);
    assertThat(run(next).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aConnectionThatIsLostInTheMiddleOfThePublishIsReplaced() {
    cloud
        .redshift()
        .faults()
        .dropConnection(
            sql -> sql.startsWith("INSERT INTO \"finance\".\"facttransactions\""), When.AFTER);
    assertThat(run(next).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aCommitWhoseAnswerIsLostIsNotMadeTwice() {
    cloud.redshift().faults().dropConnection(CloudRuns.isCommitOfPublish(), When.AFTER);
    RunReport report = run(next);
    assertThat(report.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
    assertThat(
            cloud.query(
                "SELECT COUNT(*) FROM finance.etlrun WHERE runid = '"
                    + report.run().start().runId()
                    + "'"))
        .containsExactly("1");
  }

  @Test
  public void aConflictWithAnotherTransactionIsTriedAgain() {
    cloud
        .redshift()
        .faults()
        .failNext(
            sql -> sql.startsWith("DELETE FROM \"finance\".\"dimdate\""),
            "XX000",
            "1023 DETAIL: Serializable isolation violation on table in Redshift",
            2);
    assertThat(run(next).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aPublishThatCannotWorkIsRecordedAndLeavesTheStar() {
    cloud
        .redshift()
        .faults()
        .failNext(
            sql -> sql.startsWith("INSERT INTO \"finance\".\"factmarketingspend\""),
            "53100",
            "Disk Full",
            1);
    assertThatThrownBy(() -> run(next)).hasStackTraceContaining("Disk Full");
    assertThat(cloud.star()).isEqualTo(oldStar());
    assertThat(newestStatus()).isEqualTo("failed");
  }

  @Test
  public void aSecondRunIsToldOfTheFirst() {
    Pause pause = cloud.redshift().faults().pause(isCopyOf("FactTransactions"));
    CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(() -> run(next));
    pause.awaitReached();
    Throwable second = catchThrowable(() -> run(published));
    assertThat(second)
        .isInstanceOf(WarehouseBusyException.class)
        .hasMessageContaining("is under way in the same schema");
    assertThat(cloud.star()).isEqualTo(oldStar());
    pause.resume();
    assertThat(first.join().run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aRunThatSeemedDeadCannotPublishAfterItsSuccessor() {
    Pause pause = cloud.redshift().faults().pause(isCopyOf("DimDate"));
    CompletableFuture<RunReport> sleeper =
        CompletableFuture.supplyAsync(() -> runs.runWithoutBeats(published));
    pause.awaitReached();
    RunReport successor = run(next);
    assertThat(successor.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
    pause.resume();
    assertThat(catchThrowable(sleeper::join)).isNotNull();
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aConnectionThatIsLostWhileKeysAreReadBackIsMadeAgain() {
    cloud.redshift().faults().dropConnection(sql -> sql.startsWith("UNLOAD "), When.BEFORE);
    assertThat(run(next).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aMemberThatAnotherRunInsertsInBetweenKeepsItsOneKey() {
    Pause pause =
        cloud
            .redshift()
            .faults()
            .pause(sql -> sql.startsWith("LOCK TABLE \"finance_staging\".\"keys_dimproduct\""));
    CompletableFuture<RunReport> run = CompletableFuture.supplyAsync(() -> run(next));
    pause.awaitReached();
    cloud.execute(
        "INSERT INTO finance_staging.keys_dimproduct (naturalkey) SELECT 'IN-BETWEEN' WHERE NOT EXISTS"
            + " (SELECT 1 FROM finance_staging.keys_dimproduct WHERE naturalkey = 'IN-BETWEEN')");
    pause.resume();
    assertThat(run.join().run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aStagingTableThatADeadRunLeftIsRemoved() {
    cloud.execute(
        "SET ROLE "
            + cloud.redshift().user()
            + "; CREATE TABLE finance_staging.load_20200101t000000z_deadbeef_dimdate (x INT)");
    run(next);
    assertThat(cloud.star()).isEqualTo(newStar());
  }

  @Test
  public void aColumnThatIsMissingIsAddedAndAnythingElseThatDiffersIsAnError() {
    // Marts that read the column go with it and are there again after the next run.
    cloud.execute("ALTER TABLE finance.dimcampaign DROP COLUMN adplatform CASCADE");
    run(next);
    assertThat(cloud.star()).isEqualTo(newStar());
    assertThat(cloud.query("SELECT viewname FROM pg_views WHERE schemaname = 'finance'"))
        .hasSameSizeAs(Marts.ALL);
    assertThat(
            cloud.query(
                "SELECT col_description(attrelid, attnum) FROM pg_attribute WHERE attrelid ="
                    + " 'finance.dimcampaign'::regclass AND attname = 'adplatform'"))
        .doesNotContainNull();
    cloud.execute("ALTER TABLE finance.dimchannel ADD COLUMN region VARCHAR(10)");
    cloud.execute("ALTER TABLE finance.etlrun ALTER COLUMN softwareversion TYPE VARCHAR(100)");
    assertThatThrownBy(() -> run(next))
        .hasMessageContaining("EtlRun.SoftwareVersion is varchar(100) and must be varchar(128).")
        .hasMessageContaining("DimChannel.region is not a column of this version.");
    assertThat(cloud.query("SELECT COUNT(*) FROM finance.facttransactions")).doesNotContain("0");
    cloud.execute("ALTER TABLE finance.dimchannel DROP COLUMN region");
    cloud.execute("ALTER TABLE finance.etlrun ALTER COLUMN softwareversion TYPE VARCHAR(128)");
  }

  @Test
  public void aSchemaOfAnOlderVersionGetsTheColumnsThatCameLaterWithTheirComments() {
    List<String> later = Arrays.asList(DimDate.SCHEMA.fieldNames());
    later = later.subList(later.indexOf(DimDate.IS_WEEKEND) + 1, later.size());
    for (String column : later) {
      cloud.execute("ALTER TABLE finance.dimdate DROP COLUMN " + column);
    }
    run(next);
    assertThat(cloud.star()).isEqualTo(newStar());
    assertThat(
            cloud.query(
                "SELECT col_description(attrelid, attnum) FROM pg_attribute"
                    + " WHERE attrelid = 'finance.dimdate'::regclass AND attname = 'retailweek'"))
        .containsExactly("Week of the retail year, Sunday to Saturday, 1 to 53");
  }

  @Test
  public void aKeyTableThatSomeoneRemovedIsMadeAgainFromTheDimension() {
    List<String> keys = productKeys();
    cloud.execute("DROP TABLE finance_staging.keys_dimproduct");
    run(published);
    assertThat(productKeys()).isEqualTo(keys);
  }

  /** One of each kind; every table takes minutes: ./finance test --all. */
  private static List<String> tablesToFail() {
    if (!Boolean.getBoolean("finance.all")) {
      return List.of("members_DimProduct", "DimCampaign", "FactTransactions", Quarantine.NAME);
    }
    List<String> tables = new ArrayList<>(StarTables.PUBLISHED.keySet());
    // It has no rows here, and no rows make no COPY.
    tables.remove(PlatformChannel.NAME);
    tables.add(Quarantine.NAME);
    Dimension.ALL.forEach(dimension -> tables.add("members_" + dimension.table()));
    return tables;
  }

  private static Map<String, List<String>> oldStar() {
    return STARS.get(published);
  }

  private static Map<String, List<String>> newStar() {
    return STARS.get(next);
  }

  private static List<String> productKeys() {
    return cloud.query("SELECT productkey || ' ' || productid FROM finance.dimproduct ORDER BY 1");
  }

  private static String newestStatus() {
    return cloud
        .query("SELECT status FROM finance.etlrun ORDER BY startedat DESC, runid DESC LIMIT 1")
        .get(0);
  }

  private static Predicate<String> isCopyOf(String table) {
    String end = "_" + table.toLowerCase(Locale.ROOT) + "\"";
    return sql ->
        sql.startsWith("COPY ")
            && sql.substring(0, sql.indexOf(" FROM ")).strip().endsWith(end)
            && (table.startsWith("members_") || !sql.contains("_members_"));
  }

  private static RunReport run(Path raw) {
    return runs.run(raw);
  }
}
