package io.financeanalytics.parquet;

import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;

/** Gives the different texts of a column ids from 0 on, as long as they occur again and again. */
final class TextDictionary {

  /** With more texts than this, a dictionary saves no room. */
  private static final int MOST = 1 << 15;

  private static final int SLOTS = MOST * 2;

  /** After so many texts it is clear whether they occur again. */
  private static final int TRIAL = 8192;

  /** Ids plus one by the text's hash; 0 where there is none. */
  private final int[] slots = new int[SLOTS];

  private final Texts texts = new Texts();
  private int last;

  /**
   * The id of a text, or -1 when it has none and a dictionary is not worth its while.
   *
   * @param seen how many texts there were before
   */
  int idOf(UTF8String text, int seen) {
    int size = texts.size();
    if (size > 0 && texts.equal(last, text)) {
      return last;
    }
    int slot = text.hashCode() & (SLOTS - 1);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (texts.equal(id, text)) {
        last = id;
        return id;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    boolean hardlyRepeats = seen >= TRIAL && size > seen / 2;
    if (size == MOST || hardlyRepeats) {
      return -1;
    }
    texts.add(text);
    slots[slot] = size + 1;
    last = size;
    return size;
  }

  Texts texts() {
    return texts;
  }

  int bytes() {
    return texts.bytes();
  }

  void clear() {
    Arrays.fill(slots, 0);
    texts.clear();
    last = 0;
  }
}
