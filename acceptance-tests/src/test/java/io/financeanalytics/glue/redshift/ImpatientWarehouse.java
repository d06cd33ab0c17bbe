package io.financeanalytics.glue.redshift;

import io.financeanalytics.glue.JobLog;
import io.financeanalytics.glue.aws.Credentials;
import io.financeanalytics.pipeline.Warehouse;
import java.time.Duration;
import org.apache.spark.sql.SparkSession;

/**
 * A Redshift warehouse whose lease is given up for dead after seconds, so that tests need not wait.
 */
public final class ImpatientWarehouse {

  private static final Lease.Timing TIMING =
      new Lease.Timing(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofSeconds(1));

  private static final Lease.Timing ASLEEP =
      new Lease.Timing(Duration.ofHours(1), TIMING.lasts(), TIMING.answer());

  private ImpatientWarehouse() {}

  /** A database whose errors are followed by another attempt at once. */
  public static Redshift database(String url, Credentials credentials, JobLog log) {
    return new Redshift(url, credentials, log, Duration.ofMillis(50));
  }

  /** The warehouse. */
  public static Warehouse of(SparkSession spark, RedshiftWarehouse.Settings settings, JobLog log) {
    return new RedshiftWarehouse(spark, settings, log, TIMING);
  }

  /** The warehouse of a run that gives no sign of life. */
  public static Warehouse withoutBeats(
      SparkSession spark, RedshiftWarehouse.Settings settings, JobLog log) {
    return new RedshiftWarehouse(spark, settings, log, ASLEEP);
  }
}
