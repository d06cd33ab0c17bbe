package io.financeanalytics.acceptance;

import org.apache.spark.sql.SparkSession;

/** The one Spark session inside the tests' process, whose files are {@link HeldFileSystem}'s. */
public final class TestSpark {

  private static SparkSession session;

  private TestSpark() {}

  /** The session, which is made when it is first wanted. */
  public static synchronized SparkSession get() {
    if (session == null) {
      SparkSession.Builder builder =
          SparkSession.builder()
              .master("local[2]")
              .config("spark.ui.enabled", false)
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.driver.host", "localhost")
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.sql.shuffle.partitions", 2)
              .config("spark.sql.codegen.wholeStage", false)
              .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
              .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
              .config("spark.databricks.delta.snapshotPartitions", 1)
              .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
              .config(
                  "spark.sql.catalog.spark_catalog",
                  "org.apache.spark.sql.delta.catalog.DeltaCatalog");
      for (String option : HeldFileSystem.OPTIONS) {
        builder.config(option.split("=")[0], option.split("=")[1]);
      }
      session = builder.getOrCreate();
    }
    return session;
  }
}
