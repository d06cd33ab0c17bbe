package io.financeanalytics.parquet;

import java.util.Arrays;

/** Gives the different texts of a column ids from 0 on, if they occur again and again. */
final class TextDictionary {

  /** With more texts than this, a dictionary saves no room. */
  private static final int MOST = 1 << 15;

  private static final int SLOTS = MOST * 2;

  /** After so many texts it is clear whether they occur again. */
  private static final int TRIAL = 8192;

  private final Texts texts = new Texts();

  /** Ids plus one by the text's hash; 0 where there is none. */
  private int[] slots;

  /**
   * The ids of all texts of a column, or null when there are none or a dictionary is not worth its
   * while.
   */
  int[] idsOf(Texts column) {
    if (slots == null) {
      slots = new int[SLOTS];
    }
    Arrays.fill(slots, 0);
    texts.clear();
    int[] ids = new int[column.size()];
    for (int i = 0; i < ids.length; i++) {
      boolean isRepeated = i > 0 && column.equal(i, column, i - 1);
      int id = isRepeated ? ids[i - 1] : idOf(column, i);
      boolean hardlyRepeats = i >= TRIAL && texts.size() > i / 2;
      if (id < 0 || hardlyRepeats) {
        return null;
      }
      ids[i] = id;
    }
    return ids.length == 0 ? null : ids;
  }

  Texts texts() {
    return texts;
  }

  private int idOf(Texts column, int index) {
    int slot = column.hash(index) & (SLOTS - 1);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (column.equal(index, texts, id)) {
        return id;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (texts.size() == MOST) {
      return -1;
    }
    texts.addFrom(column, index);
    slots[slot] = texts.size();
    return texts.size() - 1;
  }
}
