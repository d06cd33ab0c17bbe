package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.RepeatedHashes.Keyed;
import java.sql.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class RepeatedHashesTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void everyHashOfAValueThatOccursTwiceIsFoundOnceAndNoOther() {
    Dataset<Row> rows =
        spark()
            .range(0, 50_000, 1, 5)
            .selectExpr("CAST(id AS STRING) AS ID")
            .union(spark().range(0, 30, 1, 3).selectExpr("CAST(id * 7 AS STRING)"))
            .union(spark().range(0, 10, 1, 2).selectExpr("CAST(id * 7 AS STRING)"))
            .union(spark().range(0, 100, 1, 2).selectExpr("CAST(NULL AS STRING)"));

    assertThat(RepeatedHashes.of(rows, "ID").collect())
        .containsExactlyInAnyOrderElementsOf(
            spark()
                .range(30)
                .selectExpr("xxhash64(CAST(id * 7 AS STRING))")
                .as(Encoders.LONG())
                .collectAsList());
  }

  @Test
  public void moreRowsThanABlockHoldsAreComparedAcrossBlocksAndTasks() {
    Dataset<Row> rows =
        spark()
            .range(0, 3_000_000, 1, 2)
            .selectExpr("CAST(CASE WHEN id >= 2999999 THEN 0 ELSE id END AS STRING) AS ID");

    assertThat(RepeatedHashes.of(rows, "ID").collect())
        .containsExactly(RepeatedHashes.hash(UTF8String.fromString("0")));
  }

  @Test
  public void amongNoRowsNothingRepeats() {
    assertThat(RepeatedHashes.of(rows("ID STRING"), "ID").count()).isZero();
    assertThat(RepeatedHashes.of(rows("ID STRING", row("a")), "ID").count()).isZero();
  }

  @Test
  public void keysOfSeveralTablesAreComparedEachForItself() {
    Keyed products =
        keyed(
            rows("Key INT, ID STRING", row(1, "a"), row(2, "b"), row(null, "c")),
            List.of(List.of("Key"), List.of("ID")));
    Keyed costs =
        keyed(
            rows(
                "Currency STRING, Key INT, Day DATE",
                row("EUR", 1, Date.valueOf("2024-05-01")),
                row("USD", 1, Date.valueOf("2024-05-01")),
                row("EUR", 1, Date.valueOf("2024-05-02"))),
            List.of(List.of("Key", "Currency", "Day")));
    Keyed sameAsProducts = keyed(rows("ID STRING", row("a")), List.of(List.of("ID")));

    assertThat(amongKeys(products, costs, sameAsProducts)).isZero();
    assertThat(amongKeys(keyed(rows("ID STRING"), List.of(List.of("ID"))))).isZero();
  }

  @Test
  public void aRepeatedKeyIsFoundInWhicheverTableAndKeyItIs() {
    Dataset<Row> twice = rows("Key INT, ID STRING", row(1, "a"), row(2, "a"), row(2, "b"));
    Keyed unique = keyed(rows("ID STRING", row("a"), row("b")), List.of(List.of("ID")));

    assertThat(amongKeys(unique, keyed(twice, List.of(List.of("Key"), List.of("Key", "ID")))))
        .isEqualTo(1);
    assertThat(amongKeys(unique, keyed(twice, List.of(List.of("Key"), List.of("ID")))))
        .isEqualTo(2);
    assertThat(amongKeys(unique, keyed(twice, List.of(List.of("Key", "ID"))))).isZero();
  }

  @Test
  public void nullsAreValuesOfAKey() {
    Dataset<Row> rows = rows("Key INT, ID STRING", row(null, "a"), row(null, "b"), row(1, null));

    assertThat(amongKeys(keyed(rows, List.of(List.of("Key"))))).isEqualTo(1);
    assertThat(amongKeys(keyed(rows, List.of(List.of("Key", "ID"))))).isZero();
  }

  private static Keyed keyed(Dataset<Row> rows, List<List<String>> keys) {
    return new Keyed(ScannedRows.of(rows), rows.schema(), keys);
  }

  private long amongKeys(Keyed... tables) {
    return RepeatedHashes.amongKeys(spark(), List.of(tables)).count();
  }

  /** Eight bytes a row are shuffled, whatever the rows are; their texts have sixty-four. */
  @Test
  public void theRowsThemselvesAreNotShuffled() throws Exception {
    int size = 200_000;
    Dataset<Row> rows =
        spark()
            .range(0, size, 1, 2)
            .selectExpr("sha2(CAST(id AS STRING), 256) AS ID", "id AS Other");
    AtomicLong shuffled = new AtomicLong();
    SparkListener counter =
        new SparkListener() {
          @Override
          public void onTaskEnd(SparkListenerTaskEnd task) {
            shuffled.addAndGet(task.taskMetrics().shuffleWriteMetrics().bytesWritten());
          }
        };
    spark().sparkContext().addSparkListener(counter);

    long repeated = RepeatedHashes.of(rows, "ID").count();

    spark().sparkContext().listenerBus().waitUntilEmpty();
    spark().sparkContext().removeSparkListener(counter);
    assertThat(repeated).isZero();
    assertThat(shuffled.get()).isBetween(8L * size, 9L * size);
  }
}
