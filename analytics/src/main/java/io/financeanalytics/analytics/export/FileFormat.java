package io.financeanalytics.analytics.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** How a table becomes files. */
public enum FileFormat {
  /** A folder of Parquet files for each table. */
  PARQUET {
    @Override
    void write(Dataset<Row> rows, Path folder, String table) {
      save(rows.write(), "parquet", folder.resolve(table));
      dataFiles(folder.resolve(table), false).forEach(FileFormat::delete);
    }
  },

  /**
   * One CSV file for each table: UTF-8, a header, commas, quotes doubled inside quotes, an empty
   * value for null and {@code ""} for an empty text; instants in UTC with a {@code Z}.
   */
  CSV {
    @Override
    void write(Dataset<Row> rows, Path folder, String table) {
      Path parts = folder.resolve("." + table);
      DataFrameWriter<Row> writer =
          rows.coalesce(1)
              .write()
              .option("header", true)
              .option("escape", "\"")
              .option("nullValue", "")
              .option("emptyValue", "\"\"")
              .option("ignoreLeadingWhiteSpace", false)
              .option("ignoreTrailingWhiteSpace", false)
              .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX")
              .option("encoding", "UTF-8");
      save(writer, "csv", parts);
      List<Path> files = dataFiles(parts, true);
      try {
        if (files.isEmpty()) {
          Files.writeString(
              folder.resolve(table + ".csv"), String.join(",", rows.columns()) + "\n");
        } else {
          Files.move(files.get(0), folder.resolve(table + ".csv"));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ExportFolder.deleteTree(parts);
    }
  };

  /** Writes a table or mart into a folder. */
  abstract void write(Dataset<Row> rows, Path folder, String table);

  private static void save(DataFrameWriter<Row> writer, String format, Path folder) {
    writer
        .format(format)
        // Marks of a finished job and checksums are of no use outside of Hadoop.
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .save(folder.toUri().toString());
  }

  /** The files of a folder that hold rows, or the others. */
  private static List<Path> dataFiles(Path folder, boolean wanted) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-") == wanted)
          .sorted(Comparator.naturalOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
