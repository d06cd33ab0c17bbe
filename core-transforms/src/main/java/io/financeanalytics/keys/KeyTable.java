package io.financeanalytics.keys;

import io.financeanalytics.TextHash;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A key table in memory, for code that looks up the key of one row after another. It lies in a few
 * arrays, because a map of objects would be waited for at every step from one object to the next.
 */
public final class KeyTable implements Serializable {

  /** What stands for a member that the key table lacks; no key has this number. */
  public static final int MISSING = 0;

  private static final long serialVersionUID = 1L;
  private static final UTF8String UNKNOWN_IN_LOWER_CASE =
      UTF8String.fromString(NaturalKey.UNKNOWN).toLowerCase();
  private static final int FIRST_BYTES = 1 << 10;

  /** By the member's hash, its number from 1 on; 0 where there is none. At most half are taken. */
  private final int[] slots;

  /** By the member's number. */
  private final int[] keys;

  /** By the member's number, the index after its last byte in {@link #texts}. */
  private final int[] ends;

  private byte[] texts = new byte[FIRST_BYTES];

  /**
   * A key table.
   *
   * @param rows its rows in Spark's own form, with the columns of {@link SurrogateKeys#SCHEMA}; no
   *     member occurs twice
   */
  public KeyTable(List<InternalRow> rows) {
    this.slots = new int[Math.max(2, Integer.highestOneBit(rows.size()) * 4)];
    this.keys = new int[rows.size() + 1];
    this.ends = new int[rows.size() + 1];
    int number = 0;
    for (InternalRow row : rows) {
      add(++number, row.getUTF8String(0), row.getInt(1));
    }
  }

  /**
   * {@return the key of the member with an identifier, as {@link SurrogateKeys#withKey} gives it;
   * {@link #MISSING} when the table lacks it}
   *
   * @param identifier the identifier as delivered; null and {@code Unknown} mean the unknown member
   */
  public int keyOf(UTF8String identifier) {
    return isUnknown(identifier) ? SurrogateKeys.UNKNOWN_KEY : keys[slots[slotOf(identifier)]];
  }

  private static boolean isUnknown(UTF8String identifier) {
    return identifier == null
        || (identifier.numBytes() == UNKNOWN_IN_LOWER_CASE.numBytes()
            && identifier.toLowerCase().equals(UNKNOWN_IN_LOWER_CASE));
  }

  private void add(int number, UTF8String member, int key) {
    int start = ends[number - 1];
    int end = start + member.numBytes();
    texts = end > texts.length ? Arrays.copyOf(texts, Math.max(end, texts.length * 2)) : texts;
    member.writeToMemory(texts, (long) Platform.BYTE_ARRAY_OFFSET + start);
    ends[number] = end;
    keys[number] = key;
    slots[slotOf(member)] = number;
  }

  /** The slot that holds a member, or the free one where it would be. */
  private int slotOf(UTF8String member) {
    int slot = TextHash.of(member) & (slots.length - 1);
    while (slots[slot] != 0 && !isNamed(slots[slot], member)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean isNamed(int number, UTF8String member) {
    int start = ends[number - 1];
    int length = ends[number] - start;
    return length == member.numBytes()
        && ByteArrayMethods.arrayEquals(
            texts,
            (long) Platform.BYTE_ARRAY_OFFSET + start,
            member.getBaseObject(),
            member.getBaseOffset(),
            length);
  }
}
