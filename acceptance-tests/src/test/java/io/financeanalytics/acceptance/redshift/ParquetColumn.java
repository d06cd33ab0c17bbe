package io.financeanalytics.acceptance.redshift;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MILLIS;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.NanoTime;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of a Parquet file: whether Redshift loads it into a column, and its values as text. */
final class ParquetColumn {

  private static final long UNIX_EPOCH_JULIAN_DAY = 2_440_588L;

  private final int index;
  private final PrimitiveType type;
  private final LogicalTypeAnnotation meaning;
  private final TargetColumn target;

  ParquetColumn(int index, PrimitiveType type, TargetColumn target) {
    this.index = index;
    this.type = type;
    this.meaning = type.getLogicalTypeAnnotation();
    this.target = target;
  }

  /** Whether the type is exactly the one that the column wants. */
  boolean fits() {
    PrimitiveTypeName physical = type.getPrimitiveTypeName();
    switch (target.baseType()) {
      case "smallint":
        return physical == PrimitiveTypeName.INT32 && isInteger(16);
      case "integer":
        return physical == PrimitiveTypeName.INT32 && (meaning == null || isInteger(32));
      case "bigint":
        return physical == PrimitiveTypeName.INT64 && (meaning == null || isInteger(64));
      case "boolean":
        return physical == PrimitiveTypeName.BOOLEAN;
      case "real":
        return physical == PrimitiveTypeName.FLOAT;
      case "double precision":
        return physical == PrimitiveTypeName.DOUBLE;
      case "date":
        return meaning instanceof DateLogicalTypeAnnotation;
      case "timestamp without time zone":
      case "timestamp with time zone":
        return physical == PrimitiveTypeName.INT96
            || meaning instanceof TimestampLogicalTypeAnnotation;
      case "numeric":
        return isDecimal(target.limit(0), target.limit(1));
      case "character varying":
      case "character":
        return meaning instanceof StringLogicalTypeAnnotation;
      default:
        return false;
    }
  }

  private boolean isInteger(int bits) {
    return meaning instanceof IntLogicalTypeAnnotation
        && ((IntLogicalTypeAnnotation) meaning).getBitWidth() == bits
        && ((IntLogicalTypeAnnotation) meaning).isSigned();
  }

  private boolean isDecimal(int precision, int scale) {
    return meaning instanceof DecimalLogicalTypeAnnotation
        && ((DecimalLogicalTypeAnnotation) meaning).getPrecision() == precision
        && ((DecimalLogicalTypeAnnotation) meaning).getScale() == scale;
  }

  boolean isNull(Group row) {
    return row.getFieldRepetitionCount(index) == 0;
  }

  /** The value of a row, which is not null, as Postgres writes it. */
  String text(Group row) {
    if (meaning instanceof DecimalLogicalTypeAnnotation) {
      return decimal(row, ((DecimalLogicalTypeAnnotation) meaning).getScale()).toPlainString();
    }
    switch (type.getPrimitiveTypeName()) {
      case INT32:
        int number = row.getInteger(index, 0);
        return meaning instanceof DateLogicalTypeAnnotation
            ? LocalDate.ofEpochDay(number).toString()
            : Integer.toString(number);
      case INT64:
        long value = row.getLong(index, 0);
        return meaning instanceof TimestampLogicalTypeAnnotation
            ? timestamp(value)
            : Long.toString(value);
      case INT96:
        return timestamp(NanoTime.fromBinary(row.getInt96(index, 0)));
      case BOOLEAN:
        return row.getBoolean(index, 0) ? "t" : "f";
      case FLOAT:
        return Float.toString(row.getFloat(index, 0));
      case DOUBLE:
        return Double.toString(row.getDouble(index, 0));
      default:
        return row.getString(index, 0);
    }
  }

  private BigDecimal decimal(Group row, int scale) {
    switch (type.getPrimitiveTypeName()) {
      case INT32:
        return BigDecimal.valueOf(row.getInteger(index, 0), scale);
      case INT64:
        return BigDecimal.valueOf(row.getLong(index, 0), scale);
      default:
        return new BigDecimal(new BigInteger(row.getBinary(index, 0).getBytes()), scale);
    }
  }

  private String timestamp(long value) {
    LogicalTypeAnnotation.TimeUnit unit = ((TimestampLogicalTypeAnnotation) meaning).getUnit();
    long perSecond = unit == MILLIS ? 1_000L : unit == MICROS ? 1_000_000L : 1_000_000_000L;
    long nanos = Math.floorMod(value, perSecond) * (1_000_000_000L / perSecond);
    return timestamp(Math.floorDiv(value, perSecond), nanos);
  }

  private static String timestamp(NanoTime time) {
    long seconds = (time.getJulianDay() - UNIX_EPOCH_JULIAN_DAY) * 86_400L;
    long nanos = time.getTimeOfDayNanos();
    return timestamp(seconds + nanos / 1_000_000_000L, nanos % 1_000_000_000L);
  }

  private static String timestamp(long seconds, long nanos) {
    return LocalDateTime.ofEpochSecond(seconds, (int) nanos, ZoneOffset.UTC)
        .toString()
        .replace('T', ' ');
  }
}
