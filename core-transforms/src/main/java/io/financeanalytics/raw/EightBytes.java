package io.financeanalytics.raw;

import java.nio.ByteOrder;
import org.apache.spark.unsafe.Platform;

/** Looks at eight bytes of an array at once, as one number whose lowest byte is the first. */
final class EightBytes {

  static final int COUNT = Long.BYTES;

  private static final boolean REVERSED = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
  private static final long LOW_BITS = 0x7F7F_7F7F_7F7F_7F7FL;
  private static final long HIGH_BITS = ~LOW_BITS;

  private EightBytes() {}

  /** The bytes from an index on; the array must have so many. */
  static long at(byte[] bytes, int index) {
    long word = Platform.getLong(bytes, (long) Platform.BYTE_ARRAY_OFFSET + index);
    return REVERSED ? Long.reverseBytes(word) : word;
  }

  /** Eight times the same byte. */
  static long of(char b) {
    return b * 0x0101_0101_0101_0101L;
  }

  /** Whether a byte is not ASCII or is NUL. */
  static boolean hasNoPlainText(long word) {
    return (word & HIGH_BITS) != 0 || matches(word, 0) != 0;
  }

  /** The high bit of every byte that is equal in both. */
  static long matches(long word, long other) {
    long difference = word ^ other;
    return ~(((difference & LOW_BITS) + LOW_BITS) | difference) & HIGH_BITS;
  }

  /** How many bytes are before the first of {@code matches}. */
  static int first(long matches) {
    return Long.numberOfTrailingZeros(matches) / Byte.SIZE;
  }
}
