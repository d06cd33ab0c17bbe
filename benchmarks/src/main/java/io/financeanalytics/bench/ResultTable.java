package io.financeanalytics.bench;

import io.financeanalytics.bench.race.RaceResult;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** A race's result as a Markdown table. */
final class ResultTable {

  private ResultTable() {}

  /**
   * {@return one row for each contestant}
   *
   * @param result of the race
   * @param base the contestant whose wall the others' is divided by
   */
  static String of(RaceResult result, String base) {
    StringBuilder table = new StringBuilder();
    table
        .append("| | wall, median | CPU, median | peak memory | wall ÷ that of ")
        .append(base)
        .append(" | round by round |\n|---|--:|--:|--:|--:|---|\n");
    for (String name : result.usages().keySet()) {
      table.append("| ").append(name);
      if (result.usages().get(name).isEmpty()) {
        table
            .append(" | did not finish within ")
            .append(result.limit().toSeconds())
            .append(" s | | | | |\n");
        continue;
      }
      table.append(cell("%.1f s", result.wallSeconds(name)));
      table.append(cell("%.1f s", result.cpuSeconds(name)));
      table.append(cell("%.2f GB", result.peakGigabytes(name)));
      table.append(cell("%.2f", result.ratio(name, base)));
      table.append(" | ");
      table.append(
          result.ratios(name, base).stream()
              .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
              .collect(Collectors.joining(", ")));
      table.append(" |\n");
    }
    return table.toString();
  }

  private static String cell(String format, OptionalDouble value) {
    return " | "
        + (value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "");
  }
}
