package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** One run at a time in a warehouse. */
public class TwoRunsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Published published = Published.get();

  @Test
  public void theSecondOfTwoRunsIsToldWhoWasFirstAndLaterOnesWork() throws Exception {
    WarehouseFolder warehouse = copy();
    Path marker = folder.getRoot().toPath().resolve("marker");
    FinanceProcess first =
        start(warehouse, HeldFileSystem.holdingAt("create .*/FactTransactions/2", marker));
    while (first.isAlive() && !Files.exists(marker)) {
      Thread.sleep(20);
    }
    assertThat(marker).exists();
    String lock = Files.readString(warehouse.path().resolve("_run.lock"));

    start(warehouse)
        .await()
        .exitsWith(4)
        .explains(
            "Another run is under way in " + warehouse.path(),
            warehouse.runInLockFile(),
            "process " + first.pid());
    assertThat(Files.readString(warehouse.path().resolve("_run.lock"))).isEqualTo(lock);
    assertThat(warehouse.star()).isEqualTo(published.starA());

    Files.delete(marker);
    first.await().exitsWith(0);
    assertThat(warehouse.star()).isEqualTo(published.starB());
    start(warehouse).await().exitsWith(0);
    assertThat(warehouse.star()).isEqualTo(published.starB());
    assertThat(warehouse.query("SELECT Status, COUNT(*) AS Runs FROM EtlRun GROUP BY 1"))
        .containsExactly("{\"Status\":\"succeeded\",\"Runs\":3}");
  }

  @Test
  public void theLockFileOfADeadProcessDoesNotBlock() throws Exception {
    WarehouseFolder warehouse = copy();
    Files.writeString(
        warehouse.path().resolve("_run.lock"),
        "20240101T000000Z-deadbeef 2024-01-01T00:00:00Z process 1");
    start(warehouse).await().exitsWith(0);
    assertThat(
            warehouse.query("SELECT Status FROM EtlRun WHERE RunID = '20240101T000000Z-deadbeef'"))
        .containsExactly("{\"Status\":\"failed\"}");
    assertThat(warehouse.star()).isEqualTo(published.starB());
  }

  @Test
  public void aLockFileFullOfNonsenseDoesNotBlock() throws Exception {
    WarehouseFolder warehouse = copy();
    Files.writeString(warehouse.path().resolve("_run.lock"), "what is this file for?\n");
    start(warehouse).await().exitsWith(0);
  }

  private WarehouseFolder copy() {
    return published.warehouse().copyTo(folder.getRoot().toPath().resolve("warehouse"));
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
}
