package io.financeanalytics.staging;

import java.nio.charset.StandardCharsets;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A record as the Quarantine table keeps it: as it stands, but text that every warehouse takes, and
 * no longer than it takes.
 */
final class Evidence {

  /** The most bytes that a record may have; the widest text of Amazon Redshift. */
  static final int MOST_BYTES = 65_535;

  private Evidence() {}

  /** The record in {@code bytes[start, end)}; it may point into {@code bytes}. */
  static UTF8String of(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length <= MOST_BYTES) {
      return UTF8String.fromBytes(bytes, start, length);
    }
    byte[] mark = ("... [cut from " + length + " bytes]").getBytes(StandardCharsets.UTF_8);
    int kept = start + MOST_BYTES - mark.length;
    while (isInsideCharacter(bytes[kept])) {
      kept--;
    }
    byte[] cut = new byte[kept - start + mark.length];
    System.arraycopy(bytes, start, cut, 0, kept - start);
    System.arraycopy(mark, 0, cut, kept - start, mark.length);
    return UTF8String.fromBytes(cut);
  }

  /** The record with every byte that is no text replaced by the replacement character. */
  static UTF8String ofNoText(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    byte[] readable = text.replace('\0', '\uFFFD').getBytes(StandardCharsets.UTF_8);
    return of(readable, 0, readable.length);
  }

  private static boolean isInsideCharacter(byte b) {
    return (b & 0xC0) == 0x80;
  }
}
