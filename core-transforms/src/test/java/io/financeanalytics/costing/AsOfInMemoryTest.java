package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What only the way in memory has; what both ways do is in {@link AsOfJoinTest}. */
public class AsOfInMemoryTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String LEFT = "Product STRING, Day DATE, Line INT";
  private static final String RIGHT = "Product STRING, FromDay DATE, Cost INT";
  private static final AsOfJoin JOIN =
      AsOfJoin.on(List.of("Product"), "Day", "FromDay", col("Cost").desc());

  @Rule public final transient TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aRightSideThatFitsInMemoryMovesNoRow() {
    Dataset<Row> joined = JOIN.join(sales(), costs());

    assertThat(joined.rdd().toDebugString()).doesNotContain("ShuffledRowRDD");
    assertThat(joined.collectAsList()).hasSize(100);
  }

  @Test
  public void sidesInFilesAreJoinedAlikeHoweverSparkReadsThem() {
    String left = folder.getRoot().toPath().resolve("left").toString();
    String right = folder.getRoot().toPath().resolve("right").toString();
    spark()
        .range(0, 20_000, 1, 3)
        .selectExpr(
            "if(id % 97 = 0, null, concat('P', xxhash64(id) % 50)) AS Product",
            "if(id % 89 = 0, null, timestamp_micros(xxhash64(id, 1) % 1000000000)) AS At",
            "id AS Line")
        .write()
        .parquet(left);
    spark()
        .range(0, 30_000, 1, 4)
        .selectExpr(
            "concat('P', xxhash64(id, 2) % 60) AS Product",
            "timestamp_micros(xxhash64(id, 3) % 1000000000) AS FromTime",
            "cast(id AS decimal(18,4)) AS Cost")
        .write()
        .parquet(right);
    AsOfJoin join = AsOfJoin.on(List.of("Product"), "At", "FromTime", col("Cost").desc());
    List<String> expected =
        texts(
            join.joinByMerge(
                spark().read().parquet(left).localCheckpoint(),
                spark().read().parquet(right).localCheckpoint()));

    Map<String, String> settings =
        Map.of(
            "spark.sql.parquet.enableVectorizedReader", "false",
            "spark.sql.sources.useV1SourceList", "",
            "spark.sql.adaptive.enabled", "true",
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.columnVector.offheap.enabled", "true",
            "spark.sql.shuffle.partitions", "3");
    assertThat(expected).hasSize(20_000);
    settings.forEach(
        (name, value) -> {
          String before = spark().conf().get(name);
          spark().conf().set(name, value);
          try {
            assertThat(
                    texts(
                        join.joinInMemory(
                            spark().read().parquet(left), spark().read().parquet(right))))
                .as(name)
                .isEqualTo(expected);
          } finally {
            spark().conf().set(name, before);
          }
        });
  }

  @Test
  public void theResultCanBeKeptAndJoinedWithItself() {
    Dataset<Row> joined = JOIN.joinInMemory(sales(), costs());
    List<String> expected = texts(joined);
    Dataset<Row> kept = joined.cache();
    try {
      assertThat(texts(kept)).isEqualTo(expected);
      assertThat(kept.union(joined).count()).isEqualTo(200);
      assertThat(joined.as("a").join(joined.as("b"), col("a.Line").equalTo(col("b.Line"))).count())
          .isEqualTo(100);
    } finally {
      kept.unpersist();
    }
  }

  @Test
  public void everyPartOfTheRightSideIsReadOnceByAllTasks() {
    LongAccumulator reads = spark().sparkContext().longAccumulator();
    Dataset<Row> right =
        spark()
            .range(0, 1_000, 1, 5)
            .selectExpr("'P' AS Product", "date'2024-01-01' AS FromDay", "cast(id AS int) AS Cost")
            .map(
                (MapFunction<Row, Row>)
                    row -> {
                      reads.add(1);
                      return row;
                    },
                Encoders.row(StructType.fromDDL(RIGHT)));
    Dataset<Row> left =
        spark()
            .range(0, 100, 1, 8)
            .selectExpr("'P' AS Product", "date'2024-01-01' AS Day", "cast(id AS int) AS Line");

    assertThat(JOIN.joinInMemory(left, right).where("Cost = 999").count()).isEqualTo(100);

    assertThat(reads.value()).isEqualTo(1_000);
  }

  @Test
  public void theSizeOfTheResultIsEstimatedByThatOfTheLeftSide() {
    Dataset<Row> huge = spark().createDataFrame(rows(LEFT).toJavaRDD(), StructType.fromDDL(LEFT));
    Dataset<Row> left = huge.crossJoin(huge.select(col("Line").as("Other")));
    Dataset<Row> right = rows(RIGHT);

    assertThat(size(JOIN.joinInMemory(left, right))).isEqualTo(Long.MAX_VALUE);
    assertThat(
            size(
                JOIN.joinInMemory(
                    spark()
                        .range(1_000)
                        .selectExpr("'P' AS Product", "date'2024-01-01' AS Day", "1 AS Line"),
                    right)))
        .isBetween(20_000L, 200_000L);
  }

  @Test
  public void columnsThatNobodyAsksForAreNotRead() {
    Dataset<Row> left =
        spark()
            .range(1)
            .selectExpr("'P' AS Product", "date'2024-01-01' AS Day", "1 AS Line")
            .withColumn("Untouched", expr("raise_error('an unused left column was read')"));
    Dataset<Row> right =
        spark()
            .range(1)
            .selectExpr("'P' AS Product", "date'2024-01-01' AS FromDay", "7 AS Cost")
            .withColumn("Unused", expr("raise_error('an unused right column was read')"));

    Dataset<Row> joined = JOIN.joinInMemory(left, right);

    assertThat(texts(joined.select("Cost", "Line"))).containsExactly("[7,1]");
    assertThat(joined.count()).isOne();
  }

  private Dataset<Row> sales() {
    return spark()
        .range(100)
        .selectExpr(
            "concat('P', id % 3) AS Product",
            "date_add(date'2024-01-01', cast(id AS int)) AS Day", "cast(id AS int) AS Line");
  }

  private Dataset<Row> costs() {
    return spark()
        .range(20)
        .selectExpr(
            "concat('P', id % 4) AS Product",
            "date_add(date'2024-01-01', cast(5 * id AS int)) AS FromDay",
            "cast(id AS int) AS Cost");
  }

  private static long size(Dataset<Row> rows) {
    return rows.queryExecution().optimizedPlan().stats().sizeInBytes().toLong();
  }
}
