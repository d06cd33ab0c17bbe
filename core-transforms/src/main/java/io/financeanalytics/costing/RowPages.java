package io.financeanalytics.costing;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/**
 * Rows of any length in pages of bytes, found by their place. As objects they would take twice the
 * memory, and the garbage collector would look at every one of them.
 */
final class RowPages {

  /** Spark's rows are made of words of eight bytes, and so are places: 16 gigabytes have one. */
  private static final int WORDS_OF_PAGE = 1 << 17;

  private final List<byte[]> pages = new ArrayList<>();
  private int used = WORDS_OF_PAGE;

  /** Takes a copy of a row; its place. */
  int add(UnsafeRow row) {
    int bytes = row.getSizeInBytes();
    int words = 1 + bytes / Long.BYTES;
    if (used + words > WORDS_OF_PAGE) {
      pages.add(new byte[Math.max(words, WORDS_OF_PAGE) * Long.BYTES]);
      used = 0;
    }
    int place = Math.addExact(Math.multiplyExact(pages.size() - 1, WORDS_OF_PAGE), used);
    byte[] page = pages.get(pages.size() - 1);
    long start = offset(used);
    Platform.putLong(page, start, bytes);
    Platform.copyMemory(row.getBaseObject(), row.getBaseOffset(), page, start + Long.BYTES, bytes);
    used += words;
    return place;
  }

  /** Points a row at what lies at a place. */
  void point(UnsafeRow pointer, int place) {
    byte[] page = pages.get(place / WORDS_OF_PAGE);
    long start = offset(place % WORDS_OF_PAGE);
    pointer.pointTo(page, start + Long.BYTES, (int) Platform.getLong(page, start));
  }

  private static long offset(int word) {
    return Platform.BYTE_ARRAY_OFFSET + (long) word * Long.BYTES;
  }
}
