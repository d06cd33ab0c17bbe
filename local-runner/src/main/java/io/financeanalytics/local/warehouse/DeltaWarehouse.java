package io.financeanalytics.local.warehouse;

import io.financeanalytics.UserException;
import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.Warehouse;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * A warehouse of Delta tables in a folder on a local disk.
 *
 * <p>A run stages every table as Parquet files in a folder of its own, {@code
 * <warehouse>/<table>/<RunID>}, that Delta does not see. To publish, it commits the staged files of
 * each table to the table's Delta log, and last a row of {@code EtlRun} that names the version of
 * every table. Readers open the versions that the newest such row names, so what they see changes
 * with that one last commit.
 */
public final class DeltaWarehouse implements Warehouse {

  private final SparkSession spark;
  private final Path folder;

  /** The warehouse in {@code folder}, which is made when the first run needs it. */
  public DeltaWarehouse(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public Session open(RunStart start) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UserException(
          "The warehouse folder "
              + folder
              + " cannot be made: "
              + reason(e)
              + ". Give a folder that you may write to with --warehouse.",
          e);
    }
    RunLock lock = RunLock.take(folder);
    try {
      DeltaLayout layout = new DeltaLayout(spark, folder);
      lock.deadRun().ifPresent(dead -> new DeadRun(spark, layout, dead).mend());
      lock.hold(start);
      return new DeltaSession(spark, layout, lock, start);
    } catch (Exception e) { // Spark throws checked exceptions that no signature names.
      lock.close();
      throw e;
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileAlreadyExistsException) {
      return e.getMessage() + " is a file";
    }
    return e instanceof AccessDeniedException
        ? "no permission for " + e.getMessage()
        : e.getMessage();
  }
}
