package io.financeanalytics.quality;

import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.table.DimCampaign;
import io.financeanalytics.table.DimChannel;
import io.financeanalytics.table.DimCustomer;
import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.DimProduct;
import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.PlatformChannel;
import io.financeanalytics.table.ProductCost;
import io.financeanalytics.table.Quarantine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/**
 * Measures the star as it stands in staging, in SQL that every warehouse understands: control
 * totals, members that facts point at but that are missing, keys that occur twice, revenue without
 * a cost. A table is written as its name in braces; the warehouse puts in where it staged it.
 */
public final class StagedTables {

  /** Before a table's column: rows that point at a missing row of a dimension. */
  public static final String ORPHANS = "orphans_";

  /** Before a table's columns: values of what must be unique that occur more than once. */
  public static final String NOT_UNIQUE = "not_unique_";

  /** Fact rows without a unit cost. */
  public static final String ROWS_WITHOUT_COST = "rows_without_cost";

  /** Net revenue of fact rows without a unit cost. */
  public static final String REVENUE_WITHOUT_COST = "NetRevenue_without_cost";

  /** Fact rows with a unit cost but without a total cost, of which there must be none. */
  public static final String ROWS_WITHOUT_TOTAL_COST = "rows_without_total_cost";

  /** Fact rows without a unit cost whose product has one in another currency. */
  public static final String ROWS_COST_IN_OTHER_CURRENCY = "rows_cost_in_other_currency_only";

  /** Net revenue of such rows. */
  public static final String REVENUE_COST_IN_OTHER_CURRENCY =
      "NetRevenue_cost_in_other_currency_only";

  static final String MONTH = "YearMonth";
  private static final String TABLE = "TableName";
  private static final String UNIQUE_COLUMNS = "UniqueColumns";
  private static final String REPEATED = "repeated";

  /** The columns of order lines that point at dimensions. */
  static final List<String> KEYS_OF_LINES =
      List.of(
          FactTransactions.DATE_KEY,
          FactTransactions.PRODUCT_KEY,
          FactTransactions.CUSTOMER_KEY,
          FactTransactions.CHANNEL_KEY);

  /** The columns of spend that point at dimensions. */
  static final List<String> KEYS_OF_SPEND =
      List.of(FactMarketingSpend.DATE_KEY, FactMarketingSpend.CAMPAIGN_KEY);

  /** What must be unique in each table but the facts; the first is its key. */
  private static final Map<String, List<String>> UNIQUE = unique();

  /** The tables other than facts. */
  public static final List<String> BESIDE_FACTS =
      Stream.concat(UNIQUE.keySet().stream(), Stream.of(Quarantine.NAME)).toList();

  private StagedTables() {}

  /**
   * A query over staged tables and the measures in its answer.
   *
   * @param sql the query, with tables in braces
   * @param reader adds the measures that one row of the answer says to a list
   */
  public record Query(String sql, BiConsumer<Row, List<Measure>> reader) {

    /**
     * {@return the measures in an answer}
     *
     * @param answer the rows of the answer
     */
    public List<Measure> measures(List<Row> answer) {
      List<Measure> measures = new ArrayList<>();
      answer.forEach(row -> reader.accept(row, measures));
      return measures;
    }
  }

  /** {@return all queries, of which none needs the answer of another} */
  public static List<Query> queries() {
    return List.of(
        uniquenessQuery(),
        repetitionsQuery(),
        new Query(transactionTotals(), StagedTables::addTransactions),
        new Query(costsInOtherCurrencies(), StagedTables::addOtherCurrencies),
        new Query(spendTotals(), StagedTables::addSpend),
        new Query(quarantineRows(), StagedTables::addQuarantine),
        new Query(costOrphans(), StagedTables::addCosts));
  }

  /** {@return the query that counts the rows of tables beside facts and what repeats in them} */
  public static Query uniquenessQuery() {
    return new Query(uniqueness(), StagedTables::addUniqueness);
  }

