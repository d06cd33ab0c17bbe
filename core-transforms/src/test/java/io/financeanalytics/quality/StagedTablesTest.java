package io.financeanalytics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.SparkTest;
import io.financeanalytics.parquet.ParquetFiles;
import io.financeanalytics.pipeline.StagedMeasures;
import io.financeanalytics.pipeline.Together;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.StarTables;
import java.io.File;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StagedTablesTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  /** How often a table was written; some are written at the same time. */
  private final transient AtomicInteger written = new AtomicInteger();

  @Rule public final transient TemporaryFolder folder = new TemporaryFolder();

  private final transient Map<String, List<Row>> tables = new LinkedHashMap<>();

  /** A star without facts: the unknown members, product 1 with a cost, and a day. */
  @Before
  public void emptyStar() {
    tables.put("DimDate", new ArrayList<>(List.of(day("2024-05-01"), day("2024-06-01"))));
    tables.put(
        "DimProduct", new ArrayList<>(List.of(row(-1, "Unknown", "Unknown"), row(1, "P", null))));
    tables.put("DimCustomer", new ArrayList<>(List.of(row(-1, "Unknown"))));
    tables.put("DimChannel", new ArrayList<>(List.of(row(-1, "Unknown"))));
    tables.put("DimCampaign", new ArrayList<>(List.of(row(-1, "Unknown", "Unknown", "Unknown"))));
    tables.put("ProductCost", new ArrayList<>(List.of(cost(1, "EUR", "2024-01-01"))));
    tables.put("PlatformChannel", new ArrayList<>(List.of(row("Google", "Shop"))));
    tables.put("FactMarketingSpend", new ArrayList<>());
    tables.put("FactTransactions", new ArrayList<>());
    tables.put("Quarantine", new ArrayList<>());
  }

  @Test
  public void quarantinedRowsAreCounted() {
    for (int i = 0; i < 3; i++) {
      tables
          .get("Quarantine")
          .add(row("run-1", "cogs", "cogs.csv", "bad_date", "detail", "record"));
    }

    assertThat(measures().count(Stage.STAGED, "Quarantine", Measures.ROWS)).isEqualTo(3);
  }

  @Test
  public void everyTableIsCountedOnceAndNothingIsWrongWithAStarInOrder() {
    fact("T-1", 20240501, 1, "EUR", "10.00", "3.0000");
    spend(20240501, -1, "EUR", "5.00");
    Measures measures = measures();

    Map<String, Long> counts = new TreeMap<>();
    StarTables.PUBLISHED
        .keySet()
        .forEach(table -> counts.put(table, measures.count(Stage.STAGED, table, Measures.ROWS)));
    assertThat(counts)
        .isEqualTo(
            Map.of(
                "DimDate", 2L,
                "DimProduct", 2L,
                "DimCustomer", 1L,
                "DimChannel", 1L,
                "DimCampaign", 1L,
                "ProductCost", 1L,
                "PlatformChannel", 1L,
                "FactMarketingSpend", 1L,
                "FactTransactions", 1L));
    assertThat(measures.all())
        .filteredOn(
            measure ->
                measure.measure().startsWith(StagedTables.ORPHANS)
                    || measure.measure().startsWith(StagedTables.NOT_UNIQUE))
        .hasSize(19)
        .allMatch(measure -> measure.value().signum() == 0);
  }

  @Test
  public void aStarInWhichEverythingIsUniqueIsMeasuredWithoutAQuery() {
    fact("T-1", 20240501, 1, "EUR", "10.00", "3.0000");

    assertThat(queriesAsked()).isEmpty();
  }

  @Test
  public void theFactIsNotGroupedBecauseOfWhatRepeatsElsewhere() {
    fact("T-1", 20240501, 1, "EUR", "10.00", "3.0000");
    tables.get("PlatformChannel").add(row("Google", "Web"));

    assertThat(queriesAsked()).hasSize(1).allMatch(query -> !query.contains("FactTransactions"));
  }

  @Test
  public void onlyTablesWithKeysHaveKeys() {
    assertThat(StagedTables.keys("FactTransactions")).containsExactly(List.of("TransactionID"));
    assertThat(StagedTables.keys("Quarantine")).isEmpty();
    assertThatThrownBy(() -> StagedTables.keys("FactMarketingSpend"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FactMarketingSpend");
  }

  @Test
  public void anEmptyStarHasNoMeasureThatIsNotZero() {
    tables.values().forEach(List::clear);

    assertThat(measures().all()).isNotEmpty().allMatch(measure -> measure.value().signum() == 0);
  }

  @Test
  public void anyRowsAreMeasuredAlikeByQueriesAndRowByRow() {
    Random random = new Random(29);
    for (int i = 0; i < 400; i++) {
      String unitCost = random.nextInt(3) == 0 ? null : "3.0000";
      fact(
          "T-" + random.nextInt(380),
          random.nextInt(10) == 0 ? 20250101 + random.nextInt(900) : 20240501,
          random.nextInt(4) - 1,
          random.nextBoolean() ? "EUR" : "USD",
          (random.nextInt(9) == 0 ? "9999999999999999" : random.nextInt(100_000) - 900) + ".37",
          unitCost,
          random.nextInt(5) == 0 ? null : unitCost);
    }
    List<Row> facts = tables.get("FactTransactions");
    facts.replaceAll(line -> withRandomKeys(random, line));
    tables.get("DimCustomer").addAll(List.of(row(3, "C"), row(700, "D"), row(null, "lost")));
    tables.get("DimChannel").add(row(4, "Web"));
    tables.get("ProductCost").add(cost(1, "USD", "2025-03-01"));
    tables.get("ProductCost").add(cost(2, "USD", "2024-01-01"));
    tables.get("ProductCost").add(cost(2, "USD", "2023-01-01"));
    tables.get("ProductCost").add(cost(2, "GBP", "2024-06-01"));
    Measures measures = measures();

    assertThat(measures.count(Stage.STAGED, "FactTransactions", Measures.ROWS)).isEqualTo(400);
    for (String key : List.of("DateKey", "ProductKey", "CustomerKey", "ChannelKey")) {
      assertThat(measures.count(Stage.STAGED, "FactTransactions", "orphans_" + key))
          .as(key)
          .isPositive();
    }
    assertThat(measures.count(Stage.STAGED, "FactTransactions", "not_unique_TransactionID"))
        .isPositive();
    assertThat(
            measures.count(
                Stage.STAGED, "FactTransactions", StagedTables.ROWS_COST_IN_OTHER_CURRENCY))
        .isPositive();
  }

  /** Keys that are there, that are not, that no key has, and none. */
  private static Row withRandomKeys(Random random, Row line) {
    List<Integer> keys = Arrays.asList(-1, 0, 3, 4, 700, null);
    Object[] values = new Object[line.size()];
    for (int i = 0; i < values.length; i++) {
      String name = FactTransactions.SCHEMA.apply(i).name();
      boolean isKey = List.of("CustomerKey", "ChannelKey").contains(name);
      values[i] = isKey ? keys.get(random.nextInt(keys.size())) : line.get(i);
      values[i] = name.equals("ProductKey") && random.nextInt(20) == 0 ? null : values[i];
      values[i] = name.equals("CurrencyCode") && random.nextInt(40) == 0 ? null : values[i];
    }
    return row(values);
  }

  @Test
  public void sumsOfWholeNumbersDoNotWrapAround() {
    for (int i = 0; i < 2; i++) {
      tables
          .get("FactMarketingSpend")
          .add(row(20240501, -1, Long.MAX_VALUE, Long.MAX_VALUE, BigDecimal.ZERO, "EUR", "run-1"));
    }
    Measures measures = measures();

    assertThat(values(measures, "FactMarketingSpend", "Impressions"))
        .isEqualTo("{EUR=18446744073709551614}");
    assertThat(values(measures, "FactMarketingSpend", "Clicks"))
        .isEqualTo("{EUR=18446744073709551614}");
  }

  @Test
  public void sumsOfAcceptedRowsDoNotWrapAroundEither() {
    Dataset<Row> spend =
        spark()
            .sql(
                "SELECT explode(array(1, 2)) AS n, 'EUR' AS CurrencyCode, date'2024-05-01' AS Date,"
                    + " 9223372036854775807 AS Impressions, 9223372036854775807 AS Clicks,"
                    + " CAST(0 AS DECIMAL(18,2)) AS Spend");

    CurrencyTotals totals = new CurrencyTotals(ControlTotals.SPEND, spend.schema(), "Date");
    CurrencyTotals.of(ControlTotals.SPEND, spend.repartition(2), "Date")
        .collect()
        .forEach(totals::addAll);

    assertThat(totals.measures(Stage.ACCEPTED))
        .contains(
            new Measure(
                Stage.ACCEPTED,
                "FactMarketingSpend",
                "Impressions",
                "EUR",
                new BigDecimal("18446744073709551614")),
            new Measure(
                Stage.ACCEPTED,
                "FactMarketingSpend",
                "Clicks",
                "EUR",
                new BigDecimal("18446744073709551614")));
  }

  @Test
  public void sumsAreExactAndByCurrency() {
    fact("T-1", 20240501, 1, "EUR", "10.01", "3.0000");
    fact("T-2", 20240601, 1, "EUR", "0.02", "3.0000");
    fact("T-3", 20240601, 1, "USD", "-7.00", null);
    spend(20240501, -1, "EUR", "5.00");
    spend(20240501, -1, "EUR", "5.00");
    Measures measures = measures();

    assertThat(values(measures, "FactTransactions", "NetRevenue"))
        .isEqualTo("{EUR=10.03, USD=-7.00}");
    assertThat(values(measures, "FactTransactions", "GrossRevenue"))
        .isEqualTo("{EUR=10.03, USD=-7.00}");
    assertThat(values(measures, "FactTransactions", "Quantity"))
        .isEqualTo("{EUR=2.0000, USD=1.0000}");
    assertThat(values(measures, "FactTransactions", "row_count")).isEqualTo("{EUR=2, USD=1}");
    assertThat(values(measures, "FactMarketingSpend", "Spend")).isEqualTo("{EUR=10.00}");
    assertThat(values(measures, "FactMarketingSpend", "Impressions")).isEqualTo("{EUR=200}");
    assertThat(measures.count(Stage.STAGED, "FactTransactions", Measures.ROWS)).isEqualTo(3);
  }

  @Test
  public void revenueAndCostAreMeasuredByMonthAndCurrency() {
    fact("T-1", 20240501, 1, "EUR", "10.00", "3.0000");
    fact("T-2", 20240601, 1, "EUR", "20.00", "3.0000");
    fact("T-3", 20240601, 1, "EUR", "5.00", "3.0000");
    Measures measures = measures();

    assertThat(StagedTables.month(202405)).isEqualTo("FactTransactions 2024-05");
    assertThat(values(measures, "FactTransactions 2024-05", "NetRevenue")).isEqualTo("{EUR=10.00}");
    assertThat(values(measures, "FactTransactions 2024-06", "NetRevenue")).isEqualTo("{EUR=25.00}");
    assertThat(values(measures, "FactTransactions 2024-06", "CalculatedTotalCOGS"))
        .isEqualTo("{EUR=6.00}");
  }

  @Test
  public void rowsAndRevenueWithoutACostAreCounted() {
    fact("T-1", 20240501, 1, "EUR", "10.00", "3.0000");
    fact("T-2", 20240501, -1, "EUR", "4.00", null);
    fact("T-3", 20240601, -1, "EUR", "2.00", null);
    Measures measures = measures();

    assertThat(values(measures, "FactTransactions", "rows_without_cost")).isEqualTo("{EUR=2}");
    assertThat(values(measures, "FactTransactions", "NetRevenue_without_cost"))
        .isEqualTo("{EUR=6.00}");
    assertThat(values(measures, "FactTransactions", "rows_cost_in_other_currency_only"))
        .isEqualTo("{}");
  }

  @Test
  public void rowsWithAUnitCostButNoTotalAreCounted() {
    fact("T-1", 20240501, 1, "EUR", "10.00", "3.0000");
    fact("T-2", 20240501, 1, "EUR", "4.00", null);
    assertThat(values(measures(), "FactTransactions", "rows_without_total_cost"))
        .isEqualTo("{EUR=0}");

    fact("T-3", 20240501, 1, "EUR", "4.00", "3.0000", null);
    assertThat(values(measures(), "FactTransactions", "rows_without_total_cost"))
        .isEqualTo("{EUR=1}");
  }

  @Test
  public void rowsWithACostInAnotherCurrencyOnlyAreCountedApart() {
    tables.get("ProductCost").add(cost(1, "GBP", "2024-06-01"));
    fact("T-1", 20240501, 1, "USD", "10.00", null);
    fact("T-2", 20240601, 1, "USD", "5.00", null);
    fact("T-3", 20240501, -1, "USD", "2.00", null);
    fact("T-4", 20240501, 1, "EUR", "1.00", "3.0000");
    Measures measures = measures();

    assertThat(values(measures, "FactTransactions", "rows_without_cost"))
        .isEqualTo("{EUR=0, USD=3}");
    assertThat(values(measures, "FactTransactions", "rows_cost_in_other_currency_only"))
        .isEqualTo("{USD=2}");
    assertThat(values(measures, "FactTransactions", "NetRevenue_cost_in_other_currency_only"))
        .isEqualTo("{USD=15.00}");
  }

  @Test
  public void aCostThatOnlyBeginsAfterTheBusinessDayIsNoCostInAnotherCurrency() {
    tables.put("ProductCost", new ArrayList<>(List.of(cost(1, "GBP", "2024-05-02"))));
    fact("T-1", 20240501, 1, "USD", "10.00", null);

    assertThat(values(measures(), "FactTransactions", "rows_cost_in_other_currency_only"))
        .isEqualTo("{}");
  }

  @Test
  public void factsThatPointAtNoMemberAreCounted() {
    fact("T-1", 20240502, 7, "EUR", "1.00", null);
    fact("T-2", 20240501, 7, "USD", "1.00", null);
    spend(20240502, 8, "EUR", "5.00");
    tables.get("ProductCost").add(cost(9, "EUR", "2024-01-01"));
    Measures measures = measures();

    assertThat(measures.count(Stage.STAGED, "ProductCost", "orphans_ProductKey")).isEqualTo(1);
    assertThat(measures.count(Stage.STAGED, "FactTransactions", "orphans_DateKey")).isEqualTo(1);
    assertThat(measures.count(Stage.STAGED, "FactTransactions", "orphans_ProductKey")).isEqualTo(2);
    assertThat(measures.count(Stage.STAGED, "FactTransactions", "orphans_CustomerKey")).isZero();
    assertThat(measures.count(Stage.STAGED, "FactMarketingSpend", "orphans_DateKey")).isEqualTo(1);
    assertThat(measures.count(Stage.STAGED, "FactMarketingSpend", "orphans_CampaignKey"))
        .isEqualTo(1);
  }

  @Test
  public void valuesThatMustBeUniqueAndAreNotAreCounted() {
    tables.get("DimProduct").add(row(2, "P", null));
    tables.get("DimCustomer").addAll(List.of(row(5, "C"), row(5, "D")));
    tables.get("ProductCost").add(cost(1, "EUR", "2024-01-01"));
    tables.get("PlatformChannel").add(row("Google", "Web"));
    fact("T-1", 20240501, 1, "EUR", "1.00", "3.0000");
    fact("T-1", 20240501, 1, "EUR", "1.00", "3.0000");
    Measures measures = measures();

    assertThat(
            measures.all().stream()
                .filter(
                    measure ->
                        measure.measure().startsWith(StagedTables.NOT_UNIQUE)
                            && measure.value().signum() > 0)
                .map(measure -> measure.object() + " " + measure.measure() + " " + measure.value()))
        .containsExactlyInAnyOrder(
            "DimProduct not_unique_ProductID 1",
            "DimCustomer not_unique_CustomerKey 1",
            "ProductCost not_unique_ProductKey_CurrencyCode_EffectiveFrom 1",
            "PlatformChannel not_unique_AdPlatform 1",
            "FactTransactions not_unique_TransactionID 1");
    assertThat(measures.count(Stage.STAGED, "FactTransactions", Measures.ROWS)).isEqualTo(2);
  }

  /** Compiling the plans would take most of the time of these tests. */
  @Before
  public void interpretPlans() {
    spark().conf().set("spark.sql.codegen.wholeStage", "false");
  }

  @After
  public void compilePlans() {
    spark().conf().unset("spark.sql.codegen.wholeStage");
  }

  private static String values(Measures measures, String object, String measure) {
    return measures.byCurrency(Stage.STAGED, object, measure).toString();
  }

  private Measures measures() {
    tables.forEach(
        (table, rows) ->
            spark()
                .createDataFrame(
                    rows,
                    StarTables.PUBLISHED
                        .getOrDefault(table, StarTables.RUN_LOG.get(table))
                        .asNullable())
                .createOrReplaceTempView("staged_" + table));
    Measures measures = new Measures();
    StagedTables.queries().forEach(query -> measures.addAll(query.measures(answer(query.sql()))));
    Measures rowByRow = new Measures();
    Together.run(StagedMeasures.of(this::staged, this::answer)).forEach(rowByRow::addAll);
    assertThat(texts(rowByRow)).isEqualTo(texts(measures));
    return measures;
  }

  /** The queries that are asked when the tables are measured row by row. */
  private List<String> queriesAsked() {
    measures();
    List<String> queries = new ArrayList<>();
    Together.run(
        StagedMeasures.of(
            this::staged,
            query -> {
              queries.add(query);
              return answer(query);
            }));
    return queries;
  }

  private static List<String> texts(Measures measures) {
    return measures.all().stream()
        .map(
            measure ->
                String.join(
                    " ",
                    measure.object(),
                    measure.measure(),
                    measure.currency(),
                    measure.value().stripTrailingZeros().toPlainString()))
        .sorted()
        .toList();
  }

  /** As a warehouse on files has it: every table is read from Parquet. */
  private Dataset<Row> staged(String table) {
    Dataset<Row> rows = spark().table("staged_" + table);
    if (StagedTables.BESIDE_FACTS.contains(table)) {
      // The rows here have few of the other columns.
      rows = rows.selectExpr(StagedTables.keyColumns(table).toArray(String[]::new));
    }
    String path = new File(folder.getRoot(), table + written.incrementAndGet()).getPath();
    new ParquetFiles(spark()).of(rows.repartition(3), new Path(path)).collect();
    return spark().read().schema(rows.schema()).parquet(path);
  }

  private List<Row> answer(String query) {
    return spark().sql(query.replaceAll("\\{(\\w+)}", "staged_$1")).collectAsList();
  }

  private void fact(
      String id, int day, int product, String currency, String revenue, String unitCost) {
    fact(id, day, product, currency, revenue, unitCost, unitCost);
  }

  private void fact(
      String id,
      int day,
      int product,
      String currency,
      String revenue,
      String unitCost,
      String totalCost) {
    List<Object> values = new ArrayList<>();
    for (StructField field : FactTransactions.SCHEMA.fields()) {
      values.add(
          switch (field.name()) {
            case "DateKey" -> day;
            case "ProductKey" -> product;
            case "CustomerKey", "ChannelKey" -> -1;
            case "TransactionID" -> id;
            case "TransactionDate" -> Timestamp.from(Instant.EPOCH);
            case "Quantity" -> BigDecimal.ONE;
            case "UnitPrice", "GrossRevenue", "NetRevenue" -> new BigDecimal(revenue);
            case "UnitCOGS" -> unitCost == null ? null : new BigDecimal(unitCost);
            case "CalculatedTotalCOGS" -> totalCost == null ? null : new BigDecimal(totalCost);
            case "ReturnFlag" -> false;
            case "CurrencyCode" -> currency;
            case "RunID" -> "run-1";
            case "OrderID" -> null;
            default -> BigDecimal.ZERO;
          });
    }
    tables.get("FactTransactions").add(row(values.toArray()));
  }

  private void spend(int day, int campaign, String currency, String spend) {
    tables
        .get("FactMarketingSpend")
        .add(row(day, campaign, 100L, 10L, new BigDecimal(spend), currency, "run-1"));
  }

  private static Row day(String day) {
    LocalDate date = LocalDate.parse(day);
    int key = date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
    return row(
        key,
        Date.valueOf(date),
        date.getYear(),
        2,
        date.getMonthValue(),
        "May",
        1,
        "Day",
        1,
        false);
  }

  private static Row cost(int product, String currency, String from) {
    return row(product, currency, Date.valueOf(from), null, new BigDecimal("3.0000"));
  }
}
