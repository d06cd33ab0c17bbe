package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.SparkTest;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

public class AsOfJoinTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String LEFT = "Product STRING, Day DATE, Line INT";
  private static final String RIGHT = "Product STRING, FromDay DATE, Cost INT";
  private static final AsOfJoin JOIN =
      AsOfJoin.on(List.of("Product"), "Day", "FromDay", col("Cost").desc());

  @Test
  public void theResultHasTheLeftColumnsThenTheRightOnesOtherThanTheKeys() {
    Dataset<Row> left = rows(LEFT);
    Dataset<Row> right = rows(RIGHT);
    String ddl = "Product STRING,Day DATE,Line INT,FromDay DATE,Cost INT";

    assertThat(JOIN.joinInMemory(left, right).schema().toDDL()).isEqualTo(ddl);
    assertThat(JOIN.joinByMerge(left, right).schema().toDDL()).isEqualTo(ddl);
  }

  @Test
  public void aRightRowCountsFromItsOwnDayUntilTheDayBeforeTheNext() {
    Dataset<Row> right =
        rows(RIGHT, row("P", date("2024-01-10"), 1), row("P", date("2024-02-01"), 2));

    assertJoined(
        JOIN,
        rows(
            LEFT,
            row("P", date("2024-01-09"), 1),
            row("P", date("2024-01-10"), 2),
            row("P", date("2024-01-31"), 3),
            row("P", date("2024-02-01"), 4),
            row("P", date("2099-12-31"), 5)),
        right,
        "[P,2024-01-09,1,null,null]",
        "[P,2024-01-10,2,2024-01-10,1]",
        "[P,2024-01-31,3,2024-01-10,1]",
        "[P,2024-02-01,4,2024-02-01,2]",
        "[P,2099-12-31,5,2024-02-01,2]");
  }

  @Test
  public void everyLeftRowComesOutOnceThoughItHasNoMatch() {
    assertJoined(
        JOIN,
        rows(LEFT, row("P", date("2024-01-01"), 1), row("Q", date("2024-01-01"), 2)),
        rows(RIGHT),
        "[P,2024-01-01,1,null,null]",
        "[Q,2024-01-01,2,null,null]");
  }

  @Test
  public void equalLeftRowsStayApart() {
    assertJoined(
        JOIN,
        rows(LEFT, row("P", date("2024-01-01"), 1), row("P", date("2024-01-01"), 1)),
        rows(RIGHT, row("P", date("2024-01-01"), 7)),
        "[P,2024-01-01,1,2024-01-01,7]",
        "[P,2024-01-01,1,2024-01-01,7]");
  }

  @Test
  public void nullKeysAndTimesMatchNothingAndNoLeftRowIsLost() {
    assertJoined(
        JOIN,
        rows(LEFT, row(null, date("2024-01-01"), 1), row("P", null, 2), row(null, null, 3)),
        rows(
            RIGHT,
            row(null, date("2023-01-01"), 1),
            row("P", null, 2),
            row("P", date("2023-01-01"), 3),
            row(null, null, 4)),
        "[P,null,2,null,null]",
        "[null,2024-01-01,1,null,null]",
        "[null,null,3,null,null]");
  }

  @Test
  public void theTieBreakerChoosesBetweenRightRowsOfOneDay() {
    Dataset<Row> left = rows(LEFT, row("P", date("2024-01-01"), 1));
    Dataset<Row> right =
        rows(
            RIGHT,
            row("P", date("2024-01-01"), 5),
            row("P", date("2024-01-01"), 9),
            row("P", date("2024-01-01"), 7));

    assertJoined(JOIN, left, right, "[P,2024-01-01,1,2024-01-01,9]");
    assertJoined(
        AsOfJoin.on(List.of("Product"), "Day", "FromDay", col("Cost").asc()),
        left,
        right,
        "[P,2024-01-01,1,2024-01-01,5]");
  }

  @Test
  public void aRightRowOfNullsIsAMatchAllTheSame() {
    assertJoined(
        JOIN,
        rows(LEFT, row("P", date("2024-03-01"), 1)),
        rows(RIGHT, row("P", date("2024-01-01"), 5), row("P", date("2024-02-01"), null)),
        "[P,2024-03-01,1,2024-02-01,null]");
  }

  @Test
  public void severalKeysMustAllBeEqual() {
    String left = "Product STRING, Currency STRING, Day DATE";
    String right = "Currency STRING, FromDay DATE, Product STRING, Cost INT";

    assertJoined(
        AsOfJoin.on(List.of("Product", "Currency"), "Day", "FromDay", col("Cost")),
        rows(left, row("P", "EUR", date("2024-01-01")), row("P", "USD", date("2024-01-01"))),
        rows(right, row("EUR", date("2023-01-01"), "P", 3), row("USD", date("2023-01-01"), "Q", 4)),
        "[P,EUR,2024-01-01,2023-01-01,3]",
        "[P,USD,2024-01-01,null,null]");
  }

  @Test
  public void aToleranceOfDaysIncludesItsEnd() {
    assertJoined(
        JOIN.within(Duration.ofDays(10)),
        rows(
            LEFT,
            row("P", date("2024-01-01"), 1),
            row("P", date("2024-01-11"), 2),
            row("P", date("2024-01-12"), 3)),
        rows(RIGHT, row("P", date("2024-01-01"), 7)),
        "[P,2024-01-01,1,2024-01-01,7]",
        "[P,2024-01-11,2,2024-01-01,7]",
        "[P,2024-01-12,3,null,null]");
  }

  @Test
  public void aToleranceOfTimeIncludesItsEndToTheMicrosecond() {
    AsOfJoin join =
        AsOfJoin.on(List.of("Product"), "At", "FromTime", col("Cost"))
            .within(Duration.ofSeconds(90));

    assertJoined(
        join,
        rows(
            "Product STRING, At TIMESTAMP",
            row("P", time("2024-01-01T00:00:00Z")),
            row("P", time("2024-01-01T00:01:30Z")),
            row("P", time("2024-01-01T00:01:30.000001Z"))),
        rows(
            "Product STRING, FromTime TIMESTAMP, Cost INT",
            row("P", time("2024-01-01T00:00:00Z"), 7)),
        "[P,2024-01-01 00:00:00.0,2024-01-01 00:00:00.0,7]",
        "[P,2024-01-01 00:01:30.0,2024-01-01 00:00:00.0,7]",
        "[P,2024-01-01 00:01:30.000001,null,null]");
  }

  @Test
  public void aNewestRowOutOfToleranceIsNotReplacedByAnOlderOne() {
    assertJoined(
        JOIN.within(Duration.ofDays(1)),
        rows(LEFT, row("P", date("2024-01-05"), 1)),
        rows(RIGHT, row("P", date("2024-01-01"), 7), row("P", date("2024-01-03"), 8)),
        "[P,2024-01-05,1,null,null]");
  }

  @Test
  public void aNegativeToleranceIsRefused() {
    assertThatThrownBy(() -> JOIN.within(Duration.ofDays(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The tolerance PT-24H is negative");
  }

  @Test
  public void keysAndATieBreakerAreRequired() {
    String message = "An as-of join needs at least one key and one tie-breaker";

    assertThatThrownBy(() -> AsOfJoin.on(List.of(), "Day", "FromDay", col("Cost")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> AsOfJoin.on(List.of("Product"), "Day", "FromDay"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  public void missingColumnsAreNamedWithThoseThatAreThere() {
    assertThatThrownBy(() -> JOIN.join(rows("Day DATE, Line INT"), rows(RIGHT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The left rows of an as-of join have no column Product; they have Day, Line");
    assertThatThrownBy(() -> JOIN.join(rows(LEFT), rows("Product STRING, Cost INT")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The right rows of an as-of join have no column FromDay; they have Product, Cost");
  }

  @Test
  public void aRightColumnWithTheNameOfALeftOneIsRefused() {
    assertThatThrownBy(
            () -> JOIN.join(rows(LEFT), rows("Product STRING, FromDay DATE, Cost INT, Line INT")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Both sides of an as-of join have a column Line; rename it on one side");
  }

  @Test
  public void timesOfDifferentTypesAreRefused() {
    assertThatThrownBy(
            () -> JOIN.join(rows(LEFT), rows("Product STRING, FromDay TIMESTAMP, Cost INT")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The times of an as-of join differ in type: Day is date, FromDay is timestamp");
  }

  @Test
  public void withBroadcastsSwitchedOffBothSidesAreShuffledOnceTogether() {
    spark().conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    try {
      Dataset<Row> lines = left(new Random(1), 100);
      Dataset<Row> left = spark().createDataFrame(lines.toJavaRDD(), lines.schema());
      Dataset<Row> joined = JOIN.join(left, right(new Random(2), 20));

      assertThat(executedPlan(joined)).doesNotContain("Broadcast", "Join");
      assertThat(joined.rdd().toDebugString().split("ShuffledRowRDD", -1)).hasSize(2);
      assertThat(joined.collectAsList()).hasSize(100);
    } finally {
      spark().conf().unset("spark.sql.autoBroadcastJoinThreshold");
    }
  }

  @Test
  public void nothingRunsBeforeTheResultIsAskedFor() {
    Dataset<Row> left = left(new Random(1), 100);
    Dataset<Row> right = right(new Random(2), 20);

    int before = jobs();
    JOIN.joinByMerge(left, right);
    JOIN.joinInMemory(left, right);

    assertThat(jobs()).isEqualTo(before);
  }

  @Test
  public void anEmptySideIsNoTrouble() {
    Dataset<Row> noLeft = rows(LEFT).where("Line > 0");
    Dataset<Row> noRight = rows(RIGHT).where("Cost > 0");

    assertJoined(JOIN, noLeft, rows(RIGHT, row("P", date("2024-01-01"), 1)));
    assertJoined(
        JOIN, rows(LEFT, row("P", date("2024-01-01"), 1)), noRight, "[P,2024-01-01,1,null,null]");
  }

  @Test
  public void momentsWithinASecondAreToldApart() {
    String left = "Product STRING, At TIMESTAMP, Line INT";
    String right = "Product STRING, FromTime TIMESTAMP, Cost INT";

    assertJoined(
        AsOfJoin.on(List.of("Product"), "At", "FromTime", col("Cost").desc()),
        rows(
            left,
            row("P", time("2024-01-01T00:00:00.000001Z"), 1),
            row("P", time("2024-01-01T00:00:00.000002Z"), 2),
            row("P", time("2024-01-01T00:00:00.000003Z"), 3),
            row("P", time("1969-12-31T23:59:59.999999Z"), 4)),
        rows(
            right,
            row("P", time("2024-01-01T00:00:00.000003Z"), 7),
            row("P", time("2024-01-01T00:00:00.000002Z"), 8),
            row("P", time("2024-01-01T00:00:00.000002Z"), 9),
            row("P", time("1969-12-31T23:59:59.999998Z"), 5)),
        "[P,1969-12-31 23:59:59.999999,4,1969-12-31 23:59:59.999998,5]",
        "[P,2024-01-01 00:00:00.000001,1,1969-12-31 23:59:59.999998,5]",
        "[P,2024-01-01 00:00:00.000002,2,2024-01-01 00:00:00.000002,9]",
        "[P,2024-01-01 00:00:00.000003,3,2024-01-01 00:00:00.000003,7]");
  }

  @Test
  public void keysOfOneHashAreToldApart() {
    // Where times are timestamps, 24 bits of the hash count.
    Row twins =
        spark()
            .range(20_000)
            .selectExpr("cast(id as string) as k", "hash(cast(id as string)) & 16777215 as h")
            .groupBy("h")
            .agg(min("k").as("a"), max("k").as("b"))
            .where("a <> b")
            .first();
    String a = twins.getAs("a");
    String b = twins.getAs("b");
    Timestamp time = time("2024-01-01T00:00:00Z");

    assertJoined(
        AsOfJoin.on(List.of("Product"), "At", "FromTime", col("Cost").desc()),
        rows("Product STRING, At TIMESTAMP", row(a, time), row(b, time)),
        rows("Product STRING, FromTime TIMESTAMP, Cost INT", row(a, time, 1), row(b, time, 2)),
        "[" + a + ",2024-01-01 00:00:00.0,2024-01-01 00:00:00.0,1]",
        "[" + b + ",2024-01-01 00:00:00.0,2024-01-01 00:00:00.0,2]");
  }

  @Test
  public void timesWithoutAZoneAndFarAwayDaysAreInOrderToo() {
    assertJoined(
        AsOfJoin.on(List.of("Product"), "At", "FromTime", col("Cost")),
        rows("Product STRING, At STRING", row("P", "0001-01-02"), row("P", "9999-12-31"))
            .withColumn("At", col("At").cast("timestamp_ntz")),
        rows("Product STRING, FromTime STRING, Cost INT", row("P", "0001-01-01", 1))
            .withColumn("FromTime", col("FromTime").cast("timestamp_ntz")),
        "[P,0001-01-02T00:00,0001-01-01T00:00,1]",
        "[P,9999-12-31T00:00,0001-01-01T00:00,1]");
    assertJoined(
        JOIN,
        rows(LEFT, row("P", date("0001-01-02"), 1), row("P", date("9999-12-31"), 2)),
        rows(RIGHT, row("P", date("0001-01-01"), 1), row("P", date("9999-12-31"), 2)),
        "[P,0001-01-02,1,0001-01-01,1]",
        "[P,9999-12-31,2,9999-12-31,2]");
  }

  @Test
  public void rightRowsOfOneDayInDifferentPartitionsAreJudgedByTheTieBreaker() {
    Dataset<Row> right =
        rows(RIGHT, row("P", date("2024-01-01"), 5))
            .union(rows(RIGHT, row("P", date("2024-01-01"), 9)))
            .union(rows(RIGHT, row("P", date("2024-01-01"), 7), row("P", date("2023-01-01"), 11)));

    assertJoined(
        JOIN, rows(LEFT, row("P", date("2024-01-01"), 1)), right, "[P,2024-01-01,1,2024-01-01,9]");
  }

  @Test
  public void aTieBreakerMayBeComputed() {
    assertJoined(
        AsOfJoin.on(List.of("Product"), "Day", "FromDay", col("Cost").mod(10).desc()),
        rows(LEFT, row("P", date("2024-01-01"), 1)),
        rows(RIGHT, row("P", date("2024-01-01"), 21), row("P", date("2024-01-01"), 19)),
        "[P,2024-01-01,1,2024-01-01,19]");
  }

  @Test
  public void rightColumnsMayHaveAnyTypeAndLength() {
    String right =
        "Product STRING, FromDay DATE, Note STRING, Tags ARRAY<STRING>, Rate DECIMAL(38,4)";
    String longer = "x".repeat(3_000_000);

    List<String> joined =
        List.of(
            "[P,2024-01-01,1,2024-01-01," + longer + ",WrappedArray(a, b),1.2500]",
            "[P,2024-01-02,2,2024-01-02,,null,null]",
            "[P,2024-01-03,3,2024-01-03,null,WrappedArray(),-99999999999999999999.0000]");
    assertJoined(
        AsOfJoin.on(List.of("Product"), "Day", "FromDay", col("Note")),
        rows(
            LEFT,
            row("P", date("2024-01-01"), 1),
            row("P", date("2024-01-02"), 2),
            row("P", date("2024-01-03"), 3)),
        rows(
            right,
            row(
                "P",
                date("2024-01-03"),
                null,
                new String[0],
                new BigDecimal("-99999999999999999999.0000")),
            row("P", date("2024-01-02"), "", null, null),
            row(
                "P",
                date("2024-01-01"),
                longer,
                new String[] {"a", "b"},
                new BigDecimal("1.2500"))),
        joined.toArray(new String[0]));
  }

  @Test
  public void keysMayHaveOtherTypesThanText() {
    String left = "Shop INT, Price DECIMAL(10,2), Open DATE, Day DATE";
    String right = "Shop INT, Price DECIMAL(10,2), Open DATE, FromDay DATE, Cost INT";

    assertJoined(
        AsOfJoin.on(List.of("Shop", "Price", "Open"), "Day", "FromDay", col("Cost")),
        rows(
            left,
            row(1, new BigDecimal("1.50"), date("2020-01-01"), date("2024-01-01")),
            row(1, new BigDecimal("1.51"), date("2020-01-01"), date("2024-01-01"))),
        rows(right, row(1, new BigDecimal("1.50"), date("2020-01-01"), date("2023-01-01"), 7)),
        "[1,1.50,2020-01-01,2024-01-01,2023-01-01,7]",
        "[1,1.51,2020-01-01,2024-01-01,null,null]");
  }

  @Test
  public void keysOfDifferentTypesAreRefused() {
    assertThatThrownBy(
            () ->
                AsOfJoin.on(List.of("Shop"), "Day", "FromDay", col("Cost"))
                    .join(rows("Shop INT, Day DATE"), rows("Shop BIGINT, FromDay DATE, Cost INT")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The key Shop of an as-of join is int on the left and bigint on the right;"
                + " cast one of them");
  }

  @Test
  public void keysOfFloatingPointAreRefused() {
    assertThatThrownBy(
            () ->
                AsOfJoin.on(List.of("Size"), "Day", "FromDay", col("Cost"))
                    .join(
                        rows("Size DOUBLE, Day DATE"), rows("Size DOUBLE, FromDay DATE, Cost INT")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The keys of an as-of join are texts, whole numbers, decimals, days and the like,"
                + " but Size is double");
  }

  @Test
  public void aTieBreakerThatIsNotThereIsMissedAtOnce() {
    AsOfJoin join = AsOfJoin.on(List.of("Product"), "Day", "FromDay", col("Nope").desc());

    assertThatThrownBy(() -> join.join(rows(LEFT), rows(RIGHT))).hasMessageContaining("Nope");
  }

  @Test
  public void aStreamIsRefused() {
    Dataset<Row> stream =
        spark()
            .readStream()
            .format("rate")
            .load()
            .selectExpr("'P' AS Product", "date(timestamp) AS Day", "1 AS Line");

    assertThatThrownBy(() -> JOIN.join(stream, rows(RIGHT)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An as-of join takes rows that are there, not a stream; join each batch of it");
  }

  @Test
  public void timesThatAreNoTimesAreRefused() {
    assertThatThrownBy(
            () ->
                JOIN.join(
                    rows("Product STRING, Day INT"), rows("Product STRING, FromDay INT, Cost INT")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The times of an as-of join are dates or timestamps, but Day is int");
  }

  @Test
  public void bothWaysGiveTheRowsOfABruteForceSearchOnRandomData() {
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      Dataset<Row> left = left(random, 800);
      Dataset<Row> right = right(random, 120);
      for (Duration tolerance : new Duration[] {null, Duration.ofDays(5)}) {
        AsOfJoin join = tolerance == null ? JOIN : JOIN.within(tolerance);
        List<String> expected = bruteForce(left.collectAsList(), right.collectAsList(), tolerance);

        assertThat(texts(join.joinInMemory(left, right)))
            .as("in memory, seed %d, tolerance %s", seed, tolerance)
            .isEqualTo(expected);
        assertThat(texts(join.joinByMerge(left, right)))
            .as("merge, seed %d, tolerance %s", seed, tolerance)
            .isEqualTo(expected);
      }
    }
  }

  /** Of the rows, 90 % have one key, and a few a null key or day. */
  private Dataset<Row> left(Random random, int size) {
    List<Row> left = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      left.add(row(product(random), day(random), i));
    }
    return rows(LEFT, left.toArray(new Row[0]));
  }

  private Dataset<Row> right(Random random, int size) {
    List<Row> right = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      right.add(row(product(random), day(random), random.nextInt(50)));
    }
    return rows(RIGHT, right.toArray(new Row[0]));
  }

  private static String product(Random random) {
    int dice = random.nextInt(100);
    return dice < 90 ? "P" : dice < 98 ? "Q" + dice : null;
  }

  private static Date day(Random random) {
    return random.nextInt(50) == 0
        ? null
        : Date.valueOf(LocalDate.of(2024, 1, 1).plusDays(random.nextInt(90)));
  }

  private static List<String> bruteForce(List<Row> left, List<Row> right, Duration tolerance) {
    return left.stream()
        .map(
            line -> {
              Optional<Row> newest =
                  right.stream()
                      .filter(cost -> matches(line, cost))
                      .max(
                          Comparator.comparing((Row cost) -> cost.getDate(1))
                              .thenComparing(cost -> cost.getInt(2)))
                      .filter(
                          cost ->
                              tolerance == null
                                  || ChronoUnit.DAYS.between(
                                          cost.getDate(1).toLocalDate(),
                                          line.getDate(1).toLocalDate())
                                      <= tolerance.toDays());
              return row(
                      line.get(0),
                      line.get(1),
                      line.get(2),
                      newest.map(cost -> cost.get(1)).orElse(null),
                      newest.map(cost -> cost.get(2)).orElse(null))
                  .toString();
            })
        .sorted()
        .toList();
  }

  private static boolean matches(Row line, Row cost) {
    boolean complete =
        !line.isNullAt(0) && !line.isNullAt(1) && !cost.isNullAt(0) && !cost.isNullAt(1);
    return complete
        && Objects.equals(line.get(0), cost.get(0))
        && !cost.getDate(1).after(line.getDate(1));
  }

  private void assertJoined(AsOfJoin join, Dataset<Row> left, Dataset<Row> right, String... rows) {
    assertThat(texts(join.joinInMemory(left, right))).as("in memory").containsExactly(rows);
    assertThat(texts(join.joinByMerge(left, right))).as("merge").containsExactly(rows);
  }

  private int jobs() {
    return spark().sparkContext().statusTracker().getJobIdsForGroup(null).length;
  }

  private static String executedPlan(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  private static Date date(String day) {
    return Date.valueOf(day);
  }

  private static Timestamp time(String instant) {
    return Timestamp.from(Instant.parse(instant));
  }
}
