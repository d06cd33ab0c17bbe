package io.financeanalytics.glue;

import java.util.Map;
import java.util.TimeZone;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** The Spark session of the platform that started the job, in UTC. */
final class PlatformSpark {

  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String UTC = "-Duser.timezone=UTC";

  private PlatformSpark() {}

  static SparkSession start(Map<String, String> environment) {
    // The connector writes timestamps in the wall time of the JVM.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SparkConf given = new SparkConf();
    SparkSession spark =
        SparkSession.builder()
            .appName("finance-analytics")
            .config(EXECUTOR_OPTIONS, (given.get(EXECUTOR_OPTIONS, "") + " " + UTC).strip())
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.ansi.enabled", false)
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .getOrCreate();
    S3Access.configure(spark.sparkContext().hadoopConfiguration(), environment);
    return spark;
  }
}