  /** {@return the query that counts the TransactionIDs that repeat in the fact} */
  public static Query repetitionsQuery() {
    return new Query(repetitions(), StagedTables::addRepetitions);
  }

  /** {@return the measures that say that in the tables beside facts every key is unique} */
  public static List<Measure> noKeyRepeated() {
    return UNIQUE.entrySet().stream()
        .flatMap(
            table ->
                table.getValue().stream()
                    .map(key -> repeated(table.getKey(), key, BigDecimal.ZERO)))
        .toList();
  }

  /** {@return the measure that says that in the fact every TransactionID is unique} */
  public static Measure noTransactionRepeated() {
    return repeated(FactTransactions.NAME, FactTransactions.TRANSACTION_ID, BigDecimal.ZERO);
  }

  /**
   * {@return the columns of each key of a table; none when nothing in it must be unique}
   *
   * @param table one of the tables of {@link #BESIDE_FACTS}, or {@link FactTransactions}
   * @throws IllegalArgumentException when it is another table
   */
  public static List<List<String>> keys(String table) {
    if (table.equals(FactTransactions.NAME)) {
      return List.of(List.of(FactTransactions.TRANSACTION_ID));
    }
    if (!BESIDE_FACTS.contains(table)) {
      throw new IllegalArgumentException("There is no table " + table + " with keys");
    }
    return UNIQUE.getOrDefault(table, List.of()).stream()
        .map(key -> List.of(key.split(", ")))
        .toList();
  }

  /**
   * {@return the columns of a table's keys, or one column where it has none}
   *
   * @param table one of the tables of {@link #BESIDE_FACTS}
   */
  public static List<String> keyColumns(String table) {
    return table.equals(Quarantine.NAME)
        ? List.of(Quarantine.RUN_ID)
        : keys(table).stream().flatMap(List::stream).distinct().toList();
  }

  /**
   * {@return the object under which a month's totals stand, such as {@code FactTransactions
   * 2024-03}}
   *
   * @param yearMonth the month as the number yyyymm
   */
  public static String month(int yearMonth) {
    return FactTransactions.NAME
        + " "
        + yearMonth / 100
        + "-"
        + String.format("%02d", yearMonth % 100);
  }

  static String transactionTotals() {
    String month = "CAST(FLOOR(f.DateKey / 100) AS INTEGER)";
    return "SELECT "
        + month
        + " AS "
        + MONTH
        + ", f.CurrencyCode AS CurrencyCode, COUNT(*) AS "
        + Measures.ROWS
        + sums("f", ControlTotals.TRANSACTIONS.columns())
        + sums("f", List.of(FactTransactions.TOTAL_COGS))
        + countIf("f.UnitCOGS IS NULL", ROWS_WITHOUT_COST)
        + ", SUM(CASE WHEN f.UnitCOGS IS NULL THEN f.NetRevenue ELSE 0 END) AS "
        + REVENUE_WITHOUT_COST
        + countIf(
            "f.UnitCOGS IS NOT NULL AND f.CalculatedTotalCOGS IS NULL", ROWS_WITHOUT_TOTAL_COST)
        + countIf("d.DateKey IS NULL", ORPHANS + FactTransactions.DATE_KEY)
        + countIf("p.ProductKey IS NULL", ORPHANS + FactTransactions.PRODUCT_KEY)
        + countIf("c.CustomerKey IS NULL", ORPHANS + FactTransactions.CUSTOMER_KEY)
        + countIf("h.ChannelKey IS NULL", ORPHANS + FactTransactions.CHANNEL_KEY)
        + " FROM {FactTransactions} f"
        + " LEFT JOIN {DimDate} d ON f.DateKey = d.DateKey"
        + " LEFT JOIN {DimProduct} p ON f.ProductKey = p.ProductKey"
        + " LEFT JOIN {DimCustomer} c ON f.CustomerKey = c.CustomerKey"
        + " LEFT JOIN {DimChannel} h ON f.ChannelKey = h.ChannelKey"
        + " GROUP BY "
        + month
        + ", f.CurrencyCode";
  }

