package io.financeanalytics.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.calendar.CalendarSettings;
import io.financeanalytics.local.warehouse.DeltaWarehouse;
import io.financeanalytics.pipeline.Pipeline;
import io.financeanalytics.pipeline.Progress;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.staging.StagingSettings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Cached data is released when a run ends, however it ends. */
public class ReleasedCacheTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void nothingStaysCachedAfterSuccessRefusalValidationAndFailure() {
    Path raw = RawFiles.write(folder.getRoot().toPath().resolve("raw"), 60);
    DeltaWarehouseFolder warehouse = new DeltaWarehouseFolder(folder.getRoot().toPath());
    try (SparkSession spark = LocalSpark.start()) {
      AtomicInteger cachedOnTheWay = new AtomicInteger();
      Progress counting =
          step ->
              cachedOnTheWay.accumulateAndGet(
                  spark.sparkContext().getPersistentRDDs().size(), Math::max);
      Pipeline good = pipeline(spark, raw, "0.9", counting);
      assertThat(good.run(warehouse.open(spark)).run().status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(cachedOnTheWay.get()).as("cached while it runs").isPositive();
      isReleased(spark);

      assertThat(good.validate(warehouse.open(spark)).run().status())
          .isEqualTo(RunStatus.SUCCEEDED);
      isReleased(spark);

      Pipeline strict = pipeline(spark, raw, "0", counting);
      assertThat(strict.run(warehouse.open(spark)).run().status()).isEqualTo(RunStatus.REFUSED);
      isReleased(spark);

      Progress failing =
          step -> {
            if (step == Progress.Step.CHECK) {
              throw new IllegalStateException("stopped by the test");
            }
          };
      assertThatThrownBy(() -> pipeline(spark, raw, "0.9", failing).run(warehouse.open(spark)))
          .hasMessage("stopped by the test");
      isReleased(spark);
    }
  }

  private record DeltaWarehouseFolder(Path parent) {
    DeltaWarehouse open(SparkSession spark) {
      return new DeltaWarehouse(spark, parent.resolve("warehouse"));
    }
  }

  private static void isReleased(SparkSession spark) {
    assertThat(spark.sparkContext().getPersistentRDDs().size()).isZero();
    assertThat(spark.sharedState().cacheManager().isEmpty()).isTrue();
  }

  private static Pipeline pipeline(
      SparkSession spark, Path raw, String maxQuarantineRatio, Progress progress) {
    RunSettings settings =
        new RunSettings(
            raw.toString(),
            new StagingSettings(ZoneOffset.UTC, "USD", false, false),
            new BigDecimal(maxQuarantineRatio),
            BigDecimal.ONE,
            false,
            CalendarSettings.DEFAULTS);
    return new Pipeline(spark, settings, progress, "test");
  }
}
