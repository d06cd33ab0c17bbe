package io.financeanalytics.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** Sales and costs as Parquet, for the as-of join alone. */
public final class AsOfData {

  /** The columns of sales. */
  static final String SALES =
      "ProductID STRING, SoldAt TIMESTAMP, Quantity DECIMAL(18,4), UnitPrice DECIMAL(18,4)";

  /** The columns of costs. */
  static final String COSTS = "ProductID STRING, ValidFrom TIMESTAMP, UnitCOGS DECIMAL(18,4)";

  private AsOfData() {}

  /**
   * Makes the files in a folder, unless they are there.
   *
   * @param raw the raw folder
   * @param folder for sales.parquet, sales-few.parquet, costs-small.parquet and so on
   * @param costs how many cost rows there are where there are many
   */
  public static void make(Path raw, Path folder, long costs) {
    Path done = folder.resolve("made-" + costs);
    if (Files.exists(done)) {
      return;
    }
    try (Connection connection = SqlScript.duckDb()) {
      Files.createDirectories(folder);
      SqlScript.named("asof_data.sql")
          .run(
              connection,
              Map.of(
                  "RAW",
                  raw.toString(),
                  "OUT",
                  folder.toString(),
                  "COSTS",
                  Long.toString(costs),
                  "THREADS",
                  Integer.toString(Runtime.getRuntime().availableProcessors())));
      Files.createFile(done);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException("The data of the as-of join cannot be made", e);
    }
  }
}
