package io.financeanalytics.costing;

import java.util.Comparator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Finds the newest right row in all parts; for one task. */
final class AsOfSearch {

  /** What stands for no row. */
  static final long NOWHERE = -1;

  private final AsOfParts parts;
  private final Comparator<InternalRow> byWish;

  private final Tolerance tolerance;

  private final UnsafeRow found;
  private final UnsafeRow other;

  AsOfSearch(AsOfParts parts, int columns, Comparator<InternalRow> byWish, Tolerance tolerance) {
    this.parts = parts;
    this.byWish = byWish;
    this.tolerance = tolerance;
    this.found = new UnsafeRow(columns);
    this.other = new UnsafeRow(columns);
  }

  /** What the searches for keys begin with; {@link AsOfParts#NONE} if no right row has them. */
  int entry(UTF8String keys) {
    return parts.entry(keys);
  }

  /** A time near those that {@link #newest} will look at. */
  long timeNearby(int entry, long time) {
    return parts.part(entry).timeNearby(parts.key(entry), time);
  }

  /**
   * Where the newest right row with the keys of an entry at or before a time is; {@link #NOWHERE}
   * if there is none.
   */
  long newest(int firstEntry, long time) {
    int entry = AsOfParts.NONE;
    int row = AsOfPart.NONE;
    for (int each = firstEntry; each != AsOfParts.NONE; each = parts.next(each)) {
      int candidate = parts.part(each).newest(parts.key(each), time);
      if (candidate != AsOfPart.NONE
          && (row == AsOfPart.NONE
              || isBetter(parts.part(each), candidate, parts.part(entry), row))) {
        entry = each;
        row = candidate;
      }
    }
    boolean counts = row != AsOfPart.NONE && tolerance.covers(parts.part(entry).time(row), time);
    return counts ? (long) entry << Integer.SIZE | row : NOWHERE;
  }

  /** The row that is there; valid until the next one is asked for. */
  InternalRow row(long where) {
    parts.part((int) (where >>> Integer.SIZE)).point(found, (int) where);
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
