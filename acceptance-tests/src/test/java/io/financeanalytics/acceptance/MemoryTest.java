package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Memory does not grow with the input: five million order lines in the launcher's 2 GB. */
public class MemoryTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void fiveMillionOrderLinesFitIntoTheDefaultHeap() {
    assumeTrue("only with -Dfinance.all=true", Boolean.getBoolean("finance.all"));
    Path raw = folder.getRoot().toPath().resolve("raw");
    WarehouseFolder warehouse = new WarehouseFolder(folder.getRoot().toPath().resolve("warehouse"));
    new FinanceProcess.Start(folder.getRoot().toPath())
        .run("sample", "--orders", "3600000", "--out", raw.toString())
        .exitsWith(0);
    Published.run(raw, warehouse, "-Xmx2g");
    String lines =
        warehouse
            .query(
                "SELECT CAST(SUM(Value) AS BIGINT) AS Lines FROM EtlRunMeasure WHERE Stage = 'staged' AND Object = 'FactTransactions' AND Measure = 'row_count'")
            .get(0);
    assertThat(Long.parseLong(lines.replaceAll("\\D", ""))).isGreaterThan(5_000_000);
  }
}
