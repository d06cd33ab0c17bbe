package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.Quarantine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * {@code kill -9} while version B is on its way into a warehouse that published version A. Readers
 * keep seeing A, whole; the next run heals and publishes what an undisturbed run would have.
 */
public class KillTest {

  private static final int MOMENTS = 20;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Published published = Published.get();

  @Test
  public void killedWhileItStagesItsTables() throws Exception {
    onlyWithAll();
    killedBefore("create .*/FactTransactions/[^/]+/[^/]*\\.parquet$");
  }

  @Test
  public void killedBetweenTheCommitsOfTheStar() throws Exception {
    killedBefore("rename .*/FactTransactions/_delta_log/\\d+\\.json$");
  }

  @Test
  public void killedJustBeforeTheCommitThatMakesTheRunCount() throws Exception {
    killedBefore("rename .*/EtlRun/_delta_log/\\d+\\.json$");
  }

  @Test
  public void killedAtTwentyMomentsSpreadOverARun() throws Exception {
    onlyWithAll();
    long begun = System.nanoTime();
    Published.run(published.rawB(), copy("undisturbed"));
    long nanos = System.nanoTime() - begun;
    for (int i = 1; i <= MOMENTS; i++) {
      WarehouseFolder warehouse = copy("moment-" + i);
      FinanceProcess run = start(warehouse);
      Thread.sleep(nanos * i / (MOMENTS + 1) / 1_000_000);
      run.kill();
      String dead = warehouse.runInLockFile();
      boolean counted =
          !warehouse
              .query("SELECT 1 FROM EtlRun WHERE Status = 'succeeded' HAVING COUNT(*) > 1")
              .isEmpty();
      assertThat(warehouse.star())
          .as("moment %d", i)
          .isEqualTo(counted ? published.starB() : published.starA());
      healsWithTheNextRun(warehouse, counted ? "" : dead);
    }
  }

  @Test
  public void killedTwiceInARowLeavesNothingBehindEither() throws Exception {
    onlyWithAll();
    WarehouseFolder warehouse = copy("warehouse");
    String first = killedAt(warehouse, "rename .*/DimProduct/_delta_log/\\d+\\.json$");
    // The second dies while it mends what the first left.
    String lock = warehouse.runInLockFile();
    killedAt(warehouse, "rename .*/EtlRun/_delta_log/\\d+\\.json$");
    assertThat(warehouse.runInLockFile()).isEqualTo(lock).isEqualTo(first);
    assertThat(warehouse.star()).isEqualTo(published.starA());
    healsWithTheNextRun(warehouse, first);
  }

  private static void onlyWithAll() {
    assumeTrue("takes minutes: ./finance test --all", Boolean.getBoolean("finance.all"));
  }

  private void killedBefore(String change) throws Exception {
    WarehouseFolder warehouse = copy("warehouse");
    String dead = killedAt(warehouse, change);
    assertThat(dead).isNotEmpty();
    assertThat(warehouse.starByCommandLine()).isEqualTo(published.starA());
    healsWithTheNextRun(warehouse, dead);
  }

  /** Kills a run of B right before a change; the run that the lock file names then. */
  private String killedAt(WarehouseFolder warehouse, String change) throws Exception {
    Path marker = folder.getRoot().toPath().resolve("marker");
    Files.deleteIfExists(marker);
    FinanceProcess run = start(warehouse, HeldFileSystem.holdingAt(change, marker));
    while (run.isAlive() && !Files.exists(marker)) {
      Thread.sleep(20);
    }
    assertThat(marker).as("the run never came to: %s", change).exists();
    run.kill();
    return warehouse.runInLockFile();
  }

  private void healsWithTheNextRun(WarehouseFolder warehouse, String dead) {
    Published.run(published.rawB(), warehouse);
    assertThat(warehouse.star()).isEqualTo(published.starB());
    assertThat(warehouse.runInLockFile()).isEmpty();
    if (!dead.isEmpty()) {
      assertThat(
              warehouse.query(
                  "SELECT Status, FinishedAt IS NULL AS Open, TableVersions IS NULL AS Unpublished"
                      + " FROM EtlRun WHERE RunID = '"
                      + dead
                      + "'"))
          .containsExactly("{\"Status\":\"failed\",\"Open\":true,\"Unpublished\":true}");
      leftOnlyWhatItCommitted(warehouse, dead);
    }
    assertThat(warehouse.query("SELECT RunID FROM EtlRun GROUP BY RunID HAVING COUNT(*) > 1"))
        .isEmpty();
    assertThat(
            warehouse.query(
                "SELECT RunID, Source, RawRecord FROM Quarantine GROUP BY ALL HAVING COUNT(*) > 1"))
        .isEmpty();
    assertThat(
            warehouse.query(
                "SELECT COUNT(*) AS Bad FROM Quarantine WHERE RunID ="
                    + " (SELECT MAX(RunID) FROM EtlRun WHERE Status = 'succeeded')"))
        .containsExactly("{\"Bad\":2}");
    assertThat(
            warehouse.query(
                "SELECT Measure FROM EtlRunMeasure"
                    + " GROUP BY RunID, Stage, Object, Measure, CurrencyCode HAVING COUNT(*) > 1"))
        .isEmpty();
  }

  /** Of a dead run there are only files of run-log and key tables, whose commits stand. */
  private static void leftOnlyWhatItCommitted(WarehouseFolder warehouse, String dead) {
    for (Path file : warehouse.filesOf(dead)) {
      Path table = file.getParent().getParent();
      String path = warehouse.path().relativize(table).toString();
      assertThat(path).matches("_keys/\\w+|" + Quarantine.NAME + "|EtlRunMeasure|" + EtlRun.NAME);
      if (file.toString().endsWith(".parquet")) {
        assertThat(DeltaLogText.of(table)).contains(dead + "/" + file.getFileName());
      }
    }
  }

  private WarehouseFolder copy(String name) {
    return published.warehouse().copyTo(folder.getRoot().toPath().resolve(name));
  }

  private FinanceProcess start(WarehouseFolder warehouse, String... jvmOptions) {
    return new FinanceProcess.Start(folder.getRoot().toPath())
        .with(jvmOptions)
        .start(
            "run",
            "--raw",
            published.rawB().toString(),
            "--warehouse",
            warehouse.path().toString());
  }

  @Test
  public void theTwoVersionsDifferInEveryKindOfTable() {
    Map<String, List<String>> before = published.starA();
    Map<String, List<String>> after = published.starB();
    assertThat(before.keySet()).isEqualTo(after.keySet());
    for (String table :
        List.of(
            "DimDate",
            "DimProduct",
            "DimCustomer",
            "DimChannel",
            "DimCampaign",
            "ProductCost",
            "FactTransactions",
            "FactMarketingSpend")) {
      assertThat(before.get(table)).as(table).isNotEmpty().isNotEqualTo(after.get(table));
    }
  }
}
