import static org.apache.spark.sql.functions.col;

import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.costing.AsOfJoin;
import io.financeanalytics.costing.CostOfGoodsSold;
import io.financeanalytics.costing.Money;
import io.financeanalytics.keys.SurrogateKeys;
import java.io.PrintStream;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The margin of each order line, from a Spark developer's own DataFrames: order lines, a list of
 * prices and a list of costs. The price comes by an as-of join, the cost by the product's own rule,
 * the product's number by surrogate keys, the weekday from the date dimension.
 *
 * <p>Start it with spark-submit, with the core-transforms jar in {@code --jars}.
 */
public final class MarginPerOrderLine {

  private MarginPerOrderLine() {}

  /** Prints the margins. */
  public static void main(String[] args) {
    try (SparkSession spark = SparkSession.builder().appName("margins").getOrCreate()) {
      print(spark, System.out);
    }
  }

  /** Prints one line for each order line. */
  public static void print(SparkSession spark, PrintStream out) {
    out.printf("%-6s %-9s %3s %8s %8s %8s%n", "Line", "Weekday", "Key", "Revenue", "COGS", "Margin");
    for (Row row : margins(spark).collectAsList()) {
      out.printf(
          "%-6s %-9s %3d %8s %8s %8s%n",
          row.get(0), row.get(1), row.getInt(2), row.get(3), row.get(4), row.get(5));
    }
  }

  private static Dataset<Row> margins(SparkSession spark) {
    Dataset<Row> days =
        DateDimension.between(spark, LocalDate.of(2024, 3, 1), LocalDate.of(2024, 3, 31));
    return lines(spark)
        .transform(lines -> withPrice(lines, prices(spark)))
        .transform(lines -> CostOfGoodsSold.withCost(lines, costs(spark)))
        .transform(lines -> withProductKey(lines))
        .withColumn("DateKey", DateDimension.dateKey(col("BusinessDay")))
        .join(days, "DateKey")
        .withColumn("Revenue", Money.product(col("Quantity"), col("UnitPrice")))
        .withColumn("Margin", col("Revenue").minus(col("CalculatedTotalCOGS")))
        .orderBy("LineID")
        .select("LineID", "DayOfWeekName", "ProductKey", "Revenue", "CalculatedTotalCOGS", "Margin");
  }

  /** The newest price at or before the day of sale; of two for the same day, the lower one. */
  private static Dataset<Row> withPrice(Dataset<Row> lines, Dataset<Row> prices) {
    return AsOfJoin.on(List.of("ProductID"), "BusinessDay", "ValidFrom", col("UnitPrice").asc())
        .join(lines, prices);
  }

  /** New products get the numbers after the highest known one; known products keep theirs. */
  private static Dataset<Row> withProductKey(Dataset<Row> lines) {
    Dataset<Row> known =
        lines.sparkSession().sql("SELECT 'LAMP' AS NaturalKey, 1 AS SurrogateKey");
    Dataset<Row> members =
        lines
            .where(col("ProductID").isNotNull())
            .select(col("ProductID").as(SurrogateKeys.NATURAL_KEY))
            .distinct();
    Dataset<Row> keys =
        SurrogateKeys.withUnknown(known.union(SurrogateKeys.ofNewcomers(members, known)));
    return SurrogateKeys.withKey(lines, col("ProductID"), keys, "ProductKey");
  }

  private static Dataset<Row> lines(SparkSession spark) {
    return spark.sql(
        "SELECT LineID, ProductID, 'USD' AS CurrencyCode, CAST(Day AS DATE) AS BusinessDay,"
            + " CAST(Quantity AS DECIMAL(18,4)) AS Quantity FROM VALUES"
            + " ('A-1', 'LAMP', '2024-03-09', 2), ('A-2', 'VASE', '2024-03-09', 1),"
            + " ('B-1', 'LAMP', '2024-03-20', 1), ('C-1', NULL, '2024-03-21', 1)"
            + " AS line(LineID, ProductID, Day, Quantity)");
  }

  private static Dataset<Row> prices(SparkSession spark) {
    return spark.sql(
        "SELECT ProductID, CAST(Day AS DATE) AS ValidFrom, CAST(Price AS DECIMAL(18,4)) AS UnitPrice"
            + " FROM VALUES ('LAMP', '2024-01-01', 40.00), ('LAMP', '2024-03-20', 45.00),"
            + " ('VASE', '2024-01-01', 19.90) AS price(ProductID, Day, Price)");
  }

  private static Dataset<Row> costs(SparkSession spark) {
    return spark.sql(
        "SELECT ProductID, CAST(Day AS DATE) AS COGS_EffectiveDate,"
            + " CAST(Cost AS DECIMAL(18,4)) AS UnitCOGS, 'USD' AS CurrencyCode"
            + " FROM VALUES ('LAMP', '2024-01-01', 17.5000), ('LAMP', '2024-03-10', 18.2550)"
            + " AS cost(ProductID, Day, Cost)");
  }
}
