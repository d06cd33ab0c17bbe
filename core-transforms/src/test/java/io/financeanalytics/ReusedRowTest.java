package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.vectorized.OnHeapColumnVector;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class ReusedRowTest {

  private static final StructType SCHEMA =
      new StructType()
          .add("text", DataTypes.StringType)
          .add("flag", DataTypes.BooleanType)
          .add("int", DataTypes.IntegerType)
          .add("date", DataTypes.DateType)
          .add("long", DataTypes.LongType)
          .add("timestamp", DataTypes.TimestampType)
          .add("decimal", DataTypes.createDecimalType(18, 4));

  private static final Object[] VALUES = {
    UTF8String.fromString("Straße"),
    true,
    -7,
    19_000,
    Long.MIN_VALUE,
    1_700_000_000_000_001L,
    Decimal.apply(-123_456_789_012_345_678L, 18, 4)
  };

  private static final InternalRow FULL = new GenericInternalRow(VALUES);
  private static final InternalRow NULLS = new GenericInternalRow(new Object[VALUES.length]);

  @Test
  public void sparkReadsWhatWasPut() {
    ReusedRow row = new ReusedRow(SCHEMA);

    assertThat(unsafe(row)).isEqualTo(unsafe(NULLS));
    update(row, VALUES);
    assertThat(unsafe(row)).isEqualTo(unsafe(FULL));
    assertThat(row.toSeq(SCHEMA)).isEqualTo(FULL.toSeq(SCHEMA));
  }

  @Test
  public void typedSettersPutTheSame() {
    ReusedRow row = new ReusedRow(SCHEMA);

    row.setText(0, UTF8String.fromString("Straße"));
    row.setBoolean(1, true);
    row.setInt(2, -7);
    row.setInt(3, 19_000);
    row.setLong(4, Long.MIN_VALUE);
    row.setLong(5, 1_700_000_000_000_001L);
    row.setDecimal(6, (Decimal) VALUES[6], 18);

    assertThat(unsafe(row)).isEqualTo(unsafe(FULL));
  }

  @Test
  public void nothingIsLeftOfTheRowBefore() {
    ReusedRow row = new ReusedRow(SCHEMA);
    update(row, VALUES);

    for (int i = 0; i < VALUES.length; i++) {
      row.setNullAt(i);
    }
    assertThat(unsafe(row)).isEqualTo(unsafe(NULLS));
    update(row, VALUES);
    update(row, new Object[VALUES.length]);
    assertThat(unsafe(row)).isEqualTo(unsafe(NULLS));
  }

  @Test
  public void valuesAreTakenFromRowsOfEveryKind() {
    ReusedRow reused = new ReusedRow(SCHEMA);
    update(reused, VALUES);

    for (InternalRow from : List.of(FULL, unsafe(FULL), reused)) {
      assertThat(unsafe(taken(from))).as("from " + from.getClass()).isEqualTo(unsafe(FULL));
    }
    for (InternalRow from : List.of(NULLS, unsafe(NULLS), new ReusedRow(SCHEMA))) {
      assertThat(unsafe(taken(from))).as("from " + from.getClass()).isEqualTo(unsafe(NULLS));
    }
  }

  @Test
  public void valuesAreTakenFromColumnsOfAParquetReader() {
    OnHeapColumnVector[] columns = OnHeapColumnVector.allocateColumns(1, SCHEMA);
    columns[0].appendByteArray("Straße".getBytes(StandardCharsets.UTF_8), 0, 7);
    columns[1].appendBoolean(true);
    columns[2].appendInt(-7);
    columns[3].appendInt(19_000);
    columns[4].appendLong(Long.MIN_VALUE);
    columns[5].appendLong(1_700_000_000_000_001L);
    columns[6].appendLong(-123_456_789_012_345_678L);

    try (ColumnarBatch batch = new ColumnarBatch(columns, 1)) {
      assertThat(unsafe(taken(batch.getRow(0)))).isEqualTo(unsafe(FULL));
    }
  }

  @Test
  public void aDecimalOfAnotherScaleIsRefused() {
    assertThatThrownBy(() -> new ReusedRow(SCHEMA).update(6, Decimal.apply(15L, 18, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.5 of scale 1 is no decimal(18,4)");
  }

  @Test
  public void aCopyKeepsItsTextWhenTheBytesChange() {
    byte[] bytes = "before".getBytes(StandardCharsets.UTF_8);
    ReusedRow row = new ReusedRow(SCHEMA);
    update(row, VALUES);
    row.setText(0, UTF8String.fromBytes(bytes));

    InternalRow copy = row.copy();
    bytes[0] = 'X';
    row.setNullAt(4);

    assertThat(copy.getUTF8String(0)).hasToString("before");
    assertThat(copy.getLong(4)).isEqualTo(Long.MIN_VALUE);
    assertThat(copy.isNullAt(4)).isFalse();
  }

  @Test
  public void aTypeThatItCannotHoldIsRefused() {
    for (var type :
        List.of(
            DataTypes.DoubleType,
            DataTypes.createDecimalType(19, 2),
            DataTypes.createDecimalType(9, 2))) {
      StructType schema = new StructType().add("other", type);
      assertThatThrownBy(() -> new ReusedRow(schema))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(type.simpleString());
    }
    assertThatThrownBy(() -> new ReusedRow(SCHEMA).getDouble(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static ReusedRow taken(InternalRow from) {
    ReusedRow row = new ReusedRow(SCHEMA);
    update(
        row,
        new Object[] {UTF8String.fromString("old"), false, 1, 1, 1L, 1L, Decimal.apply(1L, 18, 4)});
    for (int i = 0; i < VALUES.length; i++) {
      row.set(i, from, i);
    }
    return row;
  }

  private static void update(ReusedRow row, Object[] values) {
    for (int i = 0; i < values.length; i++) {
      row.update(i, values[i]);
    }
  }

  private static UnsafeRow unsafe(InternalRow row) {
    return UnsafeProjection.create(SCHEMA).apply(row).copy();
  }
}
