package io.financeanalytics.analytics.report;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;

/**
 * Rows in few bytes and without a loss. A number is a whole one: an amount with two decimals is in
 * hundredths, as {@code scales} says. A text is its position among the texts of its column. A value
 * that is missing is null.
 *
 * @param columns the columns' names
 * @param scales of each column the decimals that its numbers have; -1 for texts
 * @param texts of each column its texts; empty for numbers
 * @param rows the rows
 */
record PackedRows(
    List<String> columns, List<Integer> scales, List<List<String>> texts, List<Object[]> rows) {

  /** JavaScript adds whole numbers up to here without a loss. */
  private static final BigDecimal EXACT = BigDecimal.valueOf((1L << 53) - 1);

  static PackedRows of(Dataset<Row> answer) {
    StructField[] fields = answer.schema().fields();
    List<String> columns = new ArrayList<>();
    List<Integer> scales = new ArrayList<>();
    List<Map<String, Integer>> texts = new ArrayList<>();
    for (StructField field : fields) {
      columns.add(field.name());
      scales.add(scale(field.dataType()));
      texts.add(new LinkedHashMap<>());
    }
    BigDecimal[] sums = new BigDecimal[fields.length];
    List<Object[]> rows = new ArrayList<>();
    for (Row row : answer.collectAsList()) {
      Object[] packed = new Object[fields.length];
      for (int i = 0; i < fields.length; i++) {
        if (row.isNullAt(i)) {
          packed[i] = null;
        } else if (scales.get(i) < 0) {
          Map<String, Integer> known = texts.get(i);
          packed[i] = known.computeIfAbsent(text(row.get(i)), text -> known.size());
        } else {
          BigDecimal number = new BigDecimal(row.get(i).toString()).movePointRight(scales.get(i));
          sums[i] = sums[i] == null ? number.abs() : sums[i].add(number.abs());
          packed[i] = number.toBigIntegerExact();
        }
      }
      rows.add(packed);
    }
    check(columns, sums);
    List<List<String>> dictionaries =
        texts.stream().map(known -> List.copyOf(known.keySet())).toList();
    return new PackedRows(columns, scales, dictionaries, rows);
  }

  /** No sum that the page can make of a column is too large for it. */
  private static void check(List<String> columns, BigDecimal[] sums) {
    for (int i = 0; i < sums.length; i++) {
      if (sums[i] != null && sums[i].compareTo(EXACT) > 0) {
        throw new ArithmeticException(
            "The amounts of " + columns.get(i) + " are too large to be added in a browser");
      }
    }
  }

  private static int scale(DataType type) {
    if (type instanceof DecimalType decimal) {
      return decimal.scale();
    }
    return type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType) ? 0 : -1;
  }

  private static String text(Object value) {
    return value instanceof Timestamp instant
        ? instant.toInstant().with(ChronoField.NANO_OF_SECOND, 0).toString()
        : value.toString();
  }
}
