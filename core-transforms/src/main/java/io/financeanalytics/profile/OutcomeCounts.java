package io.financeanalytics.profile;

import io.financeanalytics.Units;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** How many rows of a task have which reason, and the largest quantity among the valid ones. */
final class OutcomeCounts {

  private static final int DIGITS = 18;

  static final String ROWS = "Rows";
  static final String LARGEST_QUANTITY = "LargestQuantity";
  static final StructType SCHEMA =
      new StructType()
          .add(RawTable.REASON, DataTypes.StringType)
          .add(ROWS, DataTypes.LongType, false)
          .add(LARGEST_QUANTITY, DataTypes.createDecimalType(DIGITS, 4));

  private final int reasonAt;
  private final Units quantity;
  private final Map<UTF8String, long[]> rejected = new HashMap<>();
  private long valid;
  private long largestQuantity;

  OutcomeCounts(StructType staged) {
    this.reasonAt = staged.fieldIndex(RawTable.REASON);
    this.quantity = Units.of(staged, Transactions.QUANTITY);
  }

  void add(InternalRow row) {
    if (row.isNullAt(reasonAt)) {
      valid++;
      largestQuantity = Math.max(largestQuantity, Math.abs(quantity.in(row)));
    } else {
      rejected.computeIfAbsent(row.getUTF8String(reasonAt).copy(), reason -> new long[1])[0]++;
    }
  }

  List<InternalRow> rows() {
    List<InternalRow> rows = new ArrayList<>();
    if (valid > 0) {
      rows.add(row(null, valid, Decimal.createUnsafe(largestQuantity, DIGITS, quantity.scale())));
    }
    rejected.forEach((reason, count) -> rows.add(row(reason, count[0], null)));
    return rows;
  }

  private static InternalRow row(UTF8String reason, long count, Decimal largestQuantity) {
    return new GenericInternalRow(new Object[] {reason, count, largestQuantity});
  }
}
