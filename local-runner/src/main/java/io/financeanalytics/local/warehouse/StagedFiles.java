package io.financeanalytics.local.warehouse;

import static java.util.stream.Collectors.groupingBy;

import io.financeanalytics.UserException;
import io.financeanalytics.parquet.ParquetFiles;
import io.financeanalytics.parquet.ParquetFiles.ParquetFile;
import io.financeanalytics.pipeline.Together;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of a table as one run staged them: Parquet files in a folder of the run's own inside the
 * table's folder. Delta does not see them before they are committed.
 *
 * @param runFolder the run's folder inside the table's
 * @param schema the columns of the rows
 * @param files the files in it
 */
record StagedFiles(Path runFolder, StructType schema, List<ParquetFile> files) {

  /** So few rows become one partition, so that nothing that follows shuffles them. */
  private static final long ONE_PARTITION_ROWS = 50_000;

  /** Writes rows into the run's folder of a table. */
  static StagedFiles write(Path table, String runId, Dataset<Row> rows) {
    return write(rows.sparkSession(), Map.of(table, rows), runId).get(table);
  }

  /** Writes the rows of several tables into the run's folders of them, in one Spark job. */
  static Map<Path, StagedFiles> write(
      SparkSession spark, Map<Path, Dataset<Row>> tables, String runId) {
    ParquetFiles files = new ParquetFiles(spark);
    List<Callable<JavaRDD<ParquetFile>>> plans = new ArrayList<>();
    tables.forEach((table, rows) -> plans.add(() -> files.of(rows, new Path(table, runId))));
    Map<String, List<ParquetFile>> byFolder =
        Together.run(plans).stream()
            // The table of most tasks first, so that the small ones fill the cores at its end.
            .sorted(Comparator.comparing(JavaRDD<ParquetFile>::getNumPartitions).reversed())
            .reduce(JavaRDD::union)
            .map(tasks -> tasks.collect().stream().collect(groupingBy(ParquetFile::folder)))
            .orElse(Map.of());
    Map<Path, StagedFiles> staged = new HashMap<>();
    tables.forEach(
        (table, rows) -> {
          Path folder = new Path(table, runId);
          staged.put(
              table, new StagedFiles(folder, rows.schema(), byFolder.get(folder.toString())));
        });
    return staged;
  }

  /** How many rows were staged. */
  long rows() {
    return files.stream().mapToLong(ParquetFile::rows).sum();
  }

  /** The rows, read back from the files. */
  Dataset<Row> read(SparkSession spark) {
    Dataset<Row> rows = spark.read().schema(schema).parquet(runFolder.toString());
    return rows() <= ONE_PARTITION_ROWS ? rows.coalesce(1) : rows;
  }

  /** Whether a run's folder is in a table. */
  static boolean exist(SparkSession spark, Path runFolder) {
    try {
      return runFolder.getFileSystem(spark.sessionState().newHadoopConf()).exists(runFolder);
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + runFolder + " cannot be looked at", e);
    }
  }

  /**
   * Removes a run's folder from a table, if it is there, and the table's folder, if it then is
   * empty.
   */
  static void delete(SparkSession spark, Path runFolder) {
    try {
      FileSystem files = runFolder.getFileSystem(spark.sessionState().newHadoopConf());
      files.delete(runFolder, true);
      Path table = runFolder.getParent();
      if (files.exists(table) && files.listStatus(table).length == 0) {
        files.delete(table, false);
      }
    } catch (IOException e) {
      throw new UserException(
          "The folder " + runFolder + " cannot be deleted: " + e.getMessage(), e);
    }
  }
}
