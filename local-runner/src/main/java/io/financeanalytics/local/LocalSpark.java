package io.financeanalytics.local;

import io.financeanalytics.PlanExecution;
import io.financeanalytics.local.files.LocalFiles;
import io.financeanalytics.local.files.LocalFilesContext;
import java.util.List;
import java.util.TimeZone;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** The Spark session of the laptop: all cores, no web interface, in UTC, with Delta. */
final class LocalSpark {

  /**
   * Set by the launcher when there is so little data that compiled code and clever plans do not pay
   * for themselves.
   */
  private static final String LITTLE_DATA = "finance.littleData";

  private LocalSpark() {}

  static SparkSession start() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    SparkSession.Builder session =
        SparkSession.builder()
            .appName("finance-analytics")
            .master("local[*]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.host", "localhost")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            .config(localFiles())
            // Planning again after every stage takes longer here than a plan that is not the best.
            .config("spark.sql.adaptive.enabled", false)
            .config("spark.sql.ansi.enabled", false)
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            // A log of a few files needs no more than one task to be read.
            .config("spark.databricks.delta.snapshotPartitions", 1)
            // Saves two Spark jobs a commit; the log itself says which files there are.
            .config("spark.databricks.delta.allFilesInCrc.enabled", false);
    if (Boolean.getBoolean(LITTLE_DATA)) {
      session.config("spark.sql.shuffle.partitions", 2);
    } else {
      session.config(
          "spark.sql.shuffle.partitions", 2L * Runtime.getRuntime().availableProcessors());
    }
    SparkSession spark = session.getOrCreate();
    if (Boolean.getBoolean(LITTLE_DATA)) {
      PlanExecution.interpreted(spark);
    }
    spark.experimental().extraOptimizations_$eq(rules(new ExactSums()));
    return spark;
  }

  /** Unless the JVM was given others. */
  private static SparkConf localFiles() {
    return new SparkConf()
        .setIfMissing("spark.hadoop.fs.file.impl", LocalFiles.class.getName())
        .setIfMissing(
            "spark.hadoop.fs.AbstractFileSystem.file.impl", LocalFilesContext.class.getName());
  }

  private static Seq<Rule<LogicalPlan>> rules(Rule<LogicalPlan> rule) {
    return JavaConverters.asScalaBufferConverter(List.of(rule)).asScala().toSeq();
  }
}
