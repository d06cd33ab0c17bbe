package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.col;

import io.financeanalytics.HeldRows;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** Counts how often the values of a column occur. */
final class ValueCounts {

  private ValueCounts() {}

  /**
   * How many rows have which text; no job runs if the driver holds them.
   *
   * @param rows the rows
   * @param column a column of few different texts; no text, which is null here, counts as well
   */
  static Map<String, Long> of(Dataset<Row> rows, String column) {
    Map<String, Long> counts = new HashMap<>();
    Optional<List<InternalRow>> held = HeldRows.in(rows.select(col(column)));
    if (held.isPresent()) {
      for (InternalRow row : held.get()) {
        counts.merge(row.isNullAt(0) ? null : row.getUTF8String(0).toString(), 1L, Long::sum);
      }
    } else {
      add(rows.groupBy(col(column)).count().collectAsList(), counts);
    }
    return counts;
  }

  /** Adds rows of a text and a number. */
  static void add(List<Row> rows, Map<String, Long> counts) {
    rows.forEach(row -> counts.merge(row.getString(0), row.getLong(1), Long::sum));
  }
}
