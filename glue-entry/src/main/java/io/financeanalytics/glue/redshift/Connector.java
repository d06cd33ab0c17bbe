package io.financeanalytics.glue.redshift;

import io.financeanalytics.glue.aws.Credentials;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Moves rows between Spark and Redshift through Parquet files in S3, by the spark-redshift
 * connector.
 */
final class Connector {

  private static final String FORMAT = "io.github.spark_redshift_community.spark.redshift";

  private final Map<String, String> options;

  /**
   * The connector for a database.
   *
   * @param tempDir the run's own folder for files, which is removed with the run
   * @param iamRole the role with which Redshift reads and writes them
   */
  Connector(Redshift redshift, String tempDir, String iamRole) {
    Credentials credentials = redshift.credentials();
    this.options =
        Map.of(
            "url",
            redshift.url(),
            "user",
            credentials.user(),
            "password",
            credentials.password(),
            "tempdir",
            tempDir,
            "aws_iam_role",
            iamRole,
            "tempformat",
            "PARQUET",
            // A repetition of the connector's could load rows twice when only the answer to its
            // commit was lost; we repeat with a fresh table.
            "copyretrycount",
            "0",
            // It needs rights on the bucket's settings that the job has no other use for.
            "check_s3_bucket_usage",
            "false",
            "autopushdown",
            "false");
  }

  /** Adds rows to an existing table, whose columns are theirs, in the same order. */
  void append(Dataset<Row> rows, String table) {
    rows.write()
        .format(FORMAT)
        .options(options)
        .option("dbtable", table)
        .mode(SaveMode.Append)
        .save();
  }

  /** The rows of a table, unloaded from it whenever they are computed. */
  Dataset<Row> read(SparkSession spark, String table) {
    return spark.read().format(FORMAT).options(options).option("dbtable", table).load();
  }
}
