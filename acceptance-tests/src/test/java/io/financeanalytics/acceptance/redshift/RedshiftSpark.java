package io.financeanalytics.acceptance.redshift;

import io.financeanalytics.acceptance.TestSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;

/** The one Spark session of the tests, pointed at an S3 for the time of a test class. */
final class RedshiftSpark {

  private RedshiftSpark() {}

  /** The session, whose {@code s3a://} and {@code s3://} are this server from now on. */
  static SparkSession get(S3Server s3) {
    SparkSession session = TestSpark.get();
    s3.hadoopOptions().forEach(session.sparkContext().hadoopConfiguration()::set);
    return session;
  }

  /** Lets go of what Hadoop keeps of a server, so that the next one may have the same buckets. */
  static void release(S3Server s3) {
    Configuration hadoop = TestSpark.get().sparkContext().hadoopConfiguration();
    try {
      for (String bucket : s3.buckets()) {
        for (String scheme : List.of("s3a://", "s3://")) {
          FileSystem.get(URI.create(scheme + bucket), hadoop).close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
