package io.financeanalytics.parquet;

import io.financeanalytics.ScannedRows;
import java.io.IOException;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Writes datasets as Parquet files, one for each partition that has rows and at least one. The
 * files have their final names from the beginning: whoever writes must see to it that nobody reads
 * the folder before it is complete.
 */
public final class ParquetFiles {

  private final JavaSparkContext spark;
  private final Broadcast<SerializableConfiguration> hadoop;

  /**
   * Writes with the settings that a session has now.
   *
   * @param session the session
   */
  public ParquetFiles(SparkSession session) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.hadoop =
        spark.broadcast(new SerializableConfiguration(session.sessionState().newHadoopConf()));
  }

  /**
   * One file.
   *
   * @param folder the folder that it is in
   * @param name its name in the folder
   * @param bytes its size
   * @param modified when it was written, in milliseconds since 1970
   * @param rows how many rows it holds
   */
  public record ParquetFile(String folder, String name, long bytes, long modified, long rows)
      implements Serializable {}

  /**
   * {@return the files of a dataset, one for each task; whoever collects them makes the tasks write
   * them}
   *
   * @param rows rows with columns of texts, booleans, 32- and 64-bit numbers, dates, timestamps and
   *     decimals of at least 10 digits
   * @param folder an empty folder, or none
   * @throws IllegalArgumentException when a column has another type
   */
  public JavaRDD<ParquetFile> of(Dataset<Row> rows, Path folder) {
    StructType schema = rows.schema();
    ColumnWriter.check(schema);
    JavaRDD<InternalRow> tasks = ScannedRows.of(rows);
    if (tasks.getNumPartitions() == 0) {
      tasks = spark.parallelize(List.of(), 1);
    }
    String path = folder.toString();
    Broadcast<SerializableConfiguration> settings = hadoop;
    return tasks.mapPartitionsWithIndex(
        (number, task) -> write(new Path(path), number, task, schema, settings.value()), false);
  }

  private static Iterator<ParquetFile> write(
      Path folder,
      int number,
      Iterator<InternalRow> task,
      StructType schema,
      SerializableConfiguration hadoop)
      throws IOException {
    if (number > 0 && !task.hasNext()) {
      return List.<ParquetFile>of().iterator();
    }
    Path file = new Path(folder, String.format("part-%05d.snappy.parquet", number));
    long rows = 0;
    try (ParquetRowWriter writer = new ParquetRowWriter(file, schema, hadoop.value())) {
      while (task.hasNext()) {
        writer.write(task.next());
        rows++;
      }
    }
    FileStatus written = file.getFileSystem(hadoop.value()).getFileStatus(file);
    return List.of(
            new ParquetFile(
                folder.toString(),
                file.getName(),
                written.getLen(),
                written.getModificationTime(),
                rows))
        .iterator();
  }
}
