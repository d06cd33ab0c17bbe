package io.financeanalytics.glue.redshift;

import io.financeanalytics.glue.JobLog;
import io.financeanalytics.glue.aws.DataCatalog;
import io.financeanalytics.glue.lake.RunFolders;
import io.financeanalytics.pipeline.RunRecord;
import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.pipeline.Warehouse;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/**
 * A warehouse of tables in one schema of Amazon Redshift, with Parquet copies in S3.
 *
 * <p>A run writes every table as Parquet to its own folder of the processed zone, loads it from
 * there into a staging table of its own, and measures it there. To publish, it replaces the rows of
 * every table in one transaction, in which it also records itself. Tables are never dropped or
 * truncated, so what hangs on them stays: grants, views, comments.
 */
public final class RedshiftWarehouse implements Warehouse {

  private final SparkSession spark;
  private final Redshift redshift;
  private final Schema schema;
  private final RunFolders lake;
  private final RunFolders temp;
  private final String iamRole;
  private final Optional<DataCatalog> catalog;
  private final int keepRuns;
  private final Lease.Timing timing;
  private final JobLog log;

  /**
   * What a warehouse consists of.
   *
   * @param redshift the database
   * @param schema the schema of the star, in lower case
   * @param processedPath where runs leave their Parquet files
   * @param tempDir where Redshift and Spark exchange files
   * @param iamRole the role with which Redshift reaches {@code tempDir}
   * @param catalogDatabase the Data Catalog database that follows the newest published run, if any
   * @param keepRuns how many published runs keep their Parquet files
   */
  public record Settings(
      Redshift redshift,
      String schema,
      String processedPath,
      String tempDir,
      String iamRole,
      Optional<String> catalogDatabase,
      int keepRuns) {}

  /**
   * A warehouse.
   *
   * @param spark the session that moves rows
   * @param settings what it consists of
   * @param log is told what happens
   */
  public RedshiftWarehouse(SparkSession spark, Settings settings, JobLog log) {
    this(spark, settings, log, Lease.Timing.DEFAULT);
  }

  RedshiftWarehouse(SparkSession spark, Settings settings, JobLog log, Lease.Timing timing) {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    this.spark = spark;
    this.redshift = settings.redshift();
    this.schema = new Schema(settings.schema());
    this.lake = new RunFolders(hadoop, settings.processedPath());
    this.temp = new RunFolders(hadoop, settings.tempDir());
    this.iamRole = settings.iamRole();
    this.catalog = settings.catalogDatabase().map(DataCatalog::new);
    this.keepRuns = settings.keepRuns();
    this.timing = timing;
    this.log = log;
  }

  @Override
  public Session open(RunStart start) {
    log.belongsTo(start.runId());
    redshift.check();
    redshift.transaction(
        connection -> {
          schema.prepareLease(connection);
          return true;
        });
    Lease lease = new Lease(redshift, schema, timing, log, start);
    lease.take();
    try {
      redshift.transaction(
          connection -> {
            schema.prepareTables(connection);
            schema.dropStagingOfOthers(connection, start.runId());
            return true;
          });
      MartViews marts = new MartViews(redshift, schema);
      marts.prepare();
      Aftermath aftermath = new Aftermath(redshift, schema, lake, catalog, keepRuns, log);
      for (RunStart dead : lease.dead()) {
        mend(dead, aftermath);
        lease.forget(dead);
      }
      Connector connector = new Connector(redshift, temp.folder(start.runId()), iamRole);
      return new RedshiftSession(
          spark, redshift, schema, marts, lease, connector, lake, temp, aftermath, log, start);
    } catch (RuntimeException e) {
      lease.stop();
      giveBack(lease, e);
      throw e;
    }
  }

  private static void giveBack(Lease lease, RuntimeException failure) {
    try {
      lease.release();
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * Finishes what a dead run had published, or removes what it had not and records that it failed.
   */
  private void mend(RunStart dead, Aftermath aftermath) {
    log.warn("A dead run held the lease; mending what it left", "dead_run_id", dead.runId());
    temp.delete(dead.runId());
    RunHistory history = new RunHistory(schema);
    boolean known =
        redshift.transaction(
            connection -> {
              boolean recorded = history.knows(connection, dead.runId());
              if (!recorded) {
                history.add(
                    connection,
                    new RunRecord(dead, null, RunStatus.FAILED, "unknown", null, List.of()));
              }
              return recorded;
            });
    if (known) {
      aftermath.follow();
    } else {
      lake.delete(dead.runId());
    }
  }
}
