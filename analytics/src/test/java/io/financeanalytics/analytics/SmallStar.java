package io.financeanalytics.analytics;

import io.financeanalytics.pipeline.PublishedTables;
import io.financeanalytics.table.StarTables;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A published star of a few rows, written as JSON. A column that a row leaves out is null where it
 * may be, otherwise 0, false, or empty.
 */
public final class SmallStar implements PublishedTables {

  /** A product whose name would end a script and begin another. */
  public static final String HOSTILE_NAME = "</script><script>alert(1)</script>";

  private final Map<String, List<String>> rows = new TreeMap<>();
  private final Map<String, Dataset<Row>> tables = new TreeMap<>();

  /**
   * A star without rows but the unknown members, a calendar of a day, and a run that published it.
   */
  public SmallStar() {
    with("EtlRun", run("20250401T000000Z-00000001", "succeeded", "2025-04-01T00:00:05Z"));
    with("DimProduct", "{'ProductKey':-1,'ProductID':'Unknown','ProductName':'Unknown'}");
    with("DimCustomer", "{'CustomerKey':-1,'CustomerID':'Unknown'}");
    with("DimChannel", "{'ChannelKey':-1,'ChannelName':'Unknown'}");
    with("DimCampaign", "{'CampaignKey':-1,'CampaignID':'Unknown'}");
  }

  /**
   * Two channels, two currencies, three products of which one has no cost, a flagged return, a
   * return as a line of its own, spend of a platform that serves a channel and of one that does
   * not.
   */
  public static SmallStar ofAShop() {
    return new SmallStar()
        .withDays(LocalDate.of(2024, 3, 1), LocalDate.of(2025, 3, 31))
        .with(
            "DimProduct",
            "{'ProductKey':1,'ProductID':'LMP-1','ProductName':'Lamp, \\'tall\\''}",
            "{'ProductKey':2,'ProductID':'XSS-2','ProductName':'" + HOSTILE_NAME + "'}",
            "{'ProductKey':3,'ProductID':'NEW-3'}")
        .with(
            "DimCustomer",
            "{'CustomerKey':1,'CustomerID':'C1'}",
            "{'CustomerKey':2,'CustomerID':'C2'}")
        .with(
            "DimChannel",
            "{'ChannelKey':1,'ChannelName':'Shop'}",
            "{'ChannelKey':2,'ChannelName':'Market'}")
        .with(
            "DimCampaign",
            "{'CampaignKey':1,'CampaignID':'G1','CampaignName':'Brand','AdPlatform':'Google'}",
            "{'CampaignKey':2,'CampaignID':'T1','CampaignName':'Clips','AdPlatform':'Tube'}")
        .with("PlatformChannel", "{'AdPlatform':'Google','ChannelName':'Shop'}")
        .with(
            "ProductCost",
            "{'ProductKey':1,'CurrencyCode':'USD','EffectiveFrom':'2024-01-01','UnitCOGS':40.1250}",
            "{'ProductKey':2,'CurrencyCode':'USD','EffectiveFrom':'2024-01-01','UnitCOGS':5}")
        .with(
            "FactMarketingSpend",
            "{'DateKey':20250310,'CampaignKey':1,'Impressions':1000,'Clicks':20,'Spend':12.50,'CurrencyCode':'USD'}",
            "{'DateKey':20250311,'CampaignKey':2,'Impressions':10,'Clicks':0,'Spend':3.25,'CurrencyCode':'USD'}")
        .with(
            "FactTransactions",
            line("T1", 20240315, 1, 1, 1, "2", "100.00", "10.00", "80.25", "USD", false),
            line("T2", 20250310, 1, 1, 1, "1", "100.10", "0.00", "40.13", "USD", false),
            line("T3", 20250311, 2, 2, 2, "3", "9.99", "0.00", "15.00", "USD", true),
            line("T4", 20250312, 3, -1, 1, "1", "50.00", "0.00", null, "USD", false),
            line("T5", 20250313, 1, 1, 1, "-1", "100.00", "-5.00", "-40.13", "USD", false),
            line("T6", 20250314, 2, 2, 2, "1", "20.00", "0.00", null, "EUR", false));
  }

