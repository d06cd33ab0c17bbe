package io.financeanalytics.costing;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads from rows what an as-of join goes by: their keys as one text, their time as a number. */
final class KeyAndTime {

  private final int[] keys;
  private final int time;
  private final boolean inDays;

  /** Makes one row of all keys; null where the only key is a text, which can be taken as it is. */
  private final UnsafeProjection keysOfRow;

  KeyAndTime(StructType rows, List<String> keys, String time) {
    this.keys = keys.stream().mapToInt(rows::fieldIndex).toArray();
    this.time = rows.fieldIndex(time);
    this.inDays = rows.apply(time).dataType() instanceof DateType;
    boolean isText = keys.size() == 1 && rows.apply(keys.get(0)).dataType() instanceof StringType;
    this.keysOfRow = isText ? null : RowColumns.projection(rows, keys);
  }

  /** Whether a row has every key and a time; another one can match nothing. */
  boolean canMatch(InternalRow row) {
    for (int key : keys) {
      if (row.isNullAt(key)) {
        return false;
      }
    }
    return !row.isNullAt(time);
  }

  /** The keys, equal where every one of them is; valid until the next row is looked at. */
  UTF8String keysOf(InternalRow row) {
    if (keysOfRow == null) {
      return row.getUTF8String(keys[0]);
    }
    UnsafeRow all = keysOfRow.apply(row);
    return UTF8String.fromAddress(all.getBaseObject(), all.getBaseOffset(), all.getSizeInBytes());
  }

  /** The time, in days or microseconds since 1970. */
  long timeOf(InternalRow row) {
    return inDays ? row.getInt(time) : row.getLong(time);
  }
}
