package io.financeanalytics.acceptance.redshift;

import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** The Spark session of these tests, pointed at one S3. */
final class RedshiftSpark {

  private RedshiftSpark() {}

  /** The session, whose {@code s3a://} and {@code s3://} are this server from now on. */
  static SparkSession get(S3Server s3) {
    SparkSession session =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "localhost")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.shuffle.partitions", 2)
            .getOrCreate();
    Configuration hadoop = session.sparkContext().hadoopConfiguration();
    s3.hadoopOptions().forEach(hadoop::set);
    hadoop.set("fs.s3a.impl.disable.cache", "true");
    hadoop.set("fs.s3.impl.disable.cache", "true");
    return session;
  }
}
