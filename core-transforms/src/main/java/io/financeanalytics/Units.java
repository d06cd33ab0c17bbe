package io.financeanalytics;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatchRow;

/**
 * A column of decimals of 10 to 18 digits, read as whole units of its last fraction digit.
 *
 * @param column its place in the rows
 * @param scale how many fraction digits it has
 */
public record Units(int column, int scale) {

  private static final int FEWEST_DIGITS = 10;
  private static final int PRECISION = 18;

  /**
   * {@return a column}
   *
   * @param schema the columns of the rows
   * @param column its name
   * @throws IllegalArgumentException when it has fewer or more digits
   */
  public static Units of(StructType schema, String column) {
    int at = schema.fieldIndex(column);
    DecimalType type = (DecimalType) schema.apply(at).dataType();
    if (type.precision() < FEWEST_DIGITS || type.precision() > PRECISION) {
      throw new IllegalArgumentException(
          "Column " + column + " is " + type.simpleString() + ", not of 10 to 18 digits");
    }
    return new Units(at, type.scale());
  }

  /**
   * {@return the units that a row has in the column}
   *
   * @param row a row that has a value there
   */
  public long in(InternalRow row) {
    return in(row, column, PRECISION, scale);
  }

  /**
   * {@return the units that a row has in a column}
   *
   * @param row a row that has a value there
   * @param column a column of decimals
   * @param type their type, of 10 to 18 digits
   */
  public static long in(SpecializedGetters row, int column, DecimalType type) {
    return in(row, column, type.precision(), type.scale());
  }

  private static long in(SpecializedGetters row, int column, int precision, int scale) {
    // Our own rows, Spark's, and those of Parquet files hold such a decimal as that number.
    return row instanceof ReusedRow || row instanceof UnsafeRow || row instanceof ColumnarBatchRow
        ? row.getLong(column)
        : row.getDecimal(column, precision, scale).toUnscaledLong();
  }
}
