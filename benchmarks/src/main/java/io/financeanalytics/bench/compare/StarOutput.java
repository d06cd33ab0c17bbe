package io.financeanalytics.bench.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A star that a contestant made, as SQL that DuckDB can read. */
public final class StarOutput {

  private static final List<String> QUARANTINE_OF_PEERS =
      List.of("quarantine", "quarantine_rejects", "quarantine_duplicates");

  private final Path folder;
  private final boolean delta;

  private StarOutput(Path folder, boolean delta) {
    this.folder = folder;
    this.delta = delta;
  }

  /** {@return the product's warehouse}, fresh, after its first run */
  public static StarOutput deltaWarehouse(Path folder) {
    return new StarOutput(folder, true);
  }

  /** {@return a folder of Parquet} For each table a file or a folder of files. */
  public static StarOutput parquet(Path folder) {
    return new StarOutput(folder, false);
  }

  /**
   * {@return a table to select from}
   *
   * @param table in the product's spelling, such as {@code DimProduct}
   */
  String table(String table) {
    return delta ? files(DeltaFiles.of(folder.resolve(table))) : parquetTable(snakeCase(table));
  }

  /** {@return a scalar: the order lines that are in quarantine} */
  String quarantined() {
    if (delta) {
      return "(select count(*) from " + table("Quarantine") + " where Source = 'transactions')";
    }
    return QUARANTINE_OF_PEERS.stream()
        .filter(name -> Files.exists(folder.resolve(name + ".parquet")))
        .map(name -> "(select count(*) from " + parquetTable(name) + ")")
        .collect(Collectors.joining(" + "));
  }

  private String parquetTable(String name) {
    Path file = folder.resolve(name + ".parquet");
    return files(List.of(Files.isDirectory(file) ? file.resolve("*.parquet") : file));
  }

  private static String files(List<Path> files) {
    return files.stream()
        .map(file -> "'" + file.toString().replace("'", "''") + "'")
        .collect(Collectors.joining(", ", "read_parquet([", "])"));
  }

  private static String snakeCase(String name) {
    return Arrays.stream(name.split("(?=[A-Z])"))
        .map(word -> word.toLowerCase(java.util.Locale.ROOT))
        .collect(Collectors.joining("_"));
  }
}
