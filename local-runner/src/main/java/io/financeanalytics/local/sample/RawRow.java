package io.financeanalytics.local.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * One row as text, value by value, for being damaged on purpose.
 *
 * @param columns the columns of its file
 * @param values one value per column
 */
record RawRow(List<String> columns, List<String> values) {
  RawRow {
    columns = List.copyOf(columns);
    values = List.copyOf(values);
  }

  /** The value of a column. */
  String value(String column) {
    return values.get(indexOf(column));
  }

  /** The same row with another value in one column. */
  RawRow with(String column, String value) {
    List<String> changed = new ArrayList<>(values);
    changed.set(indexOf(column), value);
    return new RawRow(columns, changed);
  }

  /** The row as a CSV record. */
  String text() {
    return CsvText.record(values);
  }

  /** The row as a record that ends too early: only the first values. */
  String textOfFirst(int count) {
    return CsvText.record(values.subList(0, count));
  }

  /** The row with a value that is written as it is, quotes or not. */
  String textWithVerbatim(String column, String verbatim) {
    int at = indexOf(column);
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      parts.add(i == at ? verbatim : CsvText.record(values.subList(i, i + 1)));
    }
    return String.join(",", parts);
  }

  private int indexOf(String column) {
    int at = columns.indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException("no column " + column + " among " + columns);
    }
    return at;
  }
}
