package io.financeanalytics.bench.peer;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.to_date;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.storage.StorageLevel;

/**
 * The same star as a good engineer writes it in Spark in an afternoon: typed CSV, windows for
 * duplicates and keys, joins for lookups, Parquet out. It has fewer rules than the product: no
 * reasons, no raw records, no checks, no keys that last, no publishing.
 */
public final class PlainSparkStar {

  private static final List<String> OPTIONAL_MONEY =
      List.of(
          "TaxAmount",
          "ShippingChargedToCustomer",
          "ActualShippingCost",
          "PlatformFee",
          "FulfillmentFee",
          "PaymentProcessingFee");
  private static final String MONEY = "decimal(18,2)";

  private final RawCsv raw;
  private final String out;

  private PlainSparkStar(RawCsv raw, String out) {
    this.raw = raw;
    this.out = out;
  }

  /** Takes the raw folder and an existing folder for the Parquet files. */
  public static void main(String[] args) {
    try (SparkSession spark = PeerSpark.start()) {
      new PlainSparkStar(new RawCsv(spark, args[0]), args[1]).run(spark);
    }
  }

  private void run(SparkSession spark) {
    Dataset<Row> ranked = ranked().persist(StorageLevel.MEMORY_AND_DISK());
    Column survives = expr("valid and rank = 1 and not conflict");
    Dataset<Row> lines = ranked.where(survives);
    write(ranked.where(survives.unary_$bang()), "quarantine");

    Dataset<Row> costs =
        raw.costs()
            .na()
            .drop("any")
            .groupBy("ProductID", "COGS_EffectiveDate")
            .agg(max("UnitCOGS").as("UnitCOGS"));
    Dataset<Row> spend = raw.spend();
    Dataset<Row> products = products(lines, costs).persist();
    Dataset<Row> customers = members(lines, "CustomerID", "CustomerKey").persist();
    Dataset<Row> channels = members(lines, "ChannelName", "ChannelKey").persist();
    Dataset<Row> campaigns = campaigns(spend).persist();
    write(products, "dim_product");
    write(customers, "dim_customer");
    write(channels, "dim_channel");
    write(campaigns, "dim_campaign");
    write(dates(spark, lines, spend), "dim_date");

    Dataset<Row> intervals = intervals(costs);
    write(
        intervals
            .join(products, "ProductID")
            .selectExpr(
                "ProductKey", "'USD' CurrencyCode", "EffectiveFrom", "EffectiveTo", "UnitCOGS"),
        "product_cost");
    write(
        spend
            .join(broadcast(campaigns.select("CampaignKey", "CampaignID")), "CampaignID")
            .select(
                dateKey("Date"),
                col("CampaignKey"),
                col("Impressions"),
                col("Clicks"),
                col("Spend")),
        "fact_marketing_spend");
    write(facts(lines, intervals, products, customers, channels), "fact_transactions");
  }

  /** Every distinct line with its validity, and valid ones with their rank among duplicates. */
  private Dataset<Row> ranked() {
    Column valid =
        expr(
            "TransactionID is not null and TransactionDate is not null and Quantity is not null"
                + " and coalesce(UnitPrice >= 0, false) and not (coalesce(DiscountAmount, 0) <> 0"
                + " and signum(DiscountAmount) <> signum(Quantity))");
    WindowSpec sameId = Window.partitionBy("TransactionID", "valid");
    WindowSpec newestFirst =
        sameId.orderBy(
            col("TransactionDate").desc_nulls_last(),
            col("OrderID").desc_nulls_last(),
            col("ProductID").desc_nulls_last(),
            col("CustomerID").desc_nulls_last(),
            col("Quantity").desc_nulls_last(),
            col("UnitPrice").desc_nulls_last());
    Column returned = coalesce(col("ReturnFlag"), lit(false));
    Column negative = col("Quantity").lt(0);
    Column conflict =
        min(returned)
            .over(sameId)
            .notEqual(max(returned).over(sameId))
            .or(min(negative).over(sameId).notEqual(max(negative).over(sameId)));
    return raw.transactions()
        .dropDuplicates()
        .withColumn("valid", valid)
        .withColumn("rank", row_number().over(newestFirst))
        .withColumn("conflict", conflict);
  }

  private static Dataset<Row> products(Dataset<Row> lines, Dataset<Row> costs) {
    Dataset<Row> named =
        lines
            .where("ProductID is not null")
            .groupBy("ProductID")
            .agg(max_by(col("ProductName"), col("TransactionDate")).as("ProductName"));
    Dataset<Row> ids = named.select("ProductID").union(costs.select("ProductID")).distinct();
    return keyed(
        ids.join(named, new String[] {"ProductID"}, "left_outer"), "ProductID", "ProductKey");
  }

  private static Dataset<Row> members(Dataset<Row> lines, String id, String key) {
    return keyed(lines.select(id).where(col(id).isNotNull()).distinct(), id, key);
  }

