package io.financeanalytics;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Different texts, each with a number: 0 for the first one taken, then 1 and so on. They lie in a
 * few arrays, because a map of objects would be waited for at every step from one object to the
 * next. It holds a gigabyte of texts at most.
 */
public final class TextIndex implements Serializable {

  /** What stands for the number of a text that was not taken. */
  public static final int NONE = -1;

  private static final long serialVersionUID = 1L;
  private static final int FIRST_SLOTS = 64;
  private static final int FIRST_TEXTS = 32;
  private static final int FIRST_BYTES = 1 << 10;
  private static final int MOST_BYTES = 1 << 30;

  /**
   * By the text's hash: the hash in the upper half, below it the text's number and one; 0 where
   * there is no text. At most half are taken.
   */
  private long[] slots = new long[FIRST_SLOTS];

  /** By the text's number, the index after its last byte in {@link #bytes}. */
  private int[] ends = new int[FIRST_TEXTS];

  /** The texts one after the other. */
  private byte[] bytes = new byte[FIRST_BYTES];

  /** How many texts there are. */
  private int size;

  /** Without any text. */
  public TextIndex() {
    this.size = 0;
  }

  /** {@return how many texts were taken} */
  public int size() {
    return size;
  }

  /**
   * {@return the number of a text; {@link #NONE} when it was not taken}
   *
   * @param text the text
   */
  public int find(UTF8String text) {
    return number(slots[slotOf(text, TextHash.of(text))]);
  }

  /**
   * {@return the number of a text, which is taken if it was not before}
   *
   * @param text the text, of which a copy is kept
   * @throws IllegalStateException when the texts are too large in all
   */
  public int take(UTF8String text) {
    int hash = TextHash.of(text);
    int slot = slotOf(text, hash);
    if (slots[slot] == 0) {
      add(text);
      slots[slot] = (long) hash << Integer.SIZE | size;
      if (size * 2 > slots.length) {
        grow();
      }
      return size - 1;
    }
    return number(slots[slot]);
  }

  /**
   * {@return the text of a number}
   *
   * @param number its number
   */
  public UTF8String text(int number) {
    int start = start(number);
    return UTF8String.fromBytes(bytes, start, ends[number] - start);
  }

  /**
   * {@return whether a text is that of a number}
   *
   * @param number the number of a text that was taken
   * @param text the text
   */
  public boolean is(int number, UTF8String text) {
    int start = start(number);
    int length = ends[number] - start;
    return length == text.numBytes()
        && ByteArrayMethods.arrayEquals(
            bytes,
            (long) Platform.BYTE_ARRAY_OFFSET + start,
            text.getBaseObject(),
            text.getBaseOffset(),
            length);
  }

  private int start(int number) {
    return number == 0 ? 0 : ends[number - 1];
  }

  private static int number(long slot) {
    return (int) slot - 1;
  }

  /** The slot that holds a text, or the free one where it would be. */
  private int slotOf(UTF8String text, int hash) {
    int slot = hash & (slots.length - 1);
    while (slots[slot] != 0
        && ((int) (slots[slot] >>> Integer.SIZE) != hash || !is(number(slots[slot]), text))) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private void add(UTF8String text) {
    int start = size == 0 ? 0 : ends[size - 1];
    long end = (long) start + text.numBytes();
    if (end > MOST_BYTES) {
      throw new IllegalStateException(
          "An index of texts holds at most " + MOST_BYTES + " bytes, not " + end);
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MOST_BYTES, Math.max(end, bytes.length * 2L)));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
    }
    text.writeToMemory(bytes, (long) Platform.BYTE_ARRAY_OFFSET + start);
    ends[size++] = (int) end;
  }

  private void grow() {
    long[] taken = slots;
    slots = new long[taken.length * 2];
    for (long text : taken) {
      if (text != 0) {
        int slot = (int) (text >>> Integer.SIZE) & (slots.length - 1);
        while (slots[slot] != 0) {
          slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = text;
      }
    }
  }
}
