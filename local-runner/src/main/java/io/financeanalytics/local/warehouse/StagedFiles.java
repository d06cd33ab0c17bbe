package io.financeanalytics.local.warehouse;

import io.financeanalytics.UserException;
import io.financeanalytics.parquet.ParquetFiles;
import io.financeanalytics.parquet.ParquetFiles.ParquetFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
    Path runFolder = new Path(table, runId);
    return new StagedFiles(runFolder, rows.schema(), ParquetFiles.write(rows, runFolder));
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