  private static String repetitions() {
    return "SELECT COUNT(*) AS "
        + REPEATED
        + " FROM (SELECT TransactionID FROM {FactTransactions} GROUP BY TransactionID HAVING COUNT(*) > 1) AS g";
  }

  static String spendTotals() {
    return "SELECT f.CurrencyCode AS CurrencyCode, COUNT(*) AS "
        + Measures.ROWS
        + sums("f", ControlTotals.SPEND.columns())
        + countIf("d.DateKey IS NULL", ORPHANS + FactMarketingSpend.DATE_KEY)
        + countIf("c.CampaignKey IS NULL", ORPHANS + FactMarketingSpend.CAMPAIGN_KEY)
        + " FROM {FactMarketingSpend} f"
        + " LEFT JOIN {DimDate} d ON f.DateKey = d.DateKey"
        + " LEFT JOIN {DimCampaign} c ON f.CampaignKey = c.CampaignKey"
        + " GROUP BY f.CurrencyCode";
  }

  static String costsInOtherCurrencies() {
    return "SELECT f.CurrencyCode AS CurrencyCode, COUNT(*) AS "
        + ROWS_COST_IN_OTHER_CURRENCY
        + ", SUM(f.NetRevenue) AS "
        + REVENUE_COST_IN_OTHER_CURRENCY
        + " FROM {FactTransactions} f WHERE f.UnitCOGS IS NULL AND EXISTS (SELECT 1 FROM {ProductCost} c"
        + " WHERE c.ProductKey = f.ProductKey AND c.CurrencyCode <> f.CurrencyCode AND EXTRACT(YEAR FROM c.EffectiveFrom) * 10000"
        + " + EXTRACT(MONTH FROM c.EffectiveFrom) * 100 + EXTRACT(DAY FROM c.EffectiveFrom) <= f.DateKey)"
        + " GROUP BY f.CurrencyCode";
  }

  static String uniqueness() {
    return UNIQUE.entrySet().stream()
        .flatMap(
            table -> table.getValue().stream().map(columns -> uniqueness(table.getKey(), columns)))
        .collect(Collectors.joining(" UNION ALL "));
  }

  static String costOrphans() {
    return "SELECT COALESCE(SUM(CASE WHEN p.ProductKey IS NULL THEN 1 ELSE 0 END), 0) AS "
        + ORPHANS
        + ProductCost.PRODUCT_KEY
        + " FROM {ProductCost} f LEFT JOIN {DimProduct} p ON f.ProductKey = p.ProductKey";
  }

  static String quarantineRows() {
    return "SELECT COUNT(*) AS " + Measures.ROWS + " FROM {Quarantine}";
  }

  private static String uniqueness(String table, String columns) {
    return "SELECT '"
        + table
        + "' AS "
        + TABLE
        + ", '"
        + columns.replace(", ", "_")
        + "' AS "
        + UNIQUE_COLUMNS
        + ", COALESCE(SUM(n), 0) AS "
        + Measures.ROWS
        + ", COALESCE(SUM(CASE WHEN n > 1 THEN 1 ELSE 0 END), 0) AS "
        + REPEATED
        + " FROM (SELECT "
        + columns
        + ", COUNT(*) AS n FROM {"
        + table
        + "} GROUP BY "
        + columns
        + ") AS g";
  }

  private static void addQuarantine(Row row, List<Measure> measures) {
    measures.add(MeasuredRow.measure(Stage.STAGED, Quarantine.NAME, row, Measures.ROWS, null));
  }

  static void addCosts(Row row, List<Measure> measures) {
    String orphans = ORPHANS + ProductCost.PRODUCT_KEY;
    measures.add(MeasuredRow.measure(Stage.STAGED, ProductCost.NAME, row, orphans, null));
  }

  private static void addRepetitions(Row row, List<Measure> measures) {
    measures.add(
        repeated(
            FactTransactions.NAME,
            FactTransactions.TRANSACTION_ID,
            MeasuredRow.number(row, REPEATED)));
  }

