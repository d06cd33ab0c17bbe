package io.financeanalytics.local.warehouse;

import io.financeanalytics.table.StarTables;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of published tables that only versions older than the newest few runs need. */
final class SupersededFiles {

  /**
   * How many successful runs keep their files, so that a reader of the version before is not cut
   * off.
   */
  static final int KEPT_RUNS = 3;

  private static final Logger LOG = LoggerFactory.getLogger(SupersededFiles.class);
  private static final Pattern RUN_ID = Pattern.compile("\\d{8}T\\d{6}Z-[0-9a-f]{8}");

  private SupersededFiles() {}

  /**
   * Deletes them. To be called right after a run is published, when the newest version of every
   * table is that run's.
   *
   * @param earlier successful runs before it that keep their files
   * @param published the run that was published
   */
  static void delete(
      SparkSession spark, DeltaLayout layout, List<String> earlier, String published) {
    try {
      for (String table : StarTables.PUBLISHED.keySet()) {
        Path folder = layout.path(table);
        FileSystem files = folder.getFileSystem(spark.sessionState().newHadoopConf());
        for (FileStatus status : files.listStatus(folder)) {
          String name = status.getPath().getName();
          if (RUN_ID.matcher(name).matches()
              && !earlier.contains(name)
              && !name.equals(published)) {
            files.delete(status.getPath(), true);
          }
        }
      }
    } catch (IOException e) {
      // The run is published all the same; the next one deletes what is left.
      LOG.warn("Superseded files are left for the next run", e);
    }
  }
}