  /** Adds rows to a table; single quotes stand for double ones. */
  public SmallStar with(String table, String... json) {
    rows.computeIfAbsent(table, missing -> new ArrayList<>()).addAll(Arrays.asList(json));
    return this;
  }

  /** Adds every day from the first to the last. */
  public SmallStar withDays(LocalDate first, LocalDate last) {
    first
        .datesUntil(last.plusDays(1))
        .forEach(
            day ->
                with(
                    "DimDate",
                    String.format(
                        Locale.ROOT,
                        "{'DateKey':%s,'FullDate':'%s','Year':%d,'Month':%d,'DayOfMonth':%d}",
                        day.toString().replace("-", ""),
                        day,
                        day.getYear(),
                        day.getMonthValue(),
                        day.getDayOfMonth())));
    return this;
  }

  /** A row of EtlRun. */
  public static String run(String runId, String status, String finished) {
    return String.format(
        "{'RunID':'%s','StartedAt':'%s','FinishedAt':'%s','Status':'%s','SoftwareVersion':'1.0'}",
        runId, finished.replace(":05Z", ":00Z"), finished, status);
  }

  /** A row of FactTransactions whose fees are 1.00 for the platform and 0.50 for the payment. */
  public static String line(
      String id,
      int day,
      int product,
      int customer,
      int channel,
      String quantity,
      String price,
      String discount,
      String cost,
      String currency,
      boolean returned) {
    BigDecimal gross = new BigDecimal(quantity).multiply(new BigDecimal(price));
    return String.format(
        "{'TransactionID':'%s','OrderID':'O-%s','DateKey':%d,'TransactionDate':'%s-%s-%sT10:00:00Z',"
            + "'ProductKey':%d,'CustomerKey':%d,'ChannelKey':%d,'Quantity':%s,'UnitPrice':%s,"
            + "'GrossRevenue':%s,'DiscountAmount':%s,'NetRevenue':%s,'PlatformFee':1.00,"
            + "'PaymentProcessingFee':0.50,%s'CurrencyCode':'%s','ReturnFlag':%s}",
        id,
        id,
        day,
        String.valueOf(day).substring(0, 4),
        String.valueOf(day).substring(4, 6),
        String.valueOf(day).substring(6),
        product,
        customer,
        channel,
        quantity,
        price,
        gross,
        discount,
        gross.subtract(new BigDecimal(discount)),
        cost == null ? "" : "'UnitCOGS':1.0000,'CalculatedTotalCOGS':" + cost + ",",
        currency,
        returned);
  }

  @Override
  public Dataset<Row> table(String table) {
    return tables.computeIfAbsent(table, this::read);
  }

  /** Parses the rows, once. */
  private Dataset<Row> read(String table) {
    StructType schema = StarTables.PUBLISHED.getOrDefault(table, StarTables.RUN_LOG.get(table));
    List<String> json =
        rows.getOrDefault(table, List.of()).stream()
            .map(row -> row.replace("\\'", "\u0001").replace('\'', '"').replace('\u0001', '\''))
            .toList();
    Dataset<Row> read =
        TestSpark.get()
            .read()
            .schema(schema)
            .json(TestSpark.get().createDataset(json, Encoders.STRING()));
    for (StructField field : schema.fields()) {
      if (!field.nullable()) {
        read =
            read.withColumn(
                field.name(),
                functions.coalesce(functions.col(field.name()), zero(field.dataType())));
      }
    }
    return TestSpark.get().createDataFrame(read.collectAsList(), schema);
  }

  private static Column zero(DataType type) {
    Object zero =
        type.equals(DataTypes.StringType)
            ? ""
            : type.equals(DataTypes.BooleanType)
                ? (Object) false
                : type.equals(DataTypes.DateType) || type.equals(DataTypes.TimestampType)
                    ? "2000-01-01"
                    : (Object) 0;
    return functions.lit(zero).cast(type);
  }
}