  private static Measure repeated(String table, String key, BigDecimal values) {
    String measure = NOT_UNIQUE + key.replace(", ", "_");
    return new Measure(Stage.STAGED, table, measure, null, values);
  }

  static void addTransactions(Row row, List<Measure> measures) {
    measures.addAll(ControlTotals.TRANSACTIONS.measures(Stage.STAGED, row));
    String currency = MeasuredRow.text(row, FactTransactions.CURRENCY_CODE);
    for (String name :
        List.of(
            FactTransactions.TOTAL_COGS,
            ROWS_WITHOUT_COST,
            REVENUE_WITHOUT_COST,
            ROWS_WITHOUT_TOTAL_COST)) {
      measures.add(MeasuredRow.measure(Stage.STAGED, FactTransactions.NAME, row, name, currency));
    }
    for (String key : KEYS_OF_LINES) {
      measures.add(
          MeasuredRow.measure(Stage.STAGED, FactTransactions.NAME, row, ORPHANS + key, null));
    }
    String month = month(MeasuredRow.number(row, MONTH).intValueExact());
    for (String name : List.of(FactTransactions.NET_REVENUE, FactTransactions.TOTAL_COGS)) {
      measures.add(MeasuredRow.measure(Stage.STAGED, month, row, name, currency));
    }
  }

  static void addSpend(Row row, List<Measure> measures) {
    measures.addAll(ControlTotals.SPEND.measures(Stage.STAGED, row));
    for (String key : KEYS_OF_SPEND) {
      measures.add(
          MeasuredRow.measure(Stage.STAGED, FactMarketingSpend.NAME, row, ORPHANS + key, null));
    }
  }

  static void addOtherCurrencies(Row row, List<Measure> measures) {
    String currency = MeasuredRow.text(row, FactTransactions.CURRENCY_CODE);
    for (String name : List.of(ROWS_COST_IN_OTHER_CURRENCY, REVENUE_COST_IN_OTHER_CURRENCY)) {
      measures.add(MeasuredRow.measure(Stage.STAGED, FactTransactions.NAME, row, name, currency));
    }
  }

  private static void addUniqueness(Row row, List<Measure> measures) {
    String table = MeasuredRow.text(row, TABLE);
    String columns = MeasuredRow.text(row, UNIQUE_COLUMNS);
    if (UNIQUE.get(table).get(0).replace(", ", "_").equals(columns)) {
      measures.add(MeasuredRow.measure(Stage.STAGED, table, row, Measures.ROWS, null));
    }
    measures.add(repeated(table, columns, MeasuredRow.number(row, REPEATED)));
  }

  private static String sums(String alias, List<String> columns) {
    return columns.stream()
        .map(column -> ", " + ControlTotals.sqlSum(alias + "." + column) + " AS " + column)
        .collect(Collectors.joining());
  }

  private static String countIf(String condition, String name) {
    return ", SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END) AS " + name;
  }

  private static Map<String, List<String>> unique() {
    Map<String, List<String>> unique = new LinkedHashMap<>();
    unique.put(DimDate.NAME, List.of(DimDate.DATE_KEY));
    unique.put(DimProduct.NAME, List.of(DimProduct.PRODUCT_KEY, DimProduct.PRODUCT_ID));
    unique.put(DimCustomer.NAME, List.of(DimCustomer.CUSTOMER_KEY, DimCustomer.CUSTOMER_ID));
    unique.put(DimChannel.NAME, List.of(DimChannel.CHANNEL_KEY, DimChannel.CHANNEL_NAME));
    unique.put(DimCampaign.NAME, List.of(DimCampaign.CAMPAIGN_KEY, DimCampaign.CAMPAIGN_ID));
    unique.put(
        ProductCost.NAME,
        List.of(
            String.join(
                ", ",
                ProductCost.PRODUCT_KEY,
                ProductCost.CURRENCY_CODE,
                ProductCost.EFFECTIVE_FROM)));
    unique.put(PlatformChannel.NAME, List.of(PlatformChannel.AD_PLATFORM));
    return unique;
  }
}
