package io.financeanalytics.parquet;

import java.util.Arrays;

/** Gives the different numbers of a column ids from 0 on, as long as there are few. */
final class NumberDictionary {

  /** With more numbers than this, a dictionary saves no room. */
  private static final int MOST = 1 << 15;

  private static final int SLOTS = MOST * 2;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Ids plus one by the number's hash; 0 where there is none. */
  private final int[] slots = new int[SLOTS];

  private final long[] numbers = new long[MOST];
  private int size;
  private int last;

  /** The id of a number, or -1 when it has none and there is no room. */
  int idOf(long number) {
    if (size > 0 && numbers[last] == number) {
      return last;
    }
    int slot = (int) ((number * MIX) >>> 48) & (SLOTS - 1);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (numbers[id] == number) {
        last = id;
        return id;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (size == MOST) {
      return -1;
    }
    numbers[size] = number;
    slots[slot] = size + 1;
    last = size;
    return size++;
  }

  long number(int id) {
    return numbers[id];
  }

  /** The numbers by their ids; only the first {@link #size} count. */
  long[] numbers() {
    return numbers;
  }

  int size() {
    return size;
  }

  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
    last = 0;
  }
}
