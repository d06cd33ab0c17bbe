package io.financeanalytics.acceptance;

import io.financeanalytics.glue.JobLog;
import io.financeanalytics.glue.aws.Credentials;
import io.financeanalytics.glue.redshift.ImpatientWarehouse;
import io.financeanalytics.glue.redshift.Redshift;
import io.financeanalytics.glue.redshift.RedshiftWarehouse;
import io.financeanalytics.pipeline.Pipeline;
import io.financeanalytics.pipeline.RunReport;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.pipeline.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * Runs into an empty cloud platform from the tests' own process, whose lease and repetitions do not
 * wait for long.
 */
final class CloudRuns implements AutoCloseable {

  private static final String COMMITTER = "mapreduce.fileoutputcommitter.algorithm.version";

  private final CloudPlatform cloud;
  private final Map<String, String> properties = new HashMap<>();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private Optional<String> catalog = Optional.empty();

  private CloudRuns(CloudPlatform cloud) {
    this.cloud = cloud;
  }

  static CloudRuns start() {
    CloudRuns runs = new CloudRuns(CloudPlatform.fresh());
    Configuration hadoop = TestSpark.get().sparkContext().hadoopConfiguration();
    runs.cloud.s3().hadoopOptions().forEach(hadoop::set);
    // A file system for each use would be a client for each use, and none of them is ever closed.
    hadoop.set("fs.s3a.impl.disable.cache", "false");
    hadoop.set("fs.s3.impl.disable.cache", "false");
    // As the job itself does.
    hadoop.set(COMMITTER, "2");
    return runs;
  }

  CloudPlatform cloud() {
    return cloud;
  }

  /** Runs keep a Data Catalog database up from now on, or no longer. */
  void keepCatalog(Optional<String> database) {
    catalog = database;
    Map<String, String> environment = cloud.environment();
    set("aws.endpointUrl", environment.get("AWS_ENDPOINT_URL"));
    set("aws.accessKeyId", environment.get("AWS_ACCESS_KEY_ID"));
    set("aws.secretAccessKey", environment.get("AWS_SECRET_ACCESS_KEY"));
    set("aws.region", environment.get("AWS_REGION"));
  }

  private void set(String property, String value) {
    String before = System.setProperty(property, value);
    if (!properties.containsKey(property)) {
      properties.put(property, before);
    }
  }

  /** What runs have logged so far. */
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Runs, and publishes however many rows there are. */
  RunReport run(Path raw) {
    return run(raw, ImpatientWarehouse::of);
  }

  /** Runs without a sign of life. */
  RunReport runWithoutBeats(Path raw) {
    return run(raw, ImpatientWarehouse::withoutBeats);
  }

  /** Makes a warehouse. */
  @FunctionalInterface
  private interface Maker {

    /** The warehouse. */
    Warehouse warehouse(SparkSession spark, RedshiftWarehouse.Settings settings, JobLog log);
  }

  private RunReport run(Path raw, Maker maker) {
    SparkSession spark = TestSpark.get();
    JobLog jobLog = new JobLog(new PrintStream(log, true, StandardCharsets.UTF_8));
    Credentials credentials = new Credentials(cloud.redshift().user(), cloud.redshift().password());
    try (Redshift redshift =
        ImpatientWarehouse.database(cloud.redshift().jdbcUrl(), credentials, jobLog)) {
      RedshiftWarehouse.Settings settings =
          new RedshiftWarehouse.Settings(
              redshift,
              "finance",
              "s3a://lake/processed",
              "s3a://scratch/temp",
              CloudPlatform.ROLE,
              catalog,
              2);
      RunSettings defaults = RunSettings.defaults(raw.toString());
      RunSettings allowed =
          new RunSettings(
              defaults.rawFolder(),
              defaults.staging(),
              defaults.maxQuarantineRatio(),
              defaults.maxShrinkRatio(),
              true,
              defaults.calendar());
      return new Pipeline(spark, allowed, step -> {}, "test")
          .run(maker.warehouse(spark, settings, jobLog));
    }
  }

  /** The COMMIT after the row of EtlRun; transactions before it do not reach that table. */
  static Predicate<String> isCommitOfPublish() {
    boolean[] isPublishing = new boolean[1];
    return sql -> {
      isPublishing[0] |= sql.startsWith("INSERT INTO \"finance\".\"etlrun\" ");
      return isPublishing[0] && sql.strip().equalsIgnoreCase("COMMIT");
    };
  }

  @Override
  public void close() {
    Configuration hadoop = TestSpark.get().sparkContext().hadoopConfiguration();
    cloud.s3().hadoopOptions().keySet().forEach(hadoop::unset);
    hadoop.unset(COMMITTER);
    properties.forEach(
        (property, value) -> {
          if (value == null) {
            System.clearProperty(property);
          } else {
            System.setProperty(property, value);
          }
        });
  }
}
