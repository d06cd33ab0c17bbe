package io.financeanalytics.analytics.export;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.ZoneOffset;
import org.apache.spark.sql.Row;

/** Rows in the text format of PostgreSQL's COPY: tabs between values, a line feed at the end. */
final class CopyText {

  private static final String NULL = "\\N";

  private CopyText() {}

  /** Appends a row. */
  static void append(Row row, StringBuilder text) {
    for (int i = 0; i < row.length(); i++) {
      if (i > 0) {
        text.append('\t');
      }
      append(row.get(i), text);
    }
    text.append('\n');
  }

  private static void append(Object value, StringBuilder text) {
    if (value == null) {
      text.append(NULL);
    } else if (value instanceof BigDecimal number) {
      text.append(number.toPlainString());
    } else if (value instanceof Timestamp instant) {
      text.append(instant.toInstant().atOffset(ZoneOffset.UTC).toLocalDateTime());
    } else if (value instanceof Date day) {
      text.append(day.toLocalDate());
    } else if (value instanceof String string) {
      escape(string, text);
    } else {
      text.append(value);
    }
  }

  /** A text with what would end a value escaped. PostgreSQL cannot store the character zero. */
  private static void escape(String string, StringBuilder text) {
    for (int i = 0; i < string.length(); i++) {
      char character = string.charAt(i);
      switch (character) {
        case '\\' -> text.append("\\\\");
        case '\t' -> text.append("\\t");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\0' -> text.append('\uFFFD');
        default -> text.append(character);
      }
    }
  }
}
