package io.financeanalytics.costing;

import io.financeanalytics.TextIndex;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A part of the right rows of an as-of join in memory: for every combination of keys its rows by
 * time, of one time only the wanted one.
 */
final class AsOfPart {

  /** What stands for no row. */
  static final int NONE = -1;

  private final TextIndex keys;
  private final TimedRows rows;

  /** By the number of a combination of keys, its first row; its last is before the next one's. */
  private final int[] starts;

  /** The times of those rows, side by side, so that a search need not look at the rows. */
  private final long[] bounds;

  AsOfPart(TextIndex keys, TimedRows rows, int[] starts) {
    this.keys = keys;
    this.rows = rows;
    this.starts = starts;
    this.bounds = new long[2 * keys.size()];
    for (int key = 0; key < keys.size(); key++) {
      bounds[2 * key] = rows.time(starts[key]);
      bounds[2 * key + 1] = rows.time(starts[key + 1] - 1);
    }
  }

  /** How many combinations of keys there are; they have the numbers below. */
  int keyCount() {
    return keys.size();
  }

  /** The keys of a number. */
  UTF8String keysOf(int number) {
    return keys.text(number);
  }

  /**
   * The newest row of a combination of keys at or before a time; {@link #NONE} if there is none.
   * Costs change at more or less even intervals, so the search begins where the row would then be;
   * it needs few steps if that is so, and twice those of a binary search at most.
   */
  int newest(int key, long time) {
    long first = bounds[2 * key];
    long last = bounds[2 * key + 1];
    if (time < first) {
      return NONE;
    }
    int low = starts[key];
    int high = starts[key + 1] - 1;
    if (time >= last) {
      return high;
    }
    // From here on, the row at low is not later than the time, and the row at high is.
    int guess = guess(key, time);
    int step = 1;
    if (rows.time(guess) <= time) {
      low = guess;
      while (high - low > step && rows.time(low + step) <= time) {
        low += step;
        step *= 2;
      }
      high = Math.min(high, low + step);
    } else {
      high = guess;
      while (high - low > step && rows.time(high - step) > time) {
        high -= step;
        step *= 2;
      }
      low = Math.max(low, high - step);
    }
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (rows.time(middle) <= time) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * The time of a row near the one that {@link #newest} will find. Who asks for many before the
   * first search waits for memory once, not once for each.
   */
  long timeNearby(int key, long time) {
    return rows.time(guess(key, time));
  }

  /** A row but the last that would be the newest if times were even; for times between them. */
  private int guess(int key, long time) {
    double first = bounds[2 * key];
    double part = (time - first) / (bounds[2 * key + 1] - first);
    int low = starts[key];
    int high = starts[key + 1] - 1;
    return Math.max(low, Math.min(high - 1, low + (int) (part * (high - low))));
  }

  long time(int row) {
    return rows.time(row);
  }

  /** A row to be pointed at one of these. */
  UnsafeRow pointer() {
    return rows.pointer();
  }

  /** Points a row at the one of a number. */
  void point(UnsafeRow pointer, int row) {
    rows.point(pointer, row);
  }
}
