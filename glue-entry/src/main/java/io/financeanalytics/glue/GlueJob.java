package io.financeanalytics.glue;

import io.financeanalytics.UserException;
import io.financeanalytics.glue.aws.Credentials;
import io.financeanalytics.glue.aws.Secrets;
import io.financeanalytics.glue.redshift.Redshift;
import io.financeanalytics.glue.redshift.RedshiftWarehouse;
import io.financeanalytics.pipeline.Pipeline;
import io.financeanalytics.pipeline.RunReport;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.pipeline.WarehouseBusyException;
import io.financeanalytics.quality.Finding.Severity;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.StarTables;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * The job: raw files in S3 to a published star in Amazon Redshift. Glue starts it through the shim
 * in {@code src/main/glue}, EMR and others by {@code spark-submit --class}.
 */
public final class GlueJob {

  private static final int SUCCESS = 0;
  private static final int FAULT = 1;
  private static final int MISTAKE = 2;
  private static final int REFUSED = 3;
  private static final int BUSY = 4;

  private final PrintStream out;
  private final JobLog log;
  private final Map<String, String> environment;
  private String failure = "";

  /**
   * A job that has not run yet.
   *
   * @param out where its log and its help go
   * @param environment its environment variables
   */
  public GlueJob(PrintStream out, Map<String, String> environment) {
    this.out = out;
    this.log = new JobLog(out);
    this.environment = Map.copyOf(environment);
  }

  /**
   * Runs the job and ends the process with its exit code; on Glue, where an exit code has no
   * meaning, a failure ends it with an exception.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    GlueJob job = new GlueJob(System.out, System.getenv());
    int code = job.run(arguments);
    if (code == SUCCESS) {
      return;
    }
    if (GlueRuntime.isHere()) {
      throw new JobFailedException(job.failure);
    }
    System.exit(code);
  }

  /**
   * Runs the job.
   *
   * @param arguments see {@code --help}
   * @return the exit code
   */
  public int run(String... arguments) {
    if (Arrays.asList(arguments).contains("--help")) {
      out.println(JobArguments.usage());
      return SUCCESS;
    }
    try {
      JobArguments parsed = JobArguments.parse(arguments);
      JobSettings settings = JobSettings.of(parsed, environment);
      if (!parsed.ignored().isEmpty()) {
        log.info("Arguments that are not the job's own are ignored", "names", parsed.ignored());
      }
      return run(settings);
    } catch (Exception e) { // Spark throws checked exceptions that no signature names.
      return explain(e);
    }
  }

  private int run(JobSettings settings) {
    try (SparkSession spark = PlatformSpark.start(environment)) {
      GlueRuntime glue = GlueRuntime.begin(spark.sparkContext(), settings.jobName());
      RunReport report = run(settings, spark);
      if (report.run().status() == RunStatus.REFUSED) {
        failure = "Refused: " + findings(report, Severity.REFUSE);
        log.error(failure, "published", false);
        return REFUSED;
      }
      glue.commit();
      return SUCCESS;
    }
  }

  private RunReport run(JobSettings settings, SparkSession spark) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    S3Check.of(hadoop, settings);
    try (Redshift redshift = new Redshift(settings.jdbcUrl(), credentials(settings), log)) {
      return run(settings, spark, redshift);
    }
  }

  private RunReport run(JobSettings settings, SparkSession spark, Redshift redshift) {
    RedshiftWarehouse warehouse =
        new RedshiftWarehouse(
            spark,
            new RedshiftWarehouse.Settings(
                redshift,
                settings.schema(),
                settings.processedPath(),
                settings.tempDir(),
                settings.iamRole(),
                settings.catalogDatabase(),
                settings.keepRuns()),
            log);
    JobProgress progress = new JobProgress(log);
    long begun = System.nanoTime();
    Pipeline pipeline = new Pipeline(spark, settings.run(), progress, version());
    RunReport report = pipeline.run(warehouse);
    progress.done();
    tell(report, begun);
    return report;
  }

  private Credentials credentials(JobSettings settings) {
    if (settings.login() instanceof JobSettings.Login.Secret secret) {
      return Secrets.credentials(secret.id());
    }
    JobSettings.Login.User user = (JobSettings.Login.User) settings.login();
    return new Credentials(user.name(), environment.get(JobSettings.PASSWORD));
  }

  private void tell(RunReport report, long begun) {
    Measures measures = report.measures();
    for (RawTable source : RawTable.ALL) {
      SourceCounts.tell(log, source.name(), measures);
    }
    for (String table : StarTables.PUBLISHED.keySet()) {
      log.info(
          "Table " + table,
          "table",
          table,
          "rows",
          measures.count(Stage.STAGED, table, Measures.ROWS),
          "new_members",
          measures.count(Stage.KEYS, table, Measures.NEW_MEMBERS));
    }
    report
        .restatements()
        .forEach(
            month ->
                log.info(
                    "A month differs from the published run",
                    "month",
                    month.month(),
                    "measure",
                    month.measure(),
                    "currency",
                    month.currency(),
                    "before",
                    month.before(),
                    "after",
                    month.after()));
    report.notes().forEach(log::warn);
    report.findings().stream()
        .filter(finding -> finding.severity() != Severity.REFUSE)
        .forEach(finding -> log.warn(finding.message(), "check", finding.check()));
    log.info(
        "The run has ended: " + report.run().status().code(),
        "status",
        report.run().status().code(),
        "seconds",
        JobProgress.seconds(begun));
  }

  private static String findings(RunReport report, Severity severity) {
    return report.findings().stream()
        .filter(finding -> finding.severity() == severity)
        .map(finding -> finding.message())
        .collect(Collectors.joining(" "));
  }

  /** A mistake that a person can mend is told in its own words, anything else with its stack. */
  private int explain(Exception e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserException) {
        failure = cause.getMessage();
        log.error(failure);
        return cause instanceof WarehouseBusyException ? BUSY : MISTAKE;
      }
    }
    failure = String.valueOf(e.getMessage());
    log.error(failure, "stack", ExceptionUtils.getStackTrace(e));
    return FAULT;
  }

  private static String version() {
    String built = GlueJob.class.getPackage().getImplementationVersion();
    return Objects.requireNonNullElse(built, "development");
  }
}
