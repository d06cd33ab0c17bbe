package io.financeanalytics.keys;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.HeldRows;
import io.financeanalytics.SparkTest;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class KeyTableTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void everyMemberHasItsKeyAndNobodyElseHasOne() {
    List<InternalRow> rows =
        IntStream.rangeClosed(1, 100_000).mapToObj(i -> keyed("customer " + i, i)).toList();
    KeyTable keys = new KeyTable(rows);

    assertThat(IntStream.rangeClosed(1, 100_000))
        .allMatch(i -> keys.keyOf(UTF8String.fromString("customer " + i)) == i);
    assertThat(IntStream.rangeClosed(100_001, 200_000))
        .allMatch(i -> keys.keyOf(UTF8String.fromString("customer " + i)) == KeyTable.MISSING);
  }

  @Test
  public void textsThatAreBeginningsOfOthersAreNotMistaken() {
    KeyTable keys = new KeyTable(List.of(keyed("", 1), keyed("a", 2), keyed("aa", 3)));

    assertThat(keys.keyOf(UTF8String.fromString(""))).isEqualTo(1);
    assertThat(keys.keyOf(UTF8String.fromString("a"))).isEqualTo(2);
    assertThat(keys.keyOf(UTF8String.fromString("aa"))).isEqualTo(3);
    assertThat(keys.keyOf(UTF8String.fromString("aaa"))).isEqualTo(KeyTable.MISSING);
  }

  @Test
  public void aTableWithoutRowsKnowsTheUnknownMemberOnly() {
    KeyTable keys = new KeyTable(List.of());

    assertThat(keys.keyOf(null)).isEqualTo(SurrogateKeys.UNKNOWN_KEY);
    assertThat(keys.keyOf(UTF8String.fromString("a"))).isEqualTo(KeyTable.MISSING);
  }

  /** The join of {@link SurrogateKeys} is the rule. */
  @Test
  public void keysAreThoseOfTheJoin() {
    List<InternalRow> keys =
        List.of(
            keyed("a", 7),
            keyed("\u00e4", 8),
            keyed("\u0131", 9),
            keyed(NaturalKey.UNKNOWN, SurrogateKeys.UNKNOWN_KEY));
    Dataset<Row> lines =
        rows(
            "ID STRING",
            row("a"),
            row("A"),
            row("\u00e4"),
            row("\u0131"),
            row((Object) null),
            row("Unknown"),
            row("uNKNOWN"),
            row("unknown "),
            row("unknowns"));
    // Shuffled, they are not held by the driver any more.
    Dataset<Row> shuffled = HeldRows.dataset(spark(), keys, SurrogateKeys.SCHEMA).repartition(1);
    Dataset<Row> joined = SurrogateKeys.withKey(lines, col("ID"), shuffled, "Key");
    KeyTable table = new KeyTable(keys);

    for (Row row : joined.select("ID", "Key").collectAsList()) {
      int expected = row.isNullAt(1) ? KeyTable.MISSING : row.getInt(1);
      assertThat(table.keyOf(UTF8String.fromString(row.getString(0))))
          .as("key of %s", row.getString(0))
          .isEqualTo(expected);
    }
  }

  private static InternalRow keyed(String member, int key) {
    return new GenericInternalRow(new Object[] {UTF8String.fromString(member), key});
  }
}
