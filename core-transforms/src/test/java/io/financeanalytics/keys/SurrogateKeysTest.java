package io.financeanalytics.keys;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

public class SurrogateKeysTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String KEYS = "NaturalKey STRING NOT NULL, SurrogateKey INT NOT NULL";
  private static final String LINES = "Line INT, CustomerID STRING";

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
    Dataset<Row> keys = SurrogateKeys.withUnknown(rows(KEYS, row("A", 1)));

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

  private Dataset<Row> keyed(Row... lines) {
    Dataset<Row> keys = SurrogateKeys.withUnknown(rows(KEYS, row("A", 11), row("B", 12)));
    return SurrogateKeys.withKey(rows(LINES, lines), col("CustomerID"), keys, "CustomerKey");
  }
}
