package io.financeanalytics.acceptance.redshift;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** A Parquet file with rows of a query. */
final class UnloadedFile {

  private static final int BOOL = 16;
  private static final int INT8 = 20;
  private static final int INT2 = 21;
  private static final int INT4 = 23;
  private static final int FLOAT4 = 700;
  private static final int FLOAT8 = 701;
  private static final int DATE = 1082;
  private static final int TIMESTAMP = 1114;
  private static final int TIMESTAMPTZ = 1184;
  private static final int NUMERIC = 1700;
  private static final int BYTES_OF_38_DIGITS = 16;

  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral(' ')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter();
  private static final DateTimeFormatter ZONED =
      new DateTimeFormatterBuilder().append(LOCAL).appendOffset("+HH:mm", "+00").toFormatter();

  private final List<Backend.Column> columns;
  private final MessageType schema;
  private final ParquetBytes.Output output = new ParquetBytes.Output();
  private final ParquetWriter<Group> writer;

  UnloadedFile(List<Backend.Column> columns) throws IOException, RedshiftError {
    this.columns = columns;
    Types.MessageTypeBuilder builder = Types.buildMessage();
    for (Backend.Column column : columns) {
      builder.addField(type(column));
    }
    schema = builder.named("schema");
    writer =
        ExampleParquetWriter.builder(output)
            .withType(schema)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build();
  }

  void add(String[] values) throws IOException {
    Group row = new SimpleGroup(schema);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        add(row, i, values[i]);
      }
    }
    writer.write(row);
  }

  byte[] finish() throws IOException {
    writer.close();
    return output.content();
  }

  private static int precision(Backend.Column column) {
    return column.modifier() < 0 ? 38 : ((column.modifier() - 4) >> 16) & 0xffff;
  }

  private static int scale(Backend.Column column) {
    return column.modifier() < 0 ? 18 : (column.modifier() - 4) & 0xffff;
  }

  private static Type type(Backend.Column column) throws RedshiftError {
    switch (column.type()) {
      case BOOL:
        return Types.optional(PrimitiveTypeName.BOOLEAN).named(column.name());
      case INT2:
        return Types.optional(PrimitiveTypeName.INT32)
            .as(LogicalTypeAnnotation.intType(16, true))
            .named(column.name());
      case INT4:
        return Types.optional(PrimitiveTypeName.INT32).named(column.name());
      case INT8:
        return Types.optional(PrimitiveTypeName.INT64).named(column.name());
      case FLOAT4:
        return Types.optional(PrimitiveTypeName.FLOAT).named(column.name());
      case FLOAT8:
        return Types.optional(PrimitiveTypeName.DOUBLE).named(column.name());
      case DATE:
        return Types.optional(PrimitiveTypeName.INT32)
            .as(LogicalTypeAnnotation.dateType())
            .named(column.name());
      case TIMESTAMP:
      case TIMESTAMPTZ:
        return Types.optional(PrimitiveTypeName.INT64)
            .as(LogicalTypeAnnotation.timestampType(true, LogicalTypeAnnotation.TimeUnit.MICROS))
            .named(column.name());
      case NUMERIC:
        return Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
            .length(BYTES_OF_38_DIGITS)
            .as(LogicalTypeAnnotation.decimalType(scale(column), precision(column)))
            .named(column.name());
      case 18:
      case 19:
      case 25:
      case 1042:
      case 1043:
        return Types.optional(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.stringType())
            .named(column.name());
      default:
        throw RedshiftError.of(
            "0A000", "Column \"" + column.name() + "\" cannot be unloaded as Parquet");
    }
  }

  private void add(Group row, int index, String value) {
    switch (columns.get(index).type()) {
      case BOOL:
        row.add(index, value.equals("t"));
        break;
      case INT2:
      case INT4:
        row.add(index, Integer.parseInt(value));
        break;
      case INT8:
        row.add(index, Long.parseLong(value));
        break;
      case FLOAT4:
        row.add(index, Float.parseFloat(value));
        break;
      case FLOAT8:
        row.add(index, Double.parseDouble(value));
        break;
      case DATE:
        row.add(index, (int) LocalDate.parse(value).toEpochDay());
        break;
      case TIMESTAMP:
        row.add(index, micros(LocalDateTime.parse(value, LOCAL)));
        break;
      case TIMESTAMPTZ:
        OffsetDateTime time = OffsetDateTime.parse(value, ZONED);
        row.add(index, micros(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()));
        break;
      case NUMERIC:
        row.add(index, decimal(value, scale(columns.get(index))));
        break;
      default:
        row.add(index, value);
        break;
    }
  }

  private static long micros(LocalDateTime time) {
    return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
  }

  private static Binary decimal(String value, int scale) {
    byte[] digits =
        new BigDecimal(value).setScale(scale, RoundingMode.HALF_UP).unscaledValue().toByteArray();
    byte[] filled = new byte[BYTES_OF_38_DIGITS];
    if (digits[0] < 0) {
      Arrays.fill(filled, (byte) -1);
    }
    System.arraycopy(digits, 0, filled, filled.length - digits.length, digits.length);
    return Binary.fromConstantByteArray(filled);
  }
}
