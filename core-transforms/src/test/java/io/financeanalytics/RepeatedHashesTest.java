package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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

    assertThat(texts(RepeatedHashes.of(rows, "ID", "Hash")))
        .isEqualTo(texts(spark().range(30).selectExpr("xxhash64(CAST(id * 7 AS STRING))")));
  }

  @Test
  public void moreRowsThanABlockHoldsAreComparedAcrossBlocksAndTasks() {
    Dataset<Row> rows =
        spark()
            .range(0, 3_000_000, 1, 2)
            .selectExpr("CAST(CASE WHEN id >= 2999999 THEN 0 ELSE id END AS STRING) AS ID");

    assertThat(texts(RepeatedHashes.of(rows, "ID", "Hash")))
        .isEqualTo(texts(spark().sql("SELECT xxhash64('0')")));
  }

  @Test
  public void amongNoRowsNothingRepeats() {
    assertThat(RepeatedHashes.of(rows("ID STRING"), "ID", "Hash").count()).isZero();
    assertThat(RepeatedHashes.of(rows("ID STRING", row("a")), "ID", "Hash").count()).isZero();
  }

  /** Eight bytes a row are shuffled, whatever the rows are. */
  @Test
  public void theRowsThemselvesAreNotShuffled() {
    Dataset<Row> rows =
        spark().range(0, 1000, 1, 2).selectExpr("CAST(id AS STRING) AS ID", "id AS Other");

    assertThat(shuffles(RepeatedHashes.of(rows, "ID", "Hash"), "Hashes")).isEqualTo(1);
    assertThat(RepeatedHashes.of(rows, "ID", "Hash").queryExecution().executedPlan().toString())
        .doesNotContain("Other");
  }
}
