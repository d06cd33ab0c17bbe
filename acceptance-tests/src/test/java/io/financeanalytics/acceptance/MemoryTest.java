package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Memory does not grow with the input: half a million orders in a heap of 1 GB. Five million order
 * lines in 2 GB, which take minutes, are run by hand:
 *
 * <pre>
 * ./finance sample --orders 3600000 --out five-million
 * ./finance run --raw five-million --warehouse five-million-warehouse
 * </pre>
 */
public class MemoryTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void halfAMillionOrdersFitIntoOneGigabyte() {
    assumeTrue("only with -Dfinance.all=true", Boolean.getBoolean("finance.all"));
    Path raw = folder.getRoot().toPath().resolve("raw");
    WarehouseFolder warehouse = new WarehouseFolder(folder.getRoot().toPath().resolve("warehouse"));
    new FinanceProcess.Start(folder.getRoot().toPath())
        .run("sample", "--orders", "500000", "--out", raw.toString())
        .exitsWith(0);
    Published.run(raw, warehouse, "-Xmx1g");
    String lines =
        warehouse
            .query(
                "SELECT CAST(SUM(Value) AS BIGINT) AS Lines FROM EtlRunMeasure WHERE Stage = 'staged' AND Object = 'FactTransactions' AND Measure = 'row_count'")
            .get(0);
    assertThat(Long.parseLong(lines.replaceAll("\\D", ""))).isGreaterThan(600_000);
  }
}
