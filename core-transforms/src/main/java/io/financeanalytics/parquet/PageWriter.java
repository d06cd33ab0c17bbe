package io.financeanalytics.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;

/** Puts encoded values into compressed pages (format version 1) of a file's current row group. */
final class PageWriter {

  /** How many values a page has at most. */
  static final int ROWS = 20_000;

  private static final int FIRST_SLAB = 1024;
  private static final int LARGEST_SLAB = 1 << 20;

  private final ParquetFileWriter file;
  private final BytesInputCompressor compressor;

  PageWriter(ParquetFileWriter file, BytesInputCompressor compressor) {
    this.file = file;
    this.compressor = compressor;
  }

  void startColumn(ColumnDescriptor column, int rows) throws IOException {
    file.startColumn(column, rows, compressor.getCodecName());
  }

  void endColumn() throws IOException {
    file.endColumn();
  }

  void dictionary(BytesInput entries, int size) throws IOException {
    int length = Math.toIntExact(entries.size());
    file.writeDictionaryPage(
        new DictionaryPage(compressor.compress(entries), length, size, Encoding.PLAIN));
  }

  /**
   * One page.
   *
   * @param rows its rows, those with a null included
   * @param levels the definition levels as {@link #runs} encodes them; null when no value can be
   *     null
   * @param values the encoded values that are not null
   */
  void page(
      int rows, BytesInput levels, BytesInput values, Encoding encoding, Statistics<?> statistics)
      throws IOException {
    BytesInput content =
        levels == null
            ? values
            : BytesInput.concat(BytesInput.fromInt(Math.toIntExact(levels.size())), levels, values);
    int length = Math.toIntExact(content.size());
    file.writeDataPage(
        rows,
        length,
        compressor.compress(content),
        statistics,
        rows,
        Encoding.RLE,
        Encoding.RLE,
        encoding);
  }

  /** Small numbers in runs and bit-packed groups, without a length before them. */
  static BytesInput runs(int[] numbers, int from, int to, int bitWidth) throws IOException {
    RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            bitWidth, FIRST_SLAB, LARGEST_SLAB, HeapByteBufferAllocator.getInstance());
    for (int i = from; i < to; i++) {
      encoder.writeInt(numbers[i]);
    }
    return encoder.toBytes();
  }

  /** Numbers of a dictionary's entries, with their width before them. */
  static BytesInput references(int[] ids, int from, int to, int dictionarySize) throws IOException {
    int bitWidth = BytesUtils.getWidthFromMaxInt(dictionarySize - 1);
    return BytesInput.concat(
        BytesInput.from(new byte[] {(byte) bitWidth}), runs(ids, from, to, bitWidth));
  }
}
