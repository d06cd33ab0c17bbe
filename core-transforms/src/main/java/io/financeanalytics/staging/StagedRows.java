package io.financeanalytics.staging;

import io.financeanalytics.raw.RawSource;
import io.financeanalytics.table.RawTable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Dataset$;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.util.SerializableConfiguration;
import scala.Option;

/**
 * The rows of raw sources, typed, each with where it stands and what is wrong with it.
 *
 * <p>Every record of every file becomes exactly one row of {@link RawTable#stagedSchema()}. A row
 * is valid when {@link RawTable#REASON} is null; a row that is not has nulls where its values could
 * not be read. Files are read in splits, each with its own header; the columns that a query does
 * not use are not made.
 */
public final class StagedRows {

  private final SparkSession spark;
  private final StagingSettings settings;
  private final Broadcast<SerializableConfiguration> hadoop;

  /**
   * Reads with the settings of file systems that a session has now.
   *
   * @param spark the session that will read; its time zone does not matter
   * @param settings how raw values are understood
   */
  public StagedRows(SparkSession spark, StagingSettings settings) {
    this.spark = spark;
    this.settings = settings;
    this.hadoop =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
  }

  /**
   * {@return the staged rows of {@code source}; no row when it has no files}
   *
   * @param source the source, its files found
   */
  public Dataset<Row> of(RawSource source) {
    CsvTable table = new CsvTable(source, settings, hadoop);
    return Dataset$.MODULE$.ofRows(
        spark, DataSourceV2Relation.create(table, Option.empty(), Option.empty()));
  }
}
