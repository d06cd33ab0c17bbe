package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.financeanalytics.calendar.CalendarSettings;
import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import io.financeanalytics.local.warehouse.DeltaWarehouse;
import io.financeanalytics.pipeline.Pipeline;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.staging.StagingSettings;
import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.EtlRunMeasure;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.After;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * A disk that fails at one write, or from one write on, while version B is on its way into a
 * warehouse that published version A. Afterwards readers see A or B, whole; every table can be
 * read; and the next run publishes B.
 */
public class WriteFaultTest {

  @ClassRule public static final TemporaryFolder SHARED = new TemporaryFolder();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static SparkSession spark;
  private static Path rawB;
  private static WarehouseFolder publishedA;
  private static Map<String, List<String>> starA;
  private static Map<String, List<String>> starB;
  private static List<String> changes;

  @BeforeClass
  public static void publish() {
    assumeTrue("takes minutes: ./finance test --all", Boolean.getBoolean("finance.all"));
    spark = TestSpark.get();
    Path root = SHARED.getRoot().toPath();
    Path rawA = RawFolder.first(root.resolve("raw-a"));
    rawB = RawFolder.second(root.resolve("raw-b"));
    publishedA = new WarehouseFolder(root.resolve("warehouse"));
    // Several runs, so that the one that fails has superseded files to delete.
    for (int i = 0; i < 4; i++) {
      run(rawA, publishedA);
    }
    starA = publishedA.star();
    WarehouseFolder undisturbed = publishedA.copyTo(root.resolve("undisturbed"));
    changes = Collections.synchronizedList(new ArrayList<>());
    HeldFileSystem.set(changes::add);
    run(rawB, undisturbed);
    HeldFileSystem.set(change -> {});
    starB = undisturbed.star();
    assertThat(starA).isNotEqualTo(starB);
    assertThat(changes.toString()).contains("rename", "create", "delete", "_delta_log");
  }

  @After
  public void noMoreFaults() {
    HeldFileSystem.set(change -> {});
  }

  @Test
  public void aTableThatCannotBeStagedOnce() {
    failsOnceAt("create .*/FactTransactions/2.*parquet$");
  }

  @Test
  public void aKeyTableThatCannotBeCommitted() {
    failsOnceAt("rename .*/_keys/DimCustomer/_delta_log/\\d+\\.json$");
  }

  @Test
  public void oneTableOfTheStarThatCannotBeCommitted() {
    failsOnceAt("rename .*/DimProduct/_delta_log/\\d+\\.json$");
  }

  @Test
  public void measuresThatCannotBeCommitted() {
    failsOnceAt("rename .*/EtlRunMeasure/_delta_log/\\d+\\.json$");
  }

  @Test
  public void aRunThatCannotBeCommittedThoughItsMeasuresWere() {
    failsOnceAt("rename .*/EtlRun/_delta_log/\\d+\\.json$");
  }

  @Test
  public void supersededFilesThatCannotBeDeleted() {
    failsOnceAt("delete .*/DimDate/\\d{8}T\\d{6}Z-[0-9a-f]{8}$");
  }

  @Test
  public void aDiskThatFailsFromTheCommitOfTheStarOn() {
    failsFrom("rename .*/FactTransactions/_delta_log/\\d+\\.json$");
  }

  @Test
  public void aDiskThatFailsFromTheCommitOfTheRunOn() {
    failsFrom("rename .*/EtlRun/_delta_log/\\d+\\.json$");
  }

  @Test
  public void aDiskThatFailsRightAfterTheCommitOfTheRun() {
    boolean[] committed = new boolean[1];
    survives(
        "from after the commit of EtlRun",
        change -> {
          if (committed[0]) {
            throw full(change);
          }
          committed[0] = change.matches("rename .*/EtlRun/_delta_log/\\d+\\.json$");
        });
  }

  @Test
  public void everyWriteOfARun() {
    for (int i = 0; i < changes.size(); i += 5) {
      int failing = i;
      int[] count = new int[1];
      survives(
          "write " + failing + ", such as " + changes.get(failing),
          change -> {
            synchronized (count) {
              if (count[0]++ == failing) {
                throw full(change);
              }
            }
          });
    }
  }

