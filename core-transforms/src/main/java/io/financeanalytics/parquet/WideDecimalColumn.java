package io.financeanalytics.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DecimalType;

/**
 * A column of decimals of more than 18 digits: numbers in two's complement, each in as many bytes
 * as the type needs, most significant first.
 */
final class WideDecimalColumn extends ColumnWriter {

  private static final int FIRST_NUMBERS = 64;

  private final DecimalType type;
  private final int width;
  private byte[] bytes;
  private int size;

  WideDecimalColumn(DecimalType type, int column, ColumnDescriptor descriptor) {
    super(column, descriptor);
    this.type = type;
    this.width = descriptor.getPrimitiveType().getTypeLength();
    this.bytes = new byte[FIRST_NUMBERS * width];
  }

  @Override
  long bytes() {
    return (long) size * width;
  }

  @Override
  void addValue(InternalRow row, int column) {
    byte[] number =
        row.getDecimal(column, type.precision(), type.scale())
            .toJavaBigDecimal()
            .unscaledValue()
            .toByteArray();
    int end = (size + 1) * width;
    bytes = end > bytes.length ? Arrays.copyOf(bytes, bytes.length * 2) : bytes;
    byte sign = (byte) (number[0] < 0 ? -1 : 0);
    Arrays.fill(bytes, end - width, end - number.length, sign);
    System.arraycopy(number, 0, bytes, end - number.length, number.length);
    size++;
  }

  @Override
  void writeDictionary(PageWriter pages) throws IOException {
    // Every number stands for itself.
  }

  @Override
  BytesInput values(int from, int to) {
    return BytesInput.from(bytes, from * width, (to - from) * width);
  }

  @Override
  Encoding encoding() {
    return Encoding.PLAIN;
  }

  @Override
  void describe(int from, int to, Statistics<?> statistics) {
    for (int i = from; i < to; i++) {
      statistics.updateStats(
          Binary.fromConstantByteArray(Arrays.copyOfRange(bytes, i * width, (i + 1) * width)));
    }
  }

  @Override
  void clear() {
    size = 0;
  }
}
