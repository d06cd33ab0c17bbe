package io.financeanalytics.profile;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;

/** A column of exact numbers, read as whole units of its last fraction digit. */
record Units(int column, int scale) {

  private static final int PRECISION = 18;

  static Units of(StructType schema, String column) {
    int at = schema.fieldIndex(column);
    return new Units(at, ((DecimalType) schema.apply(at).dataType()).scale());
  }

  long in(InternalRow row) {
    // Spark's own rows hold a decimal of at most 18 digits as that number.
    return row instanceof UnsafeRow
        ? row.getLong(column)
        : row.getDecimal(column, PRECISION, scale).toUnscaledLong();
  }
}
