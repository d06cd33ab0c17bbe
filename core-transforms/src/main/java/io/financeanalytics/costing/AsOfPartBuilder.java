package io.financeanalytics.costing;

import io.financeanalytics.RowBlock;
import io.financeanalytics.TextIndex;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.array.LongArray;
import org.apache.spark.unsafe.memory.MemoryBlock;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.collection.unsafe.sort.RadixSort;

/**
 * Puts right rows in order. Those that come by keys and time, as cost sheets do, stay as they are.
 */
final class AsOfPartBuilder {

  private static final int NONE = -1;
  private static final int FIRST_ROWS = 1 << 10;

  private final KeyAndTime keyAndTime;
  private final UnsafeProjection values;
  private final Comparator<InternalRow> byWish;

  private final TextIndex keys = new TextIndex();
  private final TimedRows rows;

  /** By the number of a row, that of its keys. */
  private int[] keyOf = new int[FIRST_ROWS];

  private boolean isInOrder = true;

  AsOfPartBuilder(
      KeyAndTime keyAndTime,
      UnsafeProjection values,
      StructType valueColumns,
      Comparator<InternalRow> byWish) {
    this.keyAndTime = keyAndTime;
    this.values = values;
    this.rows = new TimedRows(valueColumns);
    this.byWish = byWish;
  }

  /** All of the rows that can match. */
  AsOfPart build(Iterator<RowBlock> blocks) {
    int key = NONE;
    while (blocks.hasNext()) {
      RowBlock block = blocks.next();
      for (int i = 0; i < block.size(); i++) {
        InternalRow row = block.row().apply(i);
        if (keyAndTime.canMatch(row)) {
          key = add(row, key);
        }
      }
    }
    return isInOrder ? part(rows, keyOf) : sorted();
  }

  /** Takes a row; the number of its keys, given that of the row before. */
  private int add(InternalRow row, int keyBefore) {
    UTF8String text = keyAndTime.keysOf(row);
    long time = keyAndTime.timeOf(row);
    int key = keyBefore;
    if (keyBefore != NONE && keys.is(keyBefore, text)) {
      isInOrder &= rows.time(rows.size() - 1) < time;
    } else {
      int known = keys.size();
      key = keys.take(text);
      isInOrder &= key == known;
    }
    if (rows.size() == keyOf.length) {
      keyOf = Arrays.copyOf(keyOf, 2 * rows.size());
    }
    keyOf[rows.size()] = key;
    rows.add(time, values.apply(row));
    return key;
  }

  private AsOfPart sorted() {
    int[] order = byKey(byTime());
    int count = withoutUnwanted(order);
    int[] keyOfSorted = new int[count];
    for (int i = 0; i < count; i++) {
      keyOfSorted[i] = keyOf[order[i]];
    }
    return part(rows.select(order, count), keyOfSorted);
  }

  private int[] byTime() {
    int count = rows.size();
    LongArray pairs =
        new LongArray(MemoryBlock.fromLongArray(new long[Math.multiplyExact(4, count)]));
    for (int i = 0; i < count; i++) {
      pairs.set(2 * i, i);
      pairs.set(2 * i + 1, rows.time(i));
    }
    int start = RadixSort.sortKeyPrefixArray(pairs, 0, count, 0, Long.BYTES - 1, false, true);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = (int) pairs.get(start + 2 * i);
    }
    return order;
  }

  /** Rows in another order by their keys; those of the same keys stay in theirs. */
  private int[] byKey(int[] order) {
    int[] next = starts(keyOf, rows.size());
    int[] sorted = new int[order.length];
    for (int row : order) {
      sorted[next[keyOf[row]]++] = row;
    }
    return sorted;
  }

  /** Moves the rows that are wanted to the front; how many they are. */
  private int withoutUnwanted(int[] order) {
    UnsafeRow wanted = rows.pointer();
    UnsafeRow other = rows.pointer();
    int count = 0;
    for (int row : order) {
      int last = count == 0 ? NONE : order[count - 1];
      if (last == NONE || keyOf[last] != keyOf[row] || rows.time(last) != rows.time(row)) {
        order[count++] = row;
      } else {
        rows.point(wanted, last);
        rows.point(other, row);
        if (byWish.compare(other, wanted) < 0) {
          order[count - 1] = row;
        }
      }
    }
    return count;
  }

  private AsOfPart part(TimedRows inOrder, int[] keyOfRow) {
    return new AsOfPart(keys, inOrder, starts(keyOfRow, inOrder.size()));
  }

  /** By the number of keys, how many rows there are of lower ones. */
  private int[] starts(int[] keyOfRow, int count) {
    int[] starts = new int[keys.size() + 1];
    for (int i = 0; i < count; i++) {
      starts[keyOfRow[i] + 1]++;
    }
    for (int key = 0; key < keys.size(); key++) {
      starts[key + 1] += starts[key];
    }
    return starts;
  }
}
