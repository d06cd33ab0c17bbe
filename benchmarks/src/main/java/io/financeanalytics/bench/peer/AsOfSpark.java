package io.financeanalytics.bench.peer;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;

import io.financeanalytics.costing.AsOfJoin;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** The ways that Spark has; each adds UnitCOGS to every sale. */
final class AsOfSpark {

  private AsOfSpark() {}

  static Dataset<Row> join(AsOfWay way, Dataset<Row> sales, Dataset<Row> costs) {
    return switch (way) {
      case PRODUCT ->
          AsOfJoin.on(List.of("ProductID"), "SoldAt", "ValidFrom", col("UnitCOGS").desc())
              .join(sales, costs);
      case NO_JOIN -> sales.withColumn("UnitCOGS", col("UnitPrice"));
      case RANGE_JOIN -> byRange(sales, costs);
      case UNION_WINDOW -> byUnion(sales, costs);
      case DUCKDB -> throw new IllegalArgumentException("DuckDB is not a way of Spark");
    };
  }

  private static Dataset<Row> byRange(Dataset<Row> sales, Dataset<Row> costs) {
    Dataset<Row> moments = sales.select("ProductID", "SoldAt").distinct();
    Dataset<Row> newest =
        moments
            .join(costs, "ProductID")
            .where(col("SoldAt").geq(col("ValidFrom")))
            .withColumn(
                "rank",
                row_number()
                    .over(
                        Window.partitionBy("ProductID", "SoldAt").orderBy(col("ValidFrom").desc())))
            .where(col("rank").equalTo(1))
            .select("ProductID", "SoldAt", "UnitCOGS");
    return sales.join(newest, new String[] {"ProductID", "SoldAt"}, "left_outer");
  }

  private static Dataset<Row> byUnion(Dataset<Row> sales, Dataset<Row> costs) {
    Dataset<Row> both =
        costs
            .select(
                col("ProductID"),
                col("ValidFrom").as("at"),
                lit(0).as("side"),
                lit(null).cast("decimal(18,4)").as("Quantity"),
                col("UnitCOGS"))
            .union(
                sales.select(
                    col("ProductID"),
                    col("SoldAt"),
                    lit(1),
                    col("Quantity"),
                    lit(null).cast("decimal(18,4)")));
    return both.withColumn(
            "UnitCOGS",
            last(col("UnitCOGS"), true).over(Window.partitionBy("ProductID").orderBy("at", "side")))
        .where(col("side").equalTo(1));
  }
}
