package io.financeanalytics.parquet;

import java.util.Arrays;

/** Gives the different numbers of a column ids from 0 on, if there are few. */
final class NumberDictionary {

  /** With more numbers than this, a dictionary saves no room. */
  private static final int MOST = 1 << 15;

  private static final int SLOTS = MOST * 2;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Ids plus one by the number's hash; 0 where there is none. */
  private int[] slots;

  private long[] numbers;
  private int size;

  /**
   * The ids of the first {@code count} numbers, or null when there are none or too many different
   * ones.
   */
  int[] idsOf(long[] column, int count) {
    if (slots == null) {
      slots = new int[SLOTS];
      numbers = new long[MOST];
    }
    Arrays.fill(slots, 0);
    size = 0;
    int[] ids = new int[count];
    for (int i = 0; i < count; i++) {
      boolean isRepeated = i > 0 && column[i] == column[i - 1];
      int id = isRepeated ? ids[i - 1] : idOf(column[i]);
      if (id < 0) {
        return null;
      }
      ids[i] = id;
    }
    return count == 0 ? null : ids;
  }

  /** The numbers by their ids; only the first {@link #size} count. */
  long[] numbers() {
    return numbers;
  }

  int size() {
    return size;
  }

  private int idOf(long number) {
    int slot = (int) ((number * MIX) >>> 48) & (SLOTS - 1);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (numbers[id] == number) {
        return id;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (size == MOST) {
      return -1;
    }
    numbers[size] = number;
    slots[slot] = ++size;
    return size - 1;
  }
}
