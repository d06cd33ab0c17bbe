package io.financeanalytics.parquet;

import java.util.BitSet;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.spark.sql.catalyst.InternalRow;

/** A column of yes and no: one bit each. */
final class BooleanColumn extends ColumnWriter {

  private final BitSet values = new BitSet();
  private int size;

  BooleanColumn(int column, ColumnDescriptor descriptor) {
    super(column, descriptor);
  }

  @Override
  long bytes() {
    return size / Byte.SIZE;
  }

  @Override
  void addValue(InternalRow row, int column) {
    values.set(size++, row.getBoolean(column));
  }

  @Override
  void writeDictionary(PageWriter pages) {}

  @Override
  BytesInput values(int from, int to) {
    byte[] bits = new byte[(to - from + Byte.SIZE - 1) / Byte.SIZE];
    // Trailing bits that are not set are not in the set's array.
    byte[] set = values.get(from, to).toByteArray();
    System.arraycopy(set, 0, bits, 0, set.length);
    return BytesInput.from(bits);
  }

  @Override
  Encoding encoding() {
    return Encoding.PLAIN;
  }

  @Override
  void describe(int from, int to, Statistics<?> statistics) {
    int set = values.get(from, to).cardinality();
    if (set > 0) {
      statistics.updateStats(true);
    }
    if (set < to - from) {
      statistics.updateStats(false);
    }
  }

  @Override
  void clear() {
    values.clear();
    size = 0;
  }
}
