package io.financeanalytics.costing;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * Rows in memory, each with a time, found by their number. They lie one after the other in arrays,
 * behind their times: a search ends where the row is, and waits for memory once. Rows of columns
 * whose length varies lie in pages, and the arrays say where.
 */
final class TimedRows {

  private static final int FIRST_ROWS = 1 << 8;
  private static final int ROWS_OF_ARRAY = 1 << 16;

  private final int columns;

  /** How many words of eight bytes a row has; 0 where that varies. */
  private final int wordsOfRow;

  /** How many words there are for each row. */
  private final int stride;

  private final RowPages pages;

  /** All but the last have {@link #ROWS_OF_ARRAY} rows. */
  private long[][] arrays;

  private int size;

  TimedRows(StructType schema) {
    this(schema.length(), words(schema), new RowPages());
  }

  private TimedRows(int columns, int wordsOfRow, RowPages pages) {
    this.columns = columns;
    this.wordsOfRow = wordsOfRow;
    this.stride = 1 + Math.max(1, wordsOfRow);
    this.pages = pages;
    this.arrays = new long[][] {new long[FIRST_ROWS * stride]};
  }

  private static int words(StructType schema) {
    boolean isFixed =
        Arrays.stream(schema.fields()).allMatch(field -> UnsafeRow.isFixedLength(field.dataType()));
    return isFixed
        ? UnsafeRow.calculateBitSetWidthInBytes(schema.length()) / Long.BYTES + schema.length()
        : 0;
  }

  /** A row to be pointed at one of these. */
  UnsafeRow pointer() {
    return new UnsafeRow(columns);
  }

  int size() {
    return size;
  }

  long time(int row) {
    return array(row)[word(row)];
  }

  /** Takes a copy of a row. */
  void add(long time, UnsafeRow row) {
    makeRoom();
    long[] array = array(size);
    int word = word(size);
    array[word] = time;
    if (wordsOfRow == 0) {
      array[word + 1] = pages.add(row);
    } else {
      Platform.copyMemory(
          row.getBaseObject(), row.getBaseOffset(), array, offset(word + 1), row.getSizeInBytes());
    }
    size++;
  }

  /** Points a row at the one of a number. */
  void point(UnsafeRow pointer, int row) {
    long[] array = array(row);
    int word = word(row) + 1;
    if (wordsOfRow == 0) {
      pages.point(pointer, (int) array[word]);
    } else {
      pointer.pointTo(array, offset(word), wordsOfRow * Long.BYTES);
    }
  }

  /** The first rows of an order; the pages belong to both. */
  TimedRows select(int[] order, int count) {
    TimedRows selected = new TimedRows(columns, wordsOfRow, pages);
    for (int i = 0; i < count; i++) {
      selected.makeRoom();
      System.arraycopy(
          array(order[i]),
          word(order[i]),
          selected.array(selected.size),
          word(selected.size),
          stride);
      selected.size++;
    }
    return selected;
  }

  private void makeRoom() {
    int last = arrays.length - 1;
    int free = (last * ROWS_OF_ARRAY - size) * stride + arrays[last].length;
    if (free > 0) {
      return;
    }
    if (arrays[last].length < ROWS_OF_ARRAY * stride) {
      arrays[last] = Arrays.copyOf(arrays[last], 2 * arrays[last].length);
    } else {
      arrays = Arrays.copyOf(arrays, arrays.length + 1);
      arrays[last + 1] = new long[ROWS_OF_ARRAY * stride];
    }
  }

  private long[] array(int row) {
    return arrays[row / ROWS_OF_ARRAY];
  }

  private int word(int row) {
    return row % ROWS_OF_ARRAY * stride;
  }

  private static long offset(int word) {
    return Platform.LONG_ARRAY_OFFSET + (long) word * Long.BYTES;
  }
}
