package io.financeanalytics.costing;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.RowBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public final class AsOfPartTest {

  private static final StructType COSTS =
      StructType.fromDDL("Product STRING, FromTime TIMESTAMP_NTZ, Cost BIGINT");
  private static final StructType VALUES = StructType.fromDDL("Cost BIGINT");
  private static final Comparator<InternalRow> LARGEST =
      Comparator.comparing((InternalRow row) -> row.getLong(0)).reversed();

  @Test
  public void theNewestRowIsFoundWhateverTheDistancesOfTimes() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      TreeMap<Long, Long> costs = new TreeMap<>();
      int size = 1 + random.nextInt(200);
      while (costs.size() < size) {
        // From close together to as far as times go, and all of that in one history.
        long time = random.nextLong() >> random.nextInt(64);
        costs.put(time, random.nextLong());
      }
      AsOfPart part = part(inOrder(costs), 1);

      List<Long> probes = new ArrayList<>(List.of(Long.MIN_VALUE, -1L, 0L, Long.MAX_VALUE));
      for (long time : costs.keySet()) {
        probes.addAll(List.of(time, time - 1, time + 1, random.nextLong()));
      }
      for (long probe : probes) {
        Map.Entry<Long, Long> newest = costs.floorEntry(probe);
        assertThat(found(part, "P", probe))
            .as("at %d in %s", probe, costs.keySet())
            .isEqualTo(newest == null ? null : newest.getValue());
      }
    }
  }

  @Test
  public void rowsInAnyOrderGiveTheSamePartAsRowsInOrder() {
    Random random = new Random(2);
    Map<String, TreeMap<Long, Long>> wanted = new TreeMap<>();
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      String product = "P" + random.nextInt(20);
      long time = random.nextInt(500) - 250L;
      long cost = random.nextInt(1_000);
      rows.add(cost(product, time, cost));
      wanted.computeIfAbsent(product, first -> new TreeMap<>()).merge(time, cost, Math::max);
    }
    Collections.shuffle(rows, random);

    AsOfPart part = part(rows, 100);

    for (long time = -260; time < 260; time++) {
      for (String product : wanted.keySet()) {
        Map.Entry<Long, Long> newest = wanted.get(product).floorEntry(time);
        assertThat(found(part, product, time)).isEqualTo(newest == null ? null : newest.getValue());
      }
    }
  }

  @Test
  public void moreRowsThanOneArrayHoldsAreFound() {
    List<InternalRow> rows = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      rows.add(cost(i < 150_000 ? "P" : "Q", i, -i));
    }
    AsOfPart inOrder = part(rows, 4_096);
    Collections.reverse(rows);
    AsOfPart reversed = part(rows, 4_096);

    for (int time : new int[] {0, 65_535, 65_536, 131_071, 131_072, 149_999}) {
      assertThat(found(inOrder, "P", time)).isEqualTo(-time);
      assertThat(found(reversed, "P", time)).isEqualTo(-time);
    }
    assertThat(found(inOrder, "P", 199_999)).isEqualTo(-149_999);
    assertThat(found(reversed, "Q", 199_999)).isEqualTo(-199_999);
    assertThat(found(reversed, "Q", 149_999)).isNull();
  }

  @Test
  public void withoutRowsThereAreNoKeys() {
    assertThat(part(List.of(), 1).keyCount()).isZero();
  }

  private static List<InternalRow> inOrder(Map<Long, Long> costs) {
    return costs.entrySet().stream()
        .map(entry -> cost("P", entry.getKey(), entry.getValue()))
        .toList();
  }

  private static InternalRow cost(String product, long time, long cost) {
    return new GenericInternalRow(new Object[] {UTF8String.fromString(product), time, cost});
  }

  private static AsOfPart part(List<InternalRow> rows, int rowsOfBlock) {
    return new AsOfPartBuilder(
            new KeyAndTime(COSTS, List.of("Product"), "FromTime"),
            RowColumns.projection(COSTS, List.of("Cost")),
            VALUES,
            LARGEST)
        .build(blocks(rows, rowsOfBlock));
  }

  private static Iterator<RowBlock> blocks(List<InternalRow> rows, int rowsOfBlock) {
    List<RowBlock> blocks = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += rowsOfBlock) {
      List<InternalRow> block = rows.subList(i, Math.min(rows.size(), i + rowsOfBlock));
      blocks.add(new RowBlock(block.size(), block::get));
    }
    return blocks.iterator();
  }

  private static Long found(AsOfPart part, String product, long time) {
    for (int key = 0; key < part.keyCount(); key++) {
      if (part.keysOf(key).toString().equals(product)) {
        int row = part.newest(key, time);
        UnsafeRow pointer = part.pointer();
        if (row == AsOfPart.NONE) {
          return null;
        }
        part.point(pointer, row);
        return pointer.getLong(0);
      }
    }
    return null;
  }
}
