package io.financeanalytics.parquet;

import io.financeanalytics.ReusedRow;
import io.financeanalytics.Units;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;

/**
 * A column of whole numbers of 32 or 64 bits; a decimal is the number of its last digit's units, a
 * timestamp that of microseconds. A column with few different numbers refers to a dictionary of
 * them.
 */
final class NumberColumn extends ColumnWriter {

  private static final int FIRST_CAPACITY = 1024;

  private final boolean isInt;
  private final DecimalType decimal;
  private final NumberDictionary dictionary = new NumberDictionary();
  private long[] numbers = new long[FIRST_CAPACITY];
  private int size;

  /** References to the dictionary; null when the row group has too many different numbers. */
  private int[] ids;

  NumberColumn(DataType type, int column, ColumnDescriptor descriptor) {
    super(column, descriptor);
    this.isInt = type instanceof IntegerType || type instanceof DateType;
    this.decimal = type instanceof DecimalType isDecimal ? isDecimal : null;
  }

  @Override
  long bytes() {
    return (long) size * Long.BYTES;
  }

  @Override
  void addValue(InternalRow row, int column) {
    numbers = size == numbers.length ? Arrays.copyOf(numbers, size * 2) : numbers;
    numbers[size++] = number(row, column);
  }

  private long number(InternalRow row, int column) {
    // Such a row, which most have, holds every number as one of 64 bits.
    if (row instanceof ReusedRow reused) {
      return reused.getLong(column);
    }
    if (isInt) {
      return row.getInt(column);
    }
    return decimal == null ? row.getLong(column) : Units.in(row, column, decimal);
  }

  @Override
  void writeDictionary(PageWriter pages) throws IOException {
    ids = dictionary.idsOf(numbers, size);
    if (ids != null) {
      pages.dictionary(plain(dictionary.numbers(), 0, dictionary.size()), dictionary.size());
    }
  }

  @Override
  BytesInput values(int from, int to) throws IOException {
    return ids == null
        ? plain(numbers, from, to)
        : PageWriter.references(ids, from, to, dictionary.size());
  }

  @Override
  Encoding encoding() {
    return ids == null ? Encoding.PLAIN : Encoding.RLE_DICTIONARY;
  }

  @Override
  void describe(int from, int to, Statistics<?> statistics) {
    if (from == to) {
      return;
    }
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      least = Math.min(least, numbers[i]);
      greatest = Math.max(greatest, numbers[i]);
    }
    if (isInt) {
      statistics.updateStats((int) least);
      statistics.updateStats((int) greatest);
    } else {
      statistics.updateStats(least);
      statistics.updateStats(greatest);
    }
  }

  @Override
  void clear() {
    size = 0;
    ids = null;
  }

  private BytesInput plain(long[] from, int start, int end) {
    int width = isInt ? Integer.BYTES : Long.BYTES;
    ByteBuffer bytes = ByteBuffer.allocate((end - start) * width).order(ByteOrder.LITTLE_ENDIAN);
    if (isInt) {
      for (int i = start; i < end; i++) {
        bytes.putInt((int) from[i]);
      }
    } else {
      bytes.asLongBuffer().put(from, start, end - start);
    }
    return BytesInput.from(bytes.array());
  }
}
