package io.financeanalytics.acceptance;

import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.PlatformChannel;
import io.financeanalytics.table.ProductCost;
import io.financeanalytics.table.StarTables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * A published star with natural keys in the place of surrogate keys, and without RunID: what must
 * be the same whichever warehouse it is in. Rows are text, sorted.
 */
final class ResolvedStar {

  private static final Map<String, String> QUERIES = queries();

  private ResolvedStar() {}

  /** The star in a Delta warehouse, by the published door. */
  static Map<String, List<String>> inDelta(Path warehouse) {
    DeltaLog.clearCache();
    SparkSession spark = TestSpark.get();
    DeltaPublishedTables tables = new DeltaPublishedTables(spark, warehouse);
    StarTables.PUBLISHED
        .keySet()
        .forEach(table -> tables.table(table).createOrReplaceTempView(table));
    Map<String, List<String>> star = new TreeMap<>();
    QUERIES.forEach(
        (table, sql) ->
            star.put(
                table,
                spark.sql(sql).collectAsList().stream()
                    .map(row -> IntStream.range(0, row.size()).mapToObj(row::get).toList())
                    .map(ResolvedStar::text)
                    .sorted()
                    .toList()));
    return star;
  }

  /** The star in a schema of a database, in one transaction of a reader. */
  static Map<String, List<String>> in(Connection connection, String schema) throws SQLException {
    Map<String, List<String>> star = new TreeMap<>();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + schema);
      for (Map.Entry<String, String> query : QUERIES.entrySet()) {
        List<String> rows = new ArrayList<>();
        try (ResultSet answer = statement.executeQuery(query.getValue())) {
          int columns = answer.getMetaData().getColumnCount();
          while (answer.next()) {
            List<Object> values = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
              values.add(answer.getObject(i));
            }
            rows.add(text(values));
          }
        }
        star.put(query.getKey(), rows.stream().sorted().toList());
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return star;
  }

  private static String text(List<?> values) {
    return values.stream().map(ResolvedStar::text).collect(Collectors.joining(" | "));
  }

  private static String text(Object value) {
    if (value instanceof BigDecimal number) {
      return number.toPlainString();
    }
    return value instanceof Timestamp moment ? moment.toInstant().toString() : "" + value;
  }

  private static Map<String, String> queries() {
    Map<String, String> queries = new TreeMap<>();
    queries.put(
        DimDate.NAME, "SELECT " + String.join(", ", DimDate.SCHEMA.fieldNames()) + " FROM DimDate");
    queries.put(PlatformChannel.NAME, "SELECT AdPlatform, ChannelName FROM PlatformChannel");
    for (Dimension dimension : Dimension.ALL) {
      // The unknown member's key is part of the contract; the others are the warehouse's own.
      queries.put(
          dimension.table(),
          "SELECT CASE WHEN "
              + dimension.keyColumn()
              + " > 0 THEN 1 ELSE "
              + dimension.keyColumn()
              + " END, "
              + columnsBut(dimension.table(), "t", List.of(dimension.keyColumn()))
              + " FROM "
              + dimension.table()
              + " t");
    }
    queries.put(
        ProductCost.NAME,
        "SELECT p.ProductID, "
            + columnsBut(ProductCost.NAME, "t", List.of(ProductCost.PRODUCT_KEY))
            + " FROM ProductCost t LEFT JOIN DimProduct p ON p.ProductKey = t.ProductKey");
    queries.put(
        FactMarketingSpend.NAME,
        "SELECT c.CampaignID, "
            + columnsBut(
                FactMarketingSpend.NAME, "t", List.of(FactMarketingSpend.CAMPAIGN_KEY, "RunID"))
            + " FROM FactMarketingSpend t LEFT JOIN DimCampaign c ON c.CampaignKey = t.CampaignKey");
    queries.put(
        FactTransactions.NAME,
        "SELECT p.ProductID, c.CustomerID, h.ChannelName, "
            + columnsBut(
                FactTransactions.NAME,
                "t",
                List.of(
                    FactTransactions.PRODUCT_KEY,
                    FactTransactions.CUSTOMER_KEY,
                    FactTransactions.CHANNEL_KEY,
                    "RunID"))
            + " FROM FactTransactions t LEFT JOIN DimProduct p ON p.ProductKey = t.ProductKey"
            + " LEFT JOIN DimCustomer c ON c.CustomerKey = t.CustomerKey"
            + " LEFT JOIN DimChannel h ON h.ChannelKey = t.ChannelKey");
    return queries;
  }

  private static String columnsBut(String table, String alias, List<String> others) {
    return Arrays.stream(StarTables.PUBLISHED.get(table).fieldNames())
        .filter(column -> !others.contains(column))
        .map(column -> alias + "." + column)
        .collect(Collectors.joining(", "));
  }
}
