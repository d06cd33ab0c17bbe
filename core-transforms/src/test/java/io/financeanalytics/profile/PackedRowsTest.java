package io.financeanalytics.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class PackedRowsTest {

  private static final StructType SCHEMA = StructType.fromDDL("Name STRING, Number BIGINT");

  @Test
  public void rowsComeOutOfTheirBlocksAsTheyWentIn() {
    PackedRows rows = new PackedRows(SCHEMA);
    List<byte[]> blocks = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String name = i % 3 == 0 ? null : "\u00e4".repeat(i % 40);
      Long number = i % 7 == 0 ? null : (long) i;
      expected.add(name + " " + number);
      rows.add(row(name, number));
      if (rows.isFull()) {
        blocks.add(rows.handOver());
        assertThat(rows.isEmpty()).isTrue();
      }
    }
    blocks.add(rows.handOver());

    List<String> found = new ArrayList<>();
    for (byte[] block : blocks) {
      PackedRows.in(block, SCHEMA.length()).forEachRemaining(row -> found.add(text(row)));
    }
    assertThat(blocks).hasSizeGreaterThan(2);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  public void aRowLargerThanABlockFits() {
    PackedRows rows = new PackedRows(SCHEMA);
    String large = "x".repeat(1 << 20);

    assertThat(rows.add(row(large, 1L))).isGreaterThan(1 << 20);
    rows.add(row("small", 2L));

    assertThat(PackedRows.in(rows.handOver(), SCHEMA.length()))
        .toIterable()
        .extracting(PackedRowsTest::text)
        .containsExactly(large + " 1", "small 2");
  }

  @Test
  public void aBlockWithoutRowsHasNone() {
    assertThat(PackedRows.in(new PackedRows(SCHEMA).handOver(), SCHEMA.length()).hasNext())
        .isFalse();
  }

  private static InternalRow row(String name, Long number) {
    return new GenericInternalRow(new Object[] {UTF8String.fromString(name), number});
  }

  private static String text(InternalRow row) {
    return row.getUTF8String(0) + " " + (row.isNullAt(1) ? null : row.getLong(1));
  }
}
