package io.financeanalytics.costing;

import io.financeanalytics.RowBlock;
import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.types.StructType;

/**
 * Puts right rows in memory and gives every left row the newest one of its keys.
 *
 * @param keys the names of the keys, which both sides have
 * @param left the left rows' columns
 * @param leftTime which of them is the time
 * @param right the right rows' columns
 * @param rightTime which of them is the time
 * @param values the right columns that are kept
 * @param tieBreakers what decides between right rows of one time, by columns that are kept
 * @param tolerance how long a right row counts
 * @param output the result's columns
 * @param ordinals where they stand in a left row followed by the kept columns
 */
record AsOfLookup(
    List<String> keys,
    StructType left,
    String leftTime,
    StructType right,
    String rightTime,
    List<String> values,
    List<TieBreaker> tieBreakers,
    Tolerance tolerance,
    StructType output,
    List<Integer> ordinals)
    implements Serializable {

  /** More would not be in the processor's cache any more when their right rows are read. */
  private static final int ROWS_AT_ONCE = 256;

  /** Puts right rows in memory. */
  AsOfPart part(Iterator<RowBlock> rows) {
    return new AsOfPartBuilder(
            new KeyAndTime(right, keys, rightTime),
            RowColumns.projection(right, values),
            kept(),
            byWish())
        .build(rows);
  }

  /** The result for left rows, given all right ones; its row is reused. */
  Iterator<InternalRow> join(Iterator<RowBlock> rows, AsOfParts parts) {
    return new Joined(rows, new AsOfSearch(parts, values.size(), byWish(), tolerance));
  }

  private StructType kept() {
    StructType kept = new StructType();
    for (String value : values) {
      kept = kept.add(right.apply(value));
    }
    return kept;
  }

  private Comparator<InternalRow> byWish() {
    return RowColumns.byWish(kept(), tieBreakers);
  }

  private final class Joined implements Iterator<InternalRow> {

    private final Iterator<RowBlock> blocks;
    private final AsOfSearch search;
    private final KeyAndTime keyAndTime = new KeyAndTime(left, keys, leftTime);
    private final InternalRow noMatch = new GenericInternalRow(values.size());
    private final JoinedRow joined = new JoinedRow();
    private final ProjectingInternalRow result =
        new ProjectingInternalRow(output, RowColumns.seq(List.<Object>copyOf(ordinals)));

    private RowBlock block = new RowBlock(0, none -> noMatch);
    private int next;

    /** From this row of the block on, for so many rows there are answers. */
    private int first;

    private int answers;

    /** Of those rows, the first entry of their keys, their time, and where their right row is. */
    private final int[] entries = new int[ROWS_AT_ONCE];

    private final long[] times = new long[ROWS_AT_ONCE];
    private final long[] newest = new long[ROWS_AT_ONCE];

    /** Read only so that it is near; were it kept nowhere, it would not be read at all. */
    @SuppressWarnings("UnusedVariable")
    private long nearby;

    Joined(Iterator<RowBlock> blocks, AsOfSearch search) {
      this.blocks = blocks;
      this.search = search;
    }

    @Override
    public boolean hasNext() {
      while (next == block.size() && blocks.hasNext()) {
        block = blocks.next();
        next = 0;
        first = 0;
        answers = 0;
      }
      return next < block.size();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (next == first + answers) {
        searchAhead();
      }
      long found = newest[next - first];
      InternalRow right = found == AsOfSearch.NOWHERE ? noMatch : search.row(found);
      result.project(joined.apply(block.row().apply(next), right));
      next++;
      return result;
    }

    /**
     * Searches for some rows at once. A search waits for memory; those of many rows overlap if they
     * begin before the first of them depends on what it reads.
     */
    private void searchAhead() {
      first = next;
      answers = Math.min(ROWS_AT_ONCE, block.size() - first);
      for (int i = 0; i < answers; i++) {
        InternalRow row = block.row().apply(first + i);
        entries[i] = AsOfParts.NONE;
        if (keyAndTime.canMatch(row)) {
          entries[i] = search.entry(keyAndTime.keysOf(row));
          times[i] = keyAndTime.timeOf(row);
        }
      }
      for (int i = 0; i < answers; i++) {
        if (entries[i] != AsOfParts.NONE) {
          nearby ^= search.timeNearby(entries[i], times[i]);
        }
      }
      for (int i = 0; i < answers; i++) {
        newest[i] =
            entries[i] == AsOfParts.NONE ? AsOfSearch.NOWHERE : search.newest(entries[i], times[i]);
      }
    }
  }
}
