package io.financeanalytics.costing;

import io.financeanalytics.TextIndex;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Finds the newest right row in all parts. */
final class AsOfSearch {

  /** What stands for no row. */
  static final long NOWHERE = -1;

  private static final int NONE = -1;

  private final Comparator<InternalRow> byWish;

  /** A right row that counts is not older than this, in the unit of times. */
  private final long tolerance;

  /** The keys of all parts. */
  private final TextIndex keys = new TextIndex();

  /** By their number, the first of the entries that say which parts have them. */
  private int[] entries = new int[0];

  private final AsOfPart[] partOf;
  private final int[] keyInPart;
  private final int[] nextEntry;

  private final UnsafeRow found;
  private final UnsafeRow other;

  AsOfSearch(List<AsOfPart> parts, Comparator<InternalRow> byWish, long tolerance) {
    this.byWish = byWish;
    this.tolerance = tolerance;
    this.found = parts.isEmpty() ? null : parts.get(0).pointer();
    this.other = parts.isEmpty() ? null : parts.get(0).pointer();
    int all = parts.stream().mapToInt(AsOfPart::keys).sum();
    this.partOf = new AsOfPart[all];
    this.keyInPart = new int[all];
    this.nextEntry = new int[all];
    int entry = 0;
    for (AsOfPart part : parts) {
      for (int key = 0; key < part.keys(); key++) {
        add(entry++, part, key);
      }
    }
  }

  private void add(int entry, AsOfPart part, int keyOfPart) {
    int key = keys.take(part.keys(keyOfPart));
    if (key >= entries.length) {
      int before = entries.length;
      entries = Arrays.copyOf(entries, Math.max(64, 2 * before));
      Arrays.fill(entries, before, entries.length, NONE);
    }
    partOf[entry] = part;
    keyInPart[entry] = keyOfPart;
    nextEntry[entry] = entries[key];
    entries[key] = entry;
  }

  /** The number of keys; {@link TextIndex#NONE} if no right row has them. */
  int number(UTF8String keysOfRow) {
    return keys.find(keysOfRow);
  }

  /** A time near those that {@link #newest} will look at. */
  long timeNearby(int key, long time) {
    int entry = entries[key];
    return partOf[entry].timeNearby(keyInPart[entry], time);
  }

  /**
   * Where the newest right row with the keys of a number at or before a time is; {@link #NOWHERE}
   * if there is none.
   */
  long newest(int key, long time) {
    int bestEntry = NONE;
    int bestRow = AsOfPart.NONE;
    for (int entry = entries[key]; entry != NONE; entry = nextEntry[entry]) {
      int row = partOf[entry].newest(keyInPart[entry], time);
      if (row != AsOfPart.NONE
          && (bestEntry == NONE || isBetter(partOf[entry], row, partOf[bestEntry], bestRow))) {
        bestEntry = entry;
        bestRow = row;
      }
    }
    boolean counts = bestEntry != NONE && time - partOf[bestEntry].time(bestRow) <= tolerance;
    return counts ? (long) bestEntry << Integer.SIZE | bestRow : NOWHERE;
  }

  /** The row that is there; valid until the next one is asked for. */
  InternalRow row(long where) {
    partOf[(int) (where >>> Integer.SIZE)].point(found, (int) where);
    return found;
  }

  private boolean isBetter(AsOfPart part, int row, AsOfPart than, int thanRow) {
    if (part.time(row) != than.time(thanRow)) {
      return part.time(row) > than.time(thanRow);
    }
    part.point(found, row);
    than.point(other, thanRow);
    return byWish.compare(found, other) < 0;
  }
}
