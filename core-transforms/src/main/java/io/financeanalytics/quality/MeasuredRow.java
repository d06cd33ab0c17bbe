package io.financeanalytics.quality;

import java.math.BigDecimal;
import org.apache.spark.sql.Row;

/** Reads measures from the rows of aggregate queries. */
final class MeasuredRow {

  private MeasuredRow() {}

  static Measure measure(
      Measure.Stage stage, String object, Row row, String column, String currency) {
    return new Measure(stage, object, column, currency, number(row, row.fieldIndex(column)));
  }

  /** A number of any exact type; null, the sum of no rows, is zero. */
  static BigDecimal number(Row row, int index) {
    return row.isNullAt(index) ? BigDecimal.ZERO : new BigDecimal(row.get(index).toString());
  }
}
