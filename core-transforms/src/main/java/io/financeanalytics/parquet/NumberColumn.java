package io.financeanalytics.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
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

  /** The numbers, or, while there is a dictionary, nothing. */
  private long[] numbers = new long[0];

  /** References to the dictionary while there is one. */
  private int[] ids = new int[FIRST_CAPACITY];

  private boolean inDictionary = true;
  private int size;

  NumberColumn(DataType type, int column, ColumnDescriptor descriptor) {
    super(column, descriptor);
    this.isInt = type instanceof IntegerType || type instanceof DateType;
    this.decimal = type instanceof DecimalType isDecimal ? isDecimal : null;
  }

  @Override
  long bytes() {
    return inDictionary ? (long) size * Integer.BYTES : (long) size * Long.BYTES;
  }

  @Override
  void addValue(InternalRow row, int column) {
    add(number(row, column));
  }

  private long number(InternalRow row, int column) {
    if (isInt) {
      return row.getInt(column);
    }
    // Spark's own rows hold a decimal of at most 18 digits as the number of its units.
    return decimal == null || row instanceof UnsafeRow
        ? row.getLong(column)
        : row.getDecimal(column, decimal.precision(), decimal.scale()).toUnscaledLong();
  }

  private void add(long number) {
    if (inDictionary) {
      int id = dictionary.idOf(number);
      if (id >= 0) {
        ids = size == ids.length ? Arrays.copyOf(ids, size * 2) : ids;
        ids[size++] = id;
        return;
      }
      leaveDictionary();
    }
    numbers = size == numbers.length ? Arrays.copyOf(numbers, size * 2) : numbers;
    numbers[size++] = number;
  }

  private void leaveDictionary() {
    if (numbers.length < ids.length) {
      numbers = new long[ids.length];
    }
    for (int i = 0; i < size; i++) {
      numbers[i] = dictionary.number(ids[i]);
    }
    inDictionary = false;
  }

  @Override
  void writeDictionary(PageWriter pages) throws IOException {
    if (inDictionary && size > 0) {
      pages.dictionary(plain(dictionary.numbers(), 0, dictionary.size()), dictionary.size());
    }
  }

  @Override
  BytesInput values(int from, int to) throws IOException {
    return isReferring()
        ? PageWriter.references(ids, from, to, dictionary.size())
        : plain(numbers, from, to);
  }

  @Override
  Encoding encoding() {
    return isReferring() ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  @Override
  void describe(int from, int to, Statistics<?> statistics) {
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      long number = inDictionary ? dictionary.number(ids[i]) : numbers[i];
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
    }
    if (from < to) {
      update(statistics, least);
      update(statistics, greatest);
    }
  }

  @Override
  void clear() {
    dictionary.clear();
    inDictionary = true;
    size = 0;
  }

  private boolean isReferring() {
    return inDictionary && size > 0;
  }

  private void update(Statistics<?> statistics, long number) {
    if (isInt) {
      statistics.updateStats((int) number);
    } else {
      statistics.updateStats(number);
    }
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