  private static Dataset<Row> campaigns(Dataset<Row> spend) {
    Dataset<Row> named =
        spend
            .groupBy("CampaignID")
            .agg(
                max_by(col("CampaignName"), col("Date")).as("CampaignName"),
                max_by(col("AdPlatform"), col("Date")).as("AdPlatform"));
    return keyed(named, "CampaignID", "CampaignKey");
  }

  private static Dataset<Row> keyed(Dataset<Row> members, String id, String key) {
    return members.withColumn(key, row_number().over(Window.orderBy(id)));
  }

  private static Dataset<Row> intervals(Dataset<Row> costs) {
    Column next =
        lead("COGS_EffectiveDate", 1)
            .over(Window.partitionBy("ProductID").orderBy("COGS_EffectiveDate"));
    return costs.select(
        col("ProductID"),
        col("COGS_EffectiveDate").as("EffectiveFrom"),
        next.as("EffectiveTo"),
        col("UnitCOGS"));
  }

  private static Dataset<Row> dates(SparkSession spark, Dataset<Row> lines, Dataset<Row> spend) {
    Row days =
        lines
            .select(to_date(col("TransactionDate")).as("d"))
            .union(spend.select("Date"))
            .agg(min("d"), max("d"))
            .first();
    return spark
        .sql(
            "select explode(sequence(date'"
                + days.get(0)
                + "', date'"
                + days.get(1)
                + "')) as FullDate")
        .select(
            dateKey("FullDate"),
            col("FullDate"),
            expr("year(FullDate) as Year"),
            expr("quarter(FullDate) as Quarter"),
            expr("month(FullDate) as Month"),
            date_format(col("FullDate"), "MMMM").as("MonthName"),
            expr("day(FullDate) as DayOfMonth"),
            date_format(col("FullDate"), "EEEE").as("DayOfWeekName"),
            expr("weekofyear(FullDate) as WeekOfYear"),
            expr("dayofweek(FullDate) in (1, 7) as IsWeekend"));
  }

  private static Dataset<Row> facts(
      Dataset<Row> lines,
      Dataset<Row> intervals,
      Dataset<Row> products,
      Dataset<Row> customers,
      Dataset<Row> channels) {
    Dataset<Row> costs = intervals.withColumnRenamed("ProductID", "CostProductID");
    Column costHolds =
        expr(
            "ProductID = CostProductID and to_date(TransactionDate) >= EffectiveFrom"
                + " and (EffectiveTo is null or to_date(TransactionDate) < EffectiveTo)");
    return lines
        .join(broadcast(costs), costHolds, "left_outer")
        .join(broadcast(products.drop("ProductName")), new String[] {"ProductID"}, "left_outer")
        .join(broadcast(customers), new String[] {"CustomerID"}, "left_outer")
        .join(broadcast(channels), new String[] {"ChannelName"}, "left_outer")
        .withColumn("GrossRevenue", product("Quantity", "UnitPrice"))
        .withColumn("DiscountAmount", zeroIfNull("DiscountAmount"))
        .select(factColumns());
  }

  private static Column[] factColumns() {
    List<Column> columns = new ArrayList<>();
    columns.add(dateKey("TransactionDate"));
    for (String key : List.of("ProductKey", "CustomerKey", "ChannelKey")) {
      columns.add(coalesce(col(key), lit(-1)).as(key));
    }
    for (String name :
        List.of(
            "TransactionID",
            "OrderID",
            "TransactionDate",
            "Quantity",
            "UnitPrice",
            "GrossRevenue",
            "DiscountAmount")) {
      columns.add(col(name));
    }
    columns.add(col("GrossRevenue").minus(col("DiscountAmount")).cast(MONEY).as("NetRevenue"));
    for (String name : OPTIONAL_MONEY) {
      columns.add(zeroIfNull(name).as(name));
    }
    columns.add(col("UnitCOGS"));
    columns.add(product("Quantity", "UnitCOGS").as("CalculatedTotalCOGS"));
    columns.add(coalesce(col("ReturnFlag"), lit(false)).as("ReturnFlag"));
    columns.add(coalesce(col("CurrencyCode"), lit("USD")).as("CurrencyCode"));
    return columns.toArray(new Column[0]);
  }

  private static Column zeroIfNull(String amount) {
    return coalesce(col(amount), lit(0).cast(MONEY));
  }

  private static Column product(String quantity, String unitAmount) {
    return round(col(quantity).multiply(col(unitAmount)), 2).cast(MONEY);
  }

  private static Column dateKey(String date) {
    return expr("year(" + date + ") * 10000 + month(" + date + ") * 100 + day(" + date + ")")
        .as("DateKey");
  }

  private void write(Dataset<Row> rows, String table) {
    rows.write().parquet(out + "/" + table + ".parquet");
  }
}
