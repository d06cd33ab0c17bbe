package io.financeanalytics;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatchRow;

/**
 * A column of decimals of 10 to 18 digits, read as whole units of its last fraction digit, or of
 * 64-bit numbers.
 */
public final class Units implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int FEWEST_DIGITS = 10;
  private static final int MOST_DIGITS = 18;

  /** The column's place in the rows. */
  private final int column;

  /** The column's type. */
  private final DataType type;

  private Units(int column, DataType type) {
    this.column = column;
    this.type = type;
  }

  /**
   * {@return a column}
   *
   * @param schema the columns of the rows
   * @param column its name
   * @throws IllegalArgumentException when it has another type
   */
  public static Units of(StructType schema, String column) {
    int at = schema.fieldIndex(column);
    DataType type = schema.apply(at).dataType();
    boolean hasUnits =
        type instanceof LongType || (type instanceof DecimalType decimal && fit(decimal));
    if (!hasUnits) {
      throw new IllegalArgumentException(
          "Column " + column + " is " + type.simpleString() + ", not of 10 to 18 digits");
    }
    return new Units(at, type);
  }

  /** Whether decimals of a type are held as numbers of 64 bits in rows of every kind. */
  static boolean fit(DecimalType type) {
    return type.precision() >= FEWEST_DIGITS && type.precision() <= MOST_DIGITS;
  }

  /** {@return the column's place in the rows} */
  public int column() {
    return column;
  }

  /** {@return how many fraction digits the column has} */
  public int scale() {
    return type instanceof DecimalType decimal ? decimal.scale() : 0;
  }

  /**
   * {@return the units that a row has in the column}
   *
   * @param row a row that has a value there
   */
  public long in(InternalRow row) {
    return type instanceof DecimalType decimal ? in(row, column, decimal) : row.getLong(column);
  }

  /**
   * {@return the units that a row has in a column}
   *
   * @param row a row that has a value there
   * @param column a column of decimals
   * @param type their type, of 10 to 18 digits
   */
  public static long in(SpecializedGetters row, int column, DecimalType type) {
    // Our own rows, Spark's, and those of Parquet files hold such a decimal as that number.
    return row instanceof ReusedRow || row instanceof UnsafeRow || row instanceof ColumnarBatchRow
        ? row.getLong(column)
        : row.getDecimal(column, type.precision(), type.scale()).toUnscaledLong();
  }
}
