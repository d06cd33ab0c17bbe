package io.financeanalytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.PlanExecution;
import io.financeanalytics.SmallSide;
import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import io.financeanalytics.local.warehouse.DeltaWarehouse;
import io.financeanalytics.pipeline.Pipeline;
import io.financeanalytics.pipeline.RunReport;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.table.StarTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Where keys and costs are too large to be looked up in memory, joins give the same star. */
public class LargeSidesTest {

  private static final String BROADCASTS = "spark.sql.autoBroadcastJoinThreshold";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void joinsPublishWhatLookupsPublish() {
    Path root = folder.getRoot().toPath();
    Path raw = RawFiles.write(root.resolve("raw"), 800);
    List<String> lines = new ArrayList<>(RawFiles.transactions(0, 800));
    lines.addAll(RawFiles.transactions(1, 90));
    RawFiles.write(raw, "transactions.csv", RawFiles.TRANSACTIONS_HEADER, lines);
    try (SparkSession spark = LocalSpark.start()) {
      PlanExecution.interpreted(spark);
      Map<String, List<String>> byLookups = published(spark, raw, root.resolve("lookups"));
      assertThat(SmallSide.fits(spark.range(1).toDF())).isTrue();
      assertThat(spark.conf().get("spark.sql.codegen.wholeStage")).isEqualTo("false");

      spark.conf().set(BROADCASTS, -1);
      Map<String, List<String>> byJoins = published(spark, raw, root.resolve("joins"));
      assertThat(SmallSide.fits(spark.range(1).toDF())).isFalse();
      assertThat(spark.conf().get("spark.sql.codegen.wholeStage"))
          .as("joins of a whole fact are compiled")
          .isEqualTo("true");

      assertThat(byLookups.get("FactTransactions")).hasSize(800);
      assertThat(byJoins).isEqualTo(byLookups);
    }
  }

  private static Map<String, List<String>> published(SparkSession spark, Path raw, Path warehouse) {
    RunReport report =
        new Pipeline(spark, RunSettings.defaults(raw.toString()), step -> {}, "test")
            .run(new DeltaWarehouse(spark, warehouse));
    assertThat(report.run().status()).isEqualTo(RunStatus.SUCCEEDED);
    DeltaPublishedTables tables = new DeltaPublishedTables(spark, warehouse);
    Map<String, List<String>> published = new TreeMap<>();
    for (String name : StarTables.PUBLISHED.keySet()) {
      Dataset<Row> rows = tables.table(name).drop("RunID");
      published.put(name, rows.collectAsList().stream().map(Row::toString).sorted().toList());
    }
    List<String> measures =
        report.measures().all().stream()
            .map(
                measure ->
                    measure.object()
                        + " "
                        + measure.measure()
                        + " "
                        + measure.currency()
                        + " "
                        + measure.value().stripTrailingZeros().toPlainString())
            .sorted()
            .toList();
    published.put("measures", measures);
    return published;
  }
}
