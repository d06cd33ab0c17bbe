package io.financeanalytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;
import scala.collection.JavaConverters;

/** Sums are those that Spark computes without the rule. */
public class ExactSumsTest {

  private static final String QUERY =
      "SELECT K, SUM(M), SUM(Q), SUM(M) - SUM(Q), SUM(CASE WHEN K = 1 THEN M ELSE 0 END), COUNT(M),"
          + " SUM(M) FILTER (WHERE Q > 0), SUM(DISTINCT M), SUM(SUM(M)) OVER (ORDER BY K)"
          + " FROM amounts GROUP BY K ORDER BY K";

  @Test
  public void sumsAndTheirTypesAreTheSameAsWithoutTheRule() {
    try (SparkSession spark = LocalSpark.start()) {
      amounts(spark).createOrReplaceTempView("amounts");
      Dataset<Row> quick = spark.sql(QUERY);
      List<Row> rows = quick.collectAsList();
      StructType schema = quick.schema();
      assertThat(quick.queryExecution().optimizedPlan().toString()).contains("UnscaledValue");
      Row ofNothing = spark.sql("SELECT SUM(M) FROM amounts WHERE K > 10").first();

      spark
          .experimental()
          .extraOptimizations_$eq(
              JavaConverters.asScalaBuffer(List.<Rule<LogicalPlan>>of()).toSeq());
      Dataset<Row> plain = spark.sql(QUERY);
      assertThat(plain.queryExecution().optimizedPlan().toString()).doesNotContain("UnscaledValue");
      assertThat(plain.schema()).isEqualTo(schema);
      assertThat(rows).isEqualTo(plain.collectAsList()).hasSize(4);
      assertThat(ofNothing.isNullAt(0)).isTrue();
    }
  }

  /** Amounts of any size, some null, so that halves have either sign. */
  private static Dataset<Row> amounts(SparkSession spark) {
    Random random = new Random(5);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      long units = random.nextLong() % (long) Math.pow(10, random.nextInt(19));
      BigDecimal money = random.nextInt(10) == 0 ? null : BigDecimal.valueOf(units, 2);
      rows.add(RowFactory.create(random.nextInt(3), money, BigDecimal.valueOf(-units / 3, 4)));
    }
    rows.add(RowFactory.create(3, null, null));
    return spark.createDataFrame(
        rows, StructType.fromDDL("K INT, M DECIMAL(18,2), Q DECIMAL(18,4)"));
  }
}
