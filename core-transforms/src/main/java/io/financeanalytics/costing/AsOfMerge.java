package io.financeanalytics.costing;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.types.StructType;

/**
 * Reads left and right rows in one line, ordered by place, and gives every left row the newest
 * right row of its keys. A place is a number made of a hash of the keys, the time and the side, in
 * this order. Different keys may have one hash and, where times are finer than places, different
 * times one place: keys and times themselves decide.
 *
 * @param input the rows' columns, of which the first are the keys
 * @param keys how many columns are keys
 * @param timeAt the column of the time as a whole number
 * @param placeAt the column of the place; null in a left row that can match nothing
 * @param timeBits how many bits of a place are below the hash
 * @param tieBreakers the columns that decide between right rows of one time, the wanted one first
 * @param tolerance how long a right row counts
 * @param output the result's columns
 * @param ordinals where they stand in a left row followed by a right row
 */
record AsOfMerge(
    StructType input,
    int keys,
    int timeAt,
    int placeAt,
    int timeBits,
    List<TieBreaker> tieBreakers,
    Tolerance tolerance,
    StructType output,
    List<Integer> ordinals)
    implements Serializable {

  /** The bit of a place that left rows have: of one place, right rows come first. */
  static final long LEFT = 1;

  /** The result for rows in order of their places; its row is reused. */
  Iterator<InternalRow> merge(Iterator<InternalRow> rows) {
    return new Lines(rows);
  }

  /** The newest right rows of one combination of keys, by time; more than one only in a place. */
  private static final class History {

    private final List<InternalRow> rows = new ArrayList<>(2);
    private long place;

    InternalRow last() {
      return rows.get(rows.size() - 1);
    }
  }

  private final class Lines implements Iterator<InternalRow> {

    private final Iterator<InternalRow> rows;
    private final InterpretedOrdering byKeys = RowColumns.byFirst(input, keys);
    private final InterpretedOrdering byWish = RowColumns.byWish(input, tieBreakers);
    private final InternalRow noMatch = new GenericInternalRow(input.length());
    private final JoinedRow joined = new JoinedRow();
    private final ProjectingInternalRow result =
        new ProjectingInternalRow(output, RowColumns.seq(List.<Object>copyOf(ordinals)));

    /** Of the keys that have the current hash. */
    private final List<History> histories = new ArrayList<>();

    private long hash;
    private boolean ready;

    Lines(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (!ready && rows.hasNext()) {
        InternalRow row = rows.next();
        if (row.isNullAt(placeAt)) {
          give(row, noMatch);
        } else if ((row.getLong(placeAt) & LEFT) == LEFT) {
          give(row, newest(row));
        } else {
          remember(row);
        }
      }
      return ready;
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      ready = false;
      return result;
    }

    private void give(InternalRow left, InternalRow right) {
      result.project(joined.apply(left, right));
      ready = true;
    }

    private InternalRow newest(InternalRow left) {
      History history = history(left);
      int i = history == null ? -1 : history.rows.size() - 1;
      while (i >= 0 && time(history.rows.get(i)) > time(left)) {
        i--;
      }
      boolean counts = i >= 0 && tolerance.covers(time(history.rows.get(i)), time(left));
      return counts ? history.rows.get(i) : noMatch;
    }

    private void remember(InternalRow right) {
      History history = history(right);
      if (history == null) {
        history = new History();
        histories.add(history);
      } else if (history.place != right.getLong(placeAt)) {
        // Of the places before, only the latest row can still be the newest of a left row.
        InternalRow latest = history.last();
        history.rows.clear();
        history.rows.add(latest);
      }
      history.place = right.getLong(placeAt);
      int i = history.rows.size();
      while (i > 0 && time(history.rows.get(i - 1)) > time(right)) {
        i--;
      }
      boolean sameTime = i > 0 && time(history.rows.get(i - 1)) == time(right);
      if (!sameTime) {
        history.rows.add(i, right.copy());
      } else if (byWish.compare(right, history.rows.get(i - 1)) < 0) {
        history.rows.set(i - 1, right.copy());
      }
    }

    /** What is known of the row's keys, or null. */
    private History history(InternalRow row) {
      long hashOfRow = row.getLong(placeAt) >> timeBits;
      if (hashOfRow != hash) {
        histories.clear();
        hash = hashOfRow;
      }
      for (History history : histories) {
        if (byKeys.compare(history.last(), row) == 0) {
          return history;
        }
      }
      return null;
    }

    private long time(InternalRow row) {
      return row.getLong(timeAt);
    }
  }
}
