package io.financeanalytics.parquet;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampType;

/** Gathers the values of one column of a row group and writes them as its pages. */
abstract class ColumnWriter {

  private static final int FIRST_CAPACITY = 1024;

  /** Parquet has decimals of fewer digits as numbers of 32 bits. */
  private static final int FEWEST_DIGITS = 10;

  private static final List<Class<? extends DataType>> WRITTEN =
      List.of(
          StringType.class,
          BooleanType.class,
          IntegerType.class,
          DateType.class,
          LongType.class,
          TimestampType.class,
          DecimalType.class);

  private final ColumnDescriptor descriptor;
  private final boolean nullable;
  private final int column;

  /** For every row 1, or 0 for a null; made with the first null. */
  private int[] levels;

  private int rows;

  ColumnWriter(int column, ColumnDescriptor descriptor) {
    this.column = column;
    this.descriptor = descriptor;
    this.nullable = descriptor.getMaxDefinitionLevel() > 0;
  }

  /**
   * Makes sure that every column can be written.
   *
   * @throws IllegalArgumentException when one has a type for which there is no writer
   */
  static void check(StructType schema) {
    for (StructField field : schema.fields()) {
      DataType type = field.dataType();
      boolean narrow = type instanceof DecimalType decimal && decimal.precision() < FEWEST_DIGITS;
      boolean known = WRITTEN.stream().anyMatch(kind -> kind.isInstance(type));
      if (narrow || !known) {
        throw new IllegalArgumentException(
            "There is no writer for column " + field.name() + " of type " + type.simpleString());
      }
    }
  }

  static ColumnWriter of(DataType type, int column, ColumnDescriptor descriptor) {
    if (type instanceof StringType) {
      return new TextColumn(column, descriptor);
    }
    if (type instanceof BooleanType) {
      return new BooleanColumn(column, descriptor);
    }
    if (type instanceof DecimalType decimal && decimal.precision() > Decimal.MAX_LONG_DIGITS()) {
      return new WideDecimalColumn(decimal, column, descriptor);
    }
    return new NumberColumn(type, column, descriptor);
  }

  final void add(InternalRow row) {
    boolean isNull = nullable && row.isNullAt(column);
    if (isNull && levels == null) {
      levels = new int[Math.max(rows + 1, FIRST_CAPACITY)];
      Arrays.fill(levels, 0, rows, 1);
    }
    if (levels != null) {
      levels = rows == levels.length ? Arrays.copyOf(levels, rows * 2) : levels;
      levels[rows] = isNull ? 0 : 1;
    }
    rows++;
    if (!isNull) {
      addValue(row, column);
    }
  }

  final void flush(PageWriter pages) throws IOException {
    pages.startColumn(descriptor, rows);
    writeDictionary(pages);
    int value = 0;
    for (int row = 0; row < rows; row += PageWriter.ROWS) {
      int end = Math.min(row + PageWriter.ROWS, rows);
      int present = present(row, end);
      Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
      statistics.incrementNumNulls((long) (end - row) - present);
      describe(value, value + present, statistics);
      pages.page(
          end - row, levels(row, end), values(value, value + present), encoding(), statistics);
      value += present;
    }
    pages.endColumn();
    rows = 0;
    levels = null;
    clear();
  }

  /** About how many bytes the gathered values take. */
  abstract long bytes();

  /** Takes the value that a row has in a column. */
  abstract void addValue(InternalRow row, int column);

  /** Writes what the values of all pages refer to, if they do. */
  abstract void writeDictionary(PageWriter pages) throws IOException;

  /** Some of the values that are not null, encoded. */
  abstract BytesInput values(int from, int to) throws IOException;

  /** How {@link #values} encodes. */
  abstract Encoding encoding();

  /** Takes the least and greatest of some values, if they are kept. */
  abstract void describe(int from, int to, Statistics<?> statistics);

  /** Forgets all values. */
  abstract void clear();

  private int present(int from, int to) {
    return levels == null ? to - from : Arrays.stream(levels, from, to).sum();
  }

  private BytesInput levels(int from, int to) throws IOException {
    if (!nullable) {
      return null;
    }
    if (levels == null) {
      int[] ones = new int[to - from];
      Arrays.fill(ones, 1);
      return PageWriter.runs(ones, 0, ones.length, 1);
    }
    return PageWriter.runs(levels, from, to, 1);
  }
}
