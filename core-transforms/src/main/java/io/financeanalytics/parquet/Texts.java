package io.financeanalytics.parquet;

import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.hash.Murmur3_x86_32;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Texts one after the other as Parquet's plain encoding has them: four bytes of length, least
 * significant first, then the bytes.
 */
final class Texts {

  private static final int FIRST_BYTES = 1 << 14;
  private static final int FIRST_TEXTS = 1 << 10;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int[] ends = new int[FIRST_TEXTS];
  private int size;

  void add(UTF8String text) {
    int length = text.numBytes();
    int at = extend(length);
    text.writeToMemory(bytes, (long) Platform.BYTE_ARRAY_OFFSET + at);
  }

  /** Adds a text of others. */
  void addFrom(Texts others, int index) {
    int start = others.start(index);
    int length = others.ends[index] - start;
    int at = extend(length);
    System.arraycopy(others.bytes, start, bytes, at, length);
  }

  boolean equal(int index, Texts others, int other) {
    return Arrays.equals(
        bytes, start(index), ends[index], others.bytes, others.start(other), others.ends[other]);
  }

  int hash(int index) {
    int start = start(index);
    return Murmur3_x86_32.hashUnsafeBytes(
        bytes, (long) Platform.BYTE_ARRAY_OFFSET + start, ends[index] - start, 0);
  }

  /** Orders two texts by their bytes, as Parquet does. */
  int compare(int one, int other) {
    return Arrays.compareUnsigned(bytes, start(one), ends[one], bytes, start(other), ends[other]);
  }

  Binary binary(int index) {
    int start = start(index);
    return Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, start, ends[index]));
  }

  int size() {
    return size;
  }

  int bytes() {
    return size == 0 ? 0 : ends[size - 1];
  }

  /** Some of the texts, encoded. */
  BytesInput plain(int from, int to) {
    int start = from == 0 ? 0 : ends[from - 1];
    int end = to == 0 ? 0 : ends[to - 1];
    return BytesInput.from(bytes, start, end - start);
  }

  void clear() {
    size = 0;
  }

  private int start(int index) {
    return (index == 0 ? 0 : ends[index - 1]) + Integer.BYTES;
  }

  /** Makes room for one more text, of which the length is written; where its bytes begin. */
  private int extend(int length) {
    int at = bytes();
    int end = at + Integer.BYTES + length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length * 2));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, size * 2);
    }
    bytes[at] = (byte) length;
    bytes[at + 1] = (byte) (length >>> 8);
    bytes[at + 2] = (byte) (length >>> 16);
    bytes[at + 3] = (byte) (length >>> 24);
    ends[size++] = end;
    return at + Integer.BYTES;
  }
}
