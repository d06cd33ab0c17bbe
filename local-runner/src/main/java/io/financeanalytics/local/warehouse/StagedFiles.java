package io.financeanalytics.local.warehouse;

import io.financeanalytics.UserException;
import io.financeanalytics.parquet.ColumnarParquet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
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
record StagedFiles(Path runFolder, StructType schema, List<StagedFile> files) {

  /**
   * One Parquet file.
   *
   * @param name path relative to the table's folder
   * @param bytes its size
   * @param modified when it was written, in milliseconds since 1970
   * @param rows how many rows it holds, from its footer
   */
  record StagedFile(String name, long bytes, long modified, long rows) {}

  /** Writes rows into the run's folder of a table. */
  static StagedFiles write(SparkSession spark, Path table, String runId, Dataset<Row> rows) {
    Path runFolder = new Path(table, runId);
    rows.write().format(ColumnarParquet.NAME).mode(SaveMode.Overwrite).save(runFolder.toString());
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      List<StagedFile> files = new ArrayList<>();
      FileStatus[] found = runFolder.getFileSystem(hadoop).listStatus(runFolder);
      Arrays.sort(found);
      for (FileStatus status : found) {
        String name = status.getPath().getName();
        if (name.endsWith(".parquet")) {
          files.add(
              new StagedFile(
                  runId + "/" + name,
                  status.getLen(),
                  status.getModificationTime(),
                  rowsIn(status, hadoop)));
        }
      }
      return new StagedFiles(runFolder, rows.schema(), List.copyOf(files));
    } catch (IOException e) {
      throw new UncheckedIOException("The staged files in " + runFolder + " cannot be read", e);
    }
  }

  /** How many rows were staged. */
  long rows() {
    return files.stream().mapToLong(StagedFile::rows).sum();
  }

  /** The rows, read back from the files. */
  Dataset<Row> read(SparkSession spark) {
    return spark.read().schema(schema).parquet(runFolder.toString());
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

  private static long rowsIn(FileStatus file, Configuration hadoop) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(file, hadoop))) {
      return reader.getRecordCount();
    }
  }
}