  private void failsOnceAt(String pattern) {
    boolean[] failed = new boolean[1];
    survives(
        "once at " + pattern,
        change -> {
          if (!failed[0] && change.matches(pattern)) {
            failed[0] = true;
            throw full(change);
          }
        });
    assertThat(failed[0]).as("the run came to %s", pattern).isTrue();
  }

  private void failsFrom(String pattern) {
    boolean[] failed = new boolean[1];
    survives(
        "from " + pattern + " on",
        change -> {
          failed[0] |= change.matches(pattern);
          if (failed[0]) {
            throw full(change);
          }
        });
    assertThat(failed[0]).as("the run came to %s", pattern).isTrue();
  }

  private void survives(String name, HeldFileSystem.Fault fault) {
    WarehouseFolder warehouse =
        publishedA.copyTo(folder.getRoot().toPath().resolve("warehouse-" + System.nanoTime()));
    boolean succeeded = true;
    HeldFileSystem.set(
        change -> {
          if (change.contains(warehouse.path().toString())) {
            fault.before(change);
          }
        });
    try {
      run(rawB, warehouse);
    } catch (Exception e) { // Spark and Delta throw checked exceptions that no signature tells.
      succeeded = false;
    } finally {
      HeldFileSystem.set(change -> {});
    }
    List<String> runs = runLog(warehouse);
    boolean counted = runs.stream().filter(run -> run.endsWith("succeeded")).count() > 4;
    assertThat(succeeded).as("%s: a run that says so has published", name).isIn(counted, false);
    assertThat(warehouse.star()).as(name).isEqualTo(counted ? starB : starA);

    run(rawB, warehouse);
    assertThat(warehouse.star()).as("after " + name).isEqualTo(starB);
    List<String> healed = runLog(warehouse);
    assertThat(healed).as("after " + name).containsAll(runs);
    assertThat(healed.stream().map(run -> run.split(" ")[0]))
        .as("after " + name)
        .doesNotHaveDuplicates();
    assertThat(warehouse.runInLockFile()).isEmpty();
    String last = healed.get(healed.size() - 1).split(" ")[0];
    for (String run : warehouse.runsWithFiles()) {
      assertThat(healed.stream().map(line -> line.split(" ")[0]))
          .as("runs that left files are in the run log, after " + name)
          .contains(run);
    }
    assertThat(warehouse.filesOf(last)).isNotEmpty();
  }

  private static IOException full(String change) {
    return new IOException("No space left on device (" + change + ")");
  }

  private static void run(Path raw, WarehouseFolder warehouse) {
    RunSettings settings =
        new RunSettings(
            raw.toString(),
            new StagingSettings(ZoneOffset.UTC, "USD", false, false),
            BigDecimal.ONE,
            BigDecimal.ONE,
            true,
            CalendarSettings.DEFAULTS);
    new Pipeline(spark, settings, step -> {}, "test")
        .run(new DeltaWarehouse(spark, warehouse.path()));
  }

  /** RunID and status of every run in order of time; reads every table of the run log. */
  private static List<String> runLog(WarehouseFolder warehouse) {
    DeltaPublishedTables tables = new DeltaPublishedTables(spark, warehouse.path());
    List<String> measured =
        tables
            .table(EtlRunMeasure.NAME)
            .select("RunID", "Stage", "Object", "Measure", "CurrencyCode")
            .toJSON()
            .collectAsList();
    assertThat(measured).doesNotHaveDuplicates();
    assertThat(
            tables
                .table("Quarantine")
                .select("RunID", "RawRecord", "Source")
                .toJSON()
                .collectAsList())
        .doesNotHaveDuplicates();
    List<Row> runs =
        tables
            .table(EtlRun.NAME)
            .select(EtlRun.RUN_ID, EtlRun.STATUS)
            .orderBy(EtlRun.STARTED_AT)
            .collectAsList();
    return runs.stream().map(row -> row.getString(0) + " " + row.getString(1)).toList();
  }
}
