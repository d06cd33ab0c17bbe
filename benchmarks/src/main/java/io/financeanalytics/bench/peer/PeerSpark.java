package io.financeanalytics.bench.peer;

import java.util.TimeZone;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of the peers: all cores with two parts of a file for each, no web interface, in
 * UTC.
 */
final class PeerSpark {

  private PeerSpark() {}

  static SparkSession start() {
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    return SparkSession.builder()
        .appName("benchmark")
        .master("local[*]")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", 8)
        .config("spark.sql.files.minPartitionNum", 2L * Runtime.getRuntime().availableProcessors())
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
        .config("spark.sql.parquet.inferTimestampNTZ.enabled", false)
        .getOrCreate();
  }
}
