package io.financeanalytics;

import java.nio.ByteOrder;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A hash of identifiers for tables in memory, made of eight bytes at a time: for texts of some
 * twenty bytes Spark's own, which are made for any length, take several times as long.
 */
public final class TextHash {

  private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;

  private static final boolean REVERSED = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

  private TextHash() {}

  /**
   * {@return the hash of a text, the same on every machine; all of its bits can be used}
   *
   * @param text the text
   */
  public static int of(UTF8String text) {
    Object base = text.getBaseObject();
    long at = text.getBaseOffset();
    int length = text.numBytes();
    long end = at + length;
    long hash = length;
    if (length >= Long.BYTES) {
      for (; at < end - Long.BYTES; at += Long.BYTES) {
        hash = mixed(hash, eightBytes(base, at));
      }
      // The last eight bytes, of which some may have been taken before.
      hash = mixed(hash, eightBytes(base, end - Long.BYTES));
    } else {
      long bytes = 0;
      for (; at < end; at++) {
        bytes = bytes << Byte.SIZE | (Platform.getByte(base, at) & 0xFF);
      }
      hash = mixed(hash, bytes);
    }
    return (int) (hash ^ hash >>> Integer.SIZE);
  }

  private static long eightBytes(Object base, long at) {
    long bytes = Platform.getLong(base, at);
    return REVERSED ? Long.reverseBytes(bytes) : bytes;
  }

  /** Both halves of the product: every bit that goes in counts for bits all over what comes out. */
  private static long mixed(long hash, long bytes) {
    long factor = hash ^ bytes;
    return factor * FACTOR ^ Math.multiplyHigh(factor, FACTOR);
  }
}
