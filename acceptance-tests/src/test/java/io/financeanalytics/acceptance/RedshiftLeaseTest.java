package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.acceptance.redshift.Faults;
import io.financeanalytics.acceptance.redshift.Faults.Pause;
import io.financeanalytics.acceptance.redshift.Faults.When;
import io.financeanalytics.pipeline.RunReport;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.pipeline.WarehouseBusyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Who holds the lease of a schema and until when, and what a run may say of itself when answers
 * were lost.
 */
public class RedshiftLeaseTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final String DEAD = "20200101T000000Z-deadbeef";

  private static CloudRuns runs;
  private static CloudPlatform cloud;
  private static Path raw;

  private final Faults faults = cloud.redshift().faults();

  @BeforeClass
  public static void publish() {
    runs = CloudRuns.start();
    cloud = runs.cloud();
    raw = RawFolder.first(FOLDER.getRoot().toPath().resolve("raw"));
    runs.run(raw);
  }

  @AfterClass
  public static void stop() {
    runs.close();
  }

  @Before
  public void forgetStatements() {
    cloud.redshift().log().clear();
  }

  @After
  public void nobodyHoldsTheLease() {
    faults.clear();
    cloud.s3().allowAll();
    runs.keepCatalog(Optional.empty());
    assertThat(leaseRows()).isEmpty();
    assertThat(cloud.filesInScratch()).isEmpty();
  }

  @Test
  public void aRunThatIsPublishedIsNotTakenForFailedWhenItsAnswerIsLostAndTheNextAttemptFails() {
    AtomicBoolean isCommitted = dropTheAnswerToTheCommit();
    faults.failNext(sql -> isCommitted.get() && isBeat(sql), "53100", "Disk Full", 1);
    RunReport report = runs.run(raw);
    assertThat(report.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(statusesOf(report.run().start().runId())).containsExactly("succeeded");
  }

  @Test
  public void whenNobodyKnowsWhetherThePublishTookEffectTheNextRunLooks() {
    AtomicBoolean isCommitted = dropTheAnswerToTheCommit();
    faults.dropConnections(sql -> isCommitted.get() && isBeat(sql), When.BEFORE, 10);
    assertThatThrownBy(() -> runs.run(raw)).isNotNull();
    faults.clear();
    String lost = leaseRows().get(0);
    assertThat(runs.run(raw).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(statusesOf(lost)).containsExactly("succeeded");
  }

  @Test
  public void aRunThatCleansUpAfterItsPublishIsNotTakenForDead() {
    Pause pause =
        faults.pause(
            sql -> sql.startsWith("DROP TABLE IF EXISTS \"finance_staging\".") && hasPublished());
    CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(() -> runs.run(raw));
    pause.awaitReached();
    assertThatThrownBy(() -> runs.run(raw)).isInstanceOf(WarehouseBusyException.class);
    pause.resume();
    assertThat(first.join().run().status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  public void aRunThatSleptAfterItsPublishLeavesTheCatalogToItsSuccessor() {
    runs.keepCatalog(Optional.of("lake"));
    AtomicBoolean isCommitted = new AtomicBoolean();
    Predicate<String> commit = CloudRuns.isCommitOfPublish();
    faults.onStatement(sql -> isCommitted.compareAndSet(false, commit.test(sql)));
    Pause pause = faults.pause(sql -> isCommitted.get() && sql.equals("BEGIN"));
    CompletableFuture<RunReport> sleeper =
        CompletableFuture.supplyAsync(() -> runs.runWithoutBeats(raw));
    pause.awaitReached();
    String successor = runs.run(raw).run().start().runId();
    List<String> calls = cloud.api().calls();
    pause.resume();
    assertThat(sleeper.join().run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.api().calls()).isEqualTo(calls).isNotEmpty();
    assertThat(cloud.api().location("dimdate").orElseThrow()).contains("run_id=" + successor);
    assertThat(runs.log()).contains("Another run has taken over in the meantime");
  }

  @Test
  public void whatADeadRunLeftIsNotForgottenWhenItsSuccessorFailsBeforeItIsMended() {
    leaveADeadRun();
    cloud.s3().put(CloudPlatform.SCRATCH, "temp/run_id=" + DEAD + "/file", new byte[1]);
    faults.failNext(
        sql -> sql.startsWith("INSERT INTO \"finance\".\"etlrun\" "), "53100", "Disk Full", 1);
    assertThatThrownBy(() -> runs.run(raw)).hasStackTraceContaining("Disk Full");
    assertThat(leaseRows()).containsExactly(DEAD);
    assertThat(statusesOf(DEAD)).isEmpty();
    runs.run(raw);
    assertThat(statusesOf(DEAD)).containsExactly("failed");
    cloud.execute("DELETE FROM finance.etlrun WHERE runid = '" + DEAD + "'");
  }

  @Test
  public void aBeatThatGetsNoAnswerIsGivenUpAndTheNextHasANewConnection() {
    Pause load = faults.pause(sql -> sql.startsWith("COPY "));
    CompletableFuture<RunReport> first = CompletableFuture.supplyAsync(() -> runs.run(raw));
    load.awaitReached();
    Pause beat = faults.pause(RedshiftLeaseTest::isBeat);
    beat.awaitReached();
    assertThatThrownBy(() -> runs.run(raw)).isInstanceOf(WarehouseBusyException.class);
    assertThat(runs.log()).contains("The lease could not be kept up");
    load.resume();
    assertThat(first.join().run().status()).isEqualTo(RunStatus.SUCCEEDED);
    beat.abandon();
  }

  @Test
  public void aPublishTransactionThatDoesNotEndIsExplained() throws SQLException {
    leaveADeadRun();
    try (Connection vanished = cloud.redshift().admin();
        Statement statement = vanished.createStatement()) {
      vanished.setAutoCommit(false);
      statement.executeUpdate("UPDATE finance_staging.run_lease SET beat = beat + 1");
      assertThatThrownBy(() -> runs.run(raw))
          .isInstanceOf(WarehouseBusyException.class)
          .hasMessageContaining(
              "Run " + DEAD + " does not beat, but its publish transaction is open")
          .hasMessageContaining("svv_transactions")
          .hasMessageContaining("\"finance_staging\".\"run_lease\"");
      vanished.rollback();
    }
    runs.run(raw);
    assertThat(statusesOf(DEAD)).containsExactly("failed");
    cloud.execute("DELETE FROM finance.etlrun WHERE runid = '" + DEAD + "'");
  }

  @Test
  public void measuresAreRecordedToTheirLastDigit() {
    RunReport report = runs.run(raw);
    List<String> reported =
        report.measures().all().stream()
            .map(measure -> measure.value().setScale(4).toPlainString())
            .sorted()
            .toList();
    assertThat(reported).anyMatch(value -> !value.endsWith(".0000"));
    assertThat(
            cloud
                .query(
                    "SELECT value::text FROM finance.etlrunmeasure WHERE runid = '"
                        + report.run().start().runId()
                        + "'")
                .stream()
                .sorted())
        .isEqualTo(reported);
  }

  @Test
  public void aDimensionWithoutMembersHasTheUnknownOneOnly() throws Exception {
    cloud.execute("DROP SCHEMA finance, finance_staging CASCADE");
    Path quiet = RawFolder.first(FOLDER.getRoot().toPath().resolve("quiet"));
    Path spend = quiet.resolve("marketing_spend.csv");
    Files.write(spend, Files.readAllLines(spend).subList(0, 1));
    assertThat(runs.run(quiet).run().status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(cloud.query("SELECT campaignkey || ' ' || campaignid FROM finance.dimcampaign"))
        .containsExactly("-1 Unknown");
    assertThat(cloud.redshift().log().texts())
        .noneMatch(sql -> sql.startsWith("UNLOAD ") && sql.contains("keys_dimcampaign"));
  }

  private AtomicBoolean dropTheAnswerToTheCommit() {
    AtomicBoolean isCommitted = new AtomicBoolean();
    Predicate<String> commit = CloudRuns.isCommitOfPublish();
    faults.dropConnection(
        sql -> !isCommitted.get() && commit.test(sql) && isCommitted.compareAndSet(false, true),
        When.AFTER);
    return isCommitted;
  }

  private static boolean isBeat(String sql) {
    return sql.contains("SET beat = beat + 1");
  }

  private static boolean hasPublished() {
    return cloud.redshift().log().texts().stream()
        .anyMatch(sql -> sql.startsWith("INSERT INTO \"finance\".\"etlrun\" "));
  }

  private static void leaveADeadRun() {
    cloud.execute(
        "INSERT INTO finance_staging.run_lease VALUES ('" + DEAD + "', '2020-01-01 00:00:00', 7)");
  }

  private static List<String> leaseRows() {
    return cloud.query("SELECT runid FROM finance_staging.run_lease");
  }

  private static List<String> statusesOf(String runId) {
    return cloud.query("SELECT status FROM finance.etlrun WHERE runid = '" + runId + "'");
  }
}
