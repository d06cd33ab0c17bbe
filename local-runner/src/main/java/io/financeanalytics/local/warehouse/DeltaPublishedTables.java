package io.financeanalytics.local.warehouse;

import io.financeanalytics.UserException;
import io.financeanalytics.pipeline.PublishedTables;
import io.financeanalytics.pipeline.RunLog;
import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.StarTables;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The published door of a Delta warehouse: every table at the version that the newest successful
 * run names.
 */
public final class DeltaPublishedTables implements PublishedTables {

  private final SparkSession spark;
  private final Path folder;
  private final DeltaLayout layout;
  private final Optional<Map<String, Long>> versions;

  /**
   * What is published in {@code folder} now; later runs do not change what this object shows.
   *
   * @throws UserException when there is no warehouse
   */
  public DeltaPublishedTables(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder.toAbsolutePath().normalize();
    this.layout = new DeltaLayout(spark, this.folder);
    if (!layout.runs().exists()) {
      throw new UserException(
          "There is no warehouse in "
              + folder
              + " yet. Make one with ./finance run, or name another with --warehouse.");
    }
    this.versions =
        RunLog.newestSuccess(layout.runs().read())
            .map(run -> TableVersions.fromJson(run.getAs(EtlRun.TABLE_VERSIONS)));
  }

  @Override
  public Dataset<Row> table(String name) {
    String table =
        Stream.concat(StarTables.PUBLISHED.keySet().stream(), StarTables.RUN_LOG.keySet().stream())
            .filter(name::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(() -> new UserException("There is no table " + name + "."));
    if (StarTables.RUN_LOG.containsKey(table)) {
      return spark.read().format("delta").load(layout.path(table).toString());
    }
    long version =
        versions
            .map(published -> published.get(table))
            .orElseThrow(
                () ->
                    new UserException(
                        "No run has been published in "
                            + folder
                            + " yet, so "
                            + table
                            + " does not exist. Quarantine, EtlRun and EtlRunMeasure tell why."));
    return spark
        .read()
        .format("delta")
        .option("versionAsOf", version)
        .load(layout.path(table).toString());
  }
}
