package io.financeanalytics.keys;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.HeldRows;
import io.financeanalytics.SparkTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** Every rule holds for key tables that the driver holds and for those that are joined. */
@RunWith(Parameterized.class)
public class SurrogateKeysTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String KEYS = "NaturalKey STRING NOT NULL, SurrogateKey INT NOT NULL";
  private static final String LINES = "Line INT, CustomerID STRING";

  private final boolean isHeld;

  public SurrogateKeysTest(boolean isHeld) {
    this.isHeld = isHeld;
  }

  @Parameters(name = "held: {0}")
  public static List<Boolean> ways() {
    return List.of(true, false);
  }

  @Test
  public void whatIsAskedOfHeldKeysStaysHeld() {
    Dataset<Row> known = keys(row("A", 1));
    Dataset<Row> newcomers = newcomers(List.of("B"), row("A", 1));

    assertThat(HeldRows.in(newcomers).isPresent()).isEqualTo(isHeld);
    assertThat(HeldRows.in(SurrogateKeys.withUnknown(known, newcomers)).isPresent())
        .isEqualTo(isHeld);
  }

  @Test
  public void newcomersJoinTheKnownKeysAndTheUnknownOne() {
    Dataset<Row> keys = SurrogateKeys.withUnknown(keys(row("A", 1)), keys(row("B", 2)));

    assertThat(texts(keys)).containsExactly("[A,1]", "[B,2]", "[Unknown,-1]");
  }

  @Test
  public void nullAndTheWordUnknownInAnyCaseAreTheUnknownMember() {
    Dataset<Row> ids =
        rows(
            "Id STRING",
            row((Object) null),
            row("Unknown"),
            row("UNKNOWN"),
            row("unKnown"),
            row("unknown "),
            row("Unknowns"),
            row("007"));

    assertThat(ids.select(NaturalKey.of(col("Id"))).collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("Unknown", "Unknown", "Unknown", "Unknown", "unknown ", "Unknowns", "007");
    assertThat(ids.select(NaturalKey.isUnknown(col("Id"))).collectAsList())
        .extracting(row -> row.getBoolean(0))
        .containsExactly(true, true, true, true, false, false, false);
  }

  @Test
  public void theUnknownMemberHasTheKeyMinusOne() {
    Dataset<Row> keys = SurrogateKeys.withUnknown(keys(row("A", 1)));

    assertThat(keys.schema().asNullable()).isEqualTo(SurrogateKeys.SCHEMA.asNullable());
    assertThat(texts(keys)).containsExactly("[A,1]", "[Unknown,-1]");
  }

  @Test
  public void everyRowGetsTheKeyOfItsMember() {
    Dataset<Row> keyed = keyed(row(1, "A"), row(2, "B"), row(3, "A"));

    assertThat(keyed.schema().toDDL()).isEqualTo("Line INT,CustomerID STRING,CustomerKey INT");
    assertThat(texts(keyed)).containsExactly("[1,A,11]", "[2,B,12]", "[3,A,11]");
  }

  @Test
  public void rowsWithoutAMemberPointAtTheUnknownOne() {
    assertThat(texts(keyed(row(1, null), row(2, "UNKNOWN"), row(3, "Unknown"))))
        .containsExactly("[1,null,-1]", "[2,UNKNOWN,-1]", "[3,Unknown,-1]");
  }

  @Test
  public void aMemberThatTheKeyTableLacksLosesNoRow() {
    assertThat(texts(keyed(row(1, "nobody"), row(2, "a"))))
        .containsExactly("[1,nobody,null]", "[2,a,null]");
  }

  @Test
  public void theRowsAreNotShuffledForTheirKeys() {
    assertThat(shuffles(keyed(row(1, "A"), row(2, null)), "Line")).isZero();
  }

  @Test
  public void aSessionWithoutBroadcastsGetsTheSameKeys() {
    spark().conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    try {
      assertThat(texts(keyed(row(1, "A"), row(2, null), row(3, "nobody"))))
          .containsExactly("[1,A,11]", "[2,null,-1]", "[3,nobody,null]");
    } finally {
      spark().conf().unset("spark.sql.autoBroadcastJoinThreshold");
    }
  }

  @Test
  public void aKeyTableWithoutItsColumnsIsNamed() {
    assertThatThrownBy(
            () -> SurrogateKeys.withKey(rows(LINES), col("CustomerID"), rows("Id STRING"), "Key"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The keys have no column NaturalKey, SurrogateKey; they have Id");
  }

  @Test
  public void newcomersAreNumberedFromOneInTheOrderOfTheirNaturalKeys() {
    Dataset<Row> newcomers = newcomers(List.of("b", "a", "C", "10", "9"));

    assertThat(texts(newcomers)).containsExactly("[10,1]", "[9,2]", "[C,3]", "[a,4]", "[b,5]");
  }

  @Test
  public void newcomersContinueAfterTheHighestKeyAndKnownMembersAreNotAmongThem() {
    assertThat(texts(newcomers(List.of("z", "A", "y", "B"), row("A", 7), row("B", 3))))
        .containsExactly("[y,8]", "[z,9]");
  }

  @Test
  public void aKeyOfAMemberThatIsGoneIsNeverReused() {
    assertThat(texts(newcomers(List.of("new"), row("gone", 12)))).containsExactly("[new,13]");
  }

  @Test
  public void withoutNewMembersThereAreNoNewKeys() {
    assertThat(texts(newcomers(List.of("A"), row("A", 1), row("B", 2)))).isEmpty();
    assertThat(texts(newcomers(List.of(), row("A", 1)))).isEmpty();
    assertThat(texts(newcomers(List.of()))).isEmpty();
  }

  @Test
  public void equalMembersInAnotherOrderGetEqualKeys() {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      members.add("member " + i * 37 % 200);
    }
    List<String> first = texts(newcomers(members, row("member 5", 1)));
    Collections.shuffle(members, new Random(3));

    assertThat(texts(newcomers(members, row("member 5", 1)))).isEqualTo(first).hasSize(199);
  }

  @Test
  public void aRunWithMoreMembersChangesNoKey() {
    List<Row> known = new ArrayList<>(newcomers(List.of("m", "n")).collectAsList());
    known.addAll(newcomers(List.of("a", "m", "n", "z"), known.toArray(new Row[0])).collectAsList());

    assertThat(known).extracting(Row::toString).containsExactly("[m,1]", "[n,2]", "[a,3]", "[z,4]");
  }

  private Dataset<Row> keys(Row... keys) {
    Dataset<Row> held = rows(KEYS, keys);
    return isHeld ? held : held.repartition(1);
  }

  /** The rows to add to a key table of {@code known} rows. */
  private Dataset<Row> newcomers(List<String> members, Row... known) {
    Row[] rows = members.stream().map(member -> row(member)).toArray(Row[]::new);
    return SurrogateKeys.ofNewcomers(rows("NaturalKey STRING", rows), keys(known))
        .select(SurrogateKeys.NATURAL_KEY, SurrogateKeys.SURROGATE_KEY);
  }

  private Dataset<Row> keyed(Row... lines) {
    Dataset<Row> keys = SurrogateKeys.withUnknown(keys(row("A", 11), row("B", 12)));
    return SurrogateKeys.withKey(rows(LINES, lines), col("CustomerID"), keys, "CustomerKey");
  }
}
