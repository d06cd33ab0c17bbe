package io.financeanalytics.glue.redshift;

import io.financeanalytics.glue.JobLog;
import io.financeanalytics.pipeline.Warehouse;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;

/**
 * A Redshift warehouse whose lease is given up for dead after seconds, so that tests need not wait.
 */
public final class ImpatientWarehouse {

  private static final Lease.Timing TIMING =
      new Lease.Timing(Duration.ofMillis(300), Duration.ofSeconds(2));

  private ImpatientWarehouse() {}

  /** The warehouse. */
  public static Warehouse of(SparkSession spark, RedshiftWarehouse.Settings settings, JobLog log) {
    return new RedshiftWarehouse(spark, settings, log, TIMING);
  }
}
