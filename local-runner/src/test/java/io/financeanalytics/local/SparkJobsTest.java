package io.financeanalytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.local.warehouse.DeltaWarehouse;
import io.financeanalytics.pipeline.Pipeline;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.pipeline.RunStatus;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.SparkSession;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** How many Spark jobs a run takes: each costs a cold run a tenth of a second. */
public class SparkJobsTest {

  private static final int MOST = 14;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aRunTakesTheSameFewJobsWhateverTheNumberOfRows() throws Exception {
    try (SparkSession spark = LocalSpark.start()) {
      // Adaptive execution turns some stages into jobs of their own, depending on their size.
      spark.conf().set("spark.sql.adaptive.enabled", "false");
      int ofFew = jobs(spark, 50);
      int ofMore = jobs(spark, 2_000);

      assertThat(ofFew).isPositive().isLessThanOrEqualTo(MOST);
      assertThat(ofMore).isEqualTo(ofFew);
    }
  }

  private int jobs(SparkSession spark, int orders) throws Exception {
    Path root = folder.newFolder().toPath();
    Path raw = RawFiles.write(root.resolve("raw"), orders);
    AtomicInteger jobs = new AtomicInteger();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            jobs.incrementAndGet();
          }
        };
    spark.sparkContext().addSparkListener(counter);
    RunSettings settings = RunSettings.defaults(raw.toString());
    RunStatus status =
        new Pipeline(spark, settings, step -> {}, "test")
            .run(new DeltaWarehouse(spark, root.resolve("warehouse")))
            .run()
            .status();
    spark.sparkContext().listenerBus().waitUntilEmpty();
    spark.sparkContext().removeSparkListener(counter);
    assertThat(status).isEqualTo(RunStatus.SUCCEEDED);
    return jobs.get();
  }
}
