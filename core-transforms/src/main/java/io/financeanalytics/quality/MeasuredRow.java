package io.financeanalytics.quality;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Reads measures from the rows of aggregate queries, or of what was aggregated without one. Column
 * names are found in any case, for some warehouses fold them.
 */
final class MeasuredRow {

  private MeasuredRow() {}

  /** The row that a query with this answer would have given. */
  static Row of(Map<String, Object> answer) {
    StructType schema = new StructType();
    for (String name : answer.keySet()) {
      // Nobody asks for the types of an answer.
      schema = schema.add(name, DataTypes.NullType);
    }
    return new GenericRowWithSchema(answer.values().toArray(), schema);
  }

  static Measure measure(
      Measure.Stage stage, String object, Row row, String column, String currency) {
    return new Measure(stage, object, column, currency, number(row, column));
  }

  static String text(Row row, String column) {
    return row.getString(index(row, column));
  }

  /** A number of any exact type; null, the sum of no rows, is zero. */
  static BigDecimal number(Row row, String column) {
    int index = index(row, column);
    return row.isNullAt(index) ? BigDecimal.ZERO : new BigDecimal(row.get(index).toString());
  }

  private static int index(Row row, String column) {
    String[] names = row.schema().fieldNames();
    for (int i = 0; i < names.length; i++) {
      if (names[i].equalsIgnoreCase(column)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "The answer has no column " + column + " but " + Arrays.toString(names));
  }
}
