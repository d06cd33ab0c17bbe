package io.financeanalytics.profile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * Rows one after the other in blocks of bytes, which are kept and sent in a fraction of the time
 * that as many objects take. In front of each row stands its length, in eight bytes, so that rows
 * begin where Spark wants them to.
 */
final class PackedRows {

  private static final int ENOUGH_BYTES = 1 << 16;

  private final UnsafeProjection packed;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[1 << 12];

  PackedRows(StructType schema) {
    this.packed = UnsafeProjection$.MODULE$.create(schema);
  }

  /** Takes a row, of which a copy is kept; the bytes that it takes. */
  int add(InternalRow row) {
    UnsafeRow bytes = packed.apply(row);
    try {
      block.write(ByteBuffer.allocate(Long.BYTES).putLong(bytes.getSizeInBytes()).array());
      bytes.writeToStream(block, buffer);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot fail as a file does", e);
    }
    return bytes.getSizeInBytes();
  }

  boolean isEmpty() {
    return block.size() == 0;
  }

  /** Whether the rows should be handed over before more are added. */
  boolean isFull() {
    return block.size() >= ENOUGH_BYTES;
  }

  /** Gives the rows away as a block. */
  byte[] handOver() {
    byte[] rows = block.toByteArray();
    block.reset();
    return rows;
  }

  /** The rows of a block, each with so many columns. */
  static Iterator<InternalRow> in(byte[] block, int columns) {
    ByteBuffer lengths = ByteBuffer.wrap(block);
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < block.length;
      }

      @Override
      public InternalRow next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        int length = (int) lengths.getLong(next);
        int start = next + Long.BYTES;
        UnsafeRow row = new UnsafeRow(columns);
        row.pointTo(block, (long) Platform.BYTE_ARRAY_OFFSET + start, length);
        next = start + length;
        return row;
      }
    };
  }
}
