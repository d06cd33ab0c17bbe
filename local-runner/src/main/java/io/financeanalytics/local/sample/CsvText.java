package io.financeanalytics.local.sample;

import java.util.List;

/**
 * Values as the text of one CSV record: comma, quotes only where needed, a quote inside doubled.
 */
final class CsvText {
  private CsvText() {}

  /** The record without its line end. */
  static String record(List<String> values) {
    StringBuilder record = new StringBuilder(220);
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        record.append(',');
      }
      append(record, values.get(i));
    }
    return record.toString();
  }

  private static void append(StringBuilder record, String value) {
    if (value.indexOf(',') < 0 && value.indexOf('"') < 0) {
      record.append(value);
    } else {
      record.append('"').append(value.replace("\"", "\"\"")).append('"');
    }
  }
}
