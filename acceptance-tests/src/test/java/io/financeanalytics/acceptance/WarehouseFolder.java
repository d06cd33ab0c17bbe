package io.financeanalytics.acceptance;

import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import io.financeanalytics.table.StarTables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaLog;

/** A warehouse as a user sees it: through {@code ./finance query}, and as files. */
record WarehouseFolder(Path path) {

  private static final String RUN_ID = "RunID";

  /** A copy at another place, which is a warehouse as good as this one. */
  WarehouseFolder copyTo(Path target) {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.toList()) {
        Files.copy(file, target.resolve(path.relativize(file).toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new WarehouseFolder(target);
  }

  /** Every row of every published table by table, sorted, RunID aside, by the published door. */
  Map<String, List<String>> star() {
    DeltaLog.clearCache();
    DeltaPublishedTables tables = new DeltaPublishedTables(TestSpark.get(), path);
    Map<String, List<String>> star = new TreeMap<>();
    for (String table : StarTables.PUBLISHED.keySet()) {
      star.put(table, sorted(tables.table(table).drop(RUN_ID).toJSON().collectAsList()));
    }
    return star;
  }

  /** The answer to a query over the run log, as lines of JSON. */
  List<String> query(String sql) {
    DeltaLog.clearCache();
    DeltaPublishedTables tables = new DeltaPublishedTables(TestSpark.get(), path);
    StarTables.RUN_LOG
        .keySet()
        .forEach(table -> tables.table(table).createOrReplaceTempView(table));
    return TestSpark.get().sql(sql).toJSON().collectAsList();
  }

  /** The same as {@link #star()}, in answers of {@code ./finance query}. */
  Map<String, List<String>> starByCommandLine() {
    StringBuilder sql = new StringBuilder();
    StarTables.PUBLISHED.forEach(
        (table, schema) ->
            sql.append("SELECT '" + table + "' AS Table;\nSELECT ")
                .append(
                    Arrays.stream(schema.fieldNames())
                        .filter(column -> !column.equals(RUN_ID))
                        .collect(Collectors.joining(", ")))
                .append(" FROM " + table + ";\n"));
    FinanceProcess.Result result =
        new FinanceProcess.Start(path.getParent())
            .run("query", "--warehouse", path.toString(), "--format", "json", sql.toString())
            .exitsWith(0);
    Map<String, List<String>> star = new TreeMap<>();
    List<String> rows = new ArrayList<>();
    for (String line : result.out().lines().filter(line -> !line.isEmpty()).toList()) {
      if (line.startsWith("{\"Table\":\"")) {
        rows = new ArrayList<>();
        star.put(line.split("\"")[3], rows);
      } else {
        rows.add(line);
      }
    }
    star.replaceAll((table, unsorted) -> sorted(unsorted));
    return star;
  }

  /** The names of the runs that left a folder of files in some table, or hold the lock. */
  List<String> runsWithFiles() {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.matches("\\d{8}T\\d{6}Z-[0-9a-f]{8}"))
          .distinct()
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The run that the lock file names; empty when none is under way or dead. */
  String runInLockFile() {
    try {
      return Files.readString(path.resolve("_run.lock")).split(" ", -1)[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file that a run staged in some table. */
  List<Path> filesOf(String runId) {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.getParent().getFileName().toString().equals(runId))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> sorted(List<String> rows) {
    return rows.stream().sorted().toList();
  }
}
