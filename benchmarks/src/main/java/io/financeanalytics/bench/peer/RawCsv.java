package io.financeanalytics.bench.peer;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The raw files by Spark's own CSV source, typed by a schema; what does not fit is null. */
final class RawCsv {

  private static final String TRANSACTIONS =
      "TransactionID STRING, OrderID STRING, TransactionDate TIMESTAMP, ChannelName STRING, "
          + "ProductID STRING, ProductName STRING, CustomerID STRING, Quantity DECIMAL(18,4), "
          + "UnitPrice DECIMAL(18,4), DiscountAmount DECIMAL(18,2), TaxAmount DECIMAL(18,2), "
          + "ShippingChargedToCustomer DECIMAL(18,2), ActualShippingCost DECIMAL(18,2), "
          + "PlatformFee DECIMAL(18,2), FulfillmentFee DECIMAL(18,2), "
          + "PaymentProcessingFee DECIMAL(18,2), ReturnFlag BOOLEAN, CurrencyCode STRING";
  private static final String SPEND =
      "Date DATE, CampaignID STRING, CampaignName STRING, AdPlatform STRING, Impressions BIGINT, "
          + "Clicks BIGINT, Spend DECIMAL(18,2)";
  private static final String COSTS =
      "ProductID STRING, COGS_EffectiveDate DATE, UnitCOGS DECIMAL(18,4)";

  private final SparkSession spark;
  private final String folder;

  RawCsv(SparkSession spark, String folder) {
    this.spark = spark;
    this.folder = folder;
  }

  Dataset<Row> transactions() {
    return read("transactions.csv", TRANSACTIONS);
  }

  Dataset<Row> spend() {
    return read("marketing_spend.csv", SPEND);
  }

  Dataset<Row> costs() {
    return read("cogs.csv", COSTS);
  }

  private Dataset<Row> read(String file, String schema) {
    return spark.read().schema(schema).option("header", true).csv(folder + "/" + file);
  }
}
