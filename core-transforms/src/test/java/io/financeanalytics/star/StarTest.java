package io.financeanalytics.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.DimCampaign;
import io.financeanalytics.table.DimChannel;
import io.financeanalytics.table.DimCustomer;
import io.financeanalytics.table.DimProduct;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.ProductCost;
import io.financeanalytics.table.StarTables;
import io.financeanalytics.table.Transactions;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;

public class StarTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final StructType LINES = Transactions.TABLE.stagedSchema();

  @Test
  public void aProductNameIsThatOfTheLatestRowThatHasOne() {
    StarInputs inputs =
        inputs(
            List.of(
                line(Map.of("TransactionDate", "2024-01-01", "ProductName", "Old")),
                line(Map.of("TransactionDate", "2024-03-01", "ProductName", "New")),
                line(Map.of("TransactionDate", "2024-02-01", "ProductName", "Zzz")),
                line(Map.of("TransactionDate", "2024-04-01"))),
            List.of(),
            List.of());

    Dataset<Row> products = members(inputs).get(Dimension.PRODUCT);

    assertThat(products.columns()).containsExactly("NaturalKey", "ProductName");
    assertThat(texts(products)).containsExactly("[P,New]");
  }

  @Test
  public void amongNamesOfTheSameMomentTheGreatestCounts() {
    StarInputs inputs =
        inputs(
            List.of(
                line(Map.of("ProductName", "Throw A")),
                line(Map.of("ProductName", "Throw C")),
                line(Map.of("ProductName", "Throw B"))),
            List.of(),
            List.of());

    assertThat(texts(members(inputs).get(Dimension.PRODUCT))).containsExactly("[P,Throw C]");
  }

  @Test
  public void productsComeFromTransactionsAndCosts() {
    StarInputs inputs =
        inputs(
            List.of(line(Map.of("ProductID", "sold", "ProductName", "Sold"))),
            List.of(),
            List.of(
                cost("costed", "2024-01-01", "1", "EUR"), cost("sold", "2024-01-01", "1", "EUR")));

    assertThat(texts(members(inputs).get(Dimension.PRODUCT)))
        .containsExactly("[costed,null]", "[sold,Sold]");
  }

  @Test
  public void membersHaveOneRowForEachNaturalKeyAndLeaveOutTheUnknownOne() {
    List<Row> lines = new ArrayList<>();
    for (String id : List.of("a", "A", "a", "UNKNOWN", "unknown", "Unknown")) {
      lines.add(line(Map.of("ProductID", id, "CustomerID", id, "ChannelName", id)));
    }
    Map<String, Object> guest = new LinkedHashMap<>();
    List.of("ProductID", "CustomerID", "ChannelName").forEach(column -> guest.put(column, null));
    lines.add(line(guest));
    StarInputs inputs =
        inputs(
            lines,
            List.of(
                spend("2024-01-01", "unKNOWN", "N", "Google"),
                spend("2024-01-01", "C", "N", "Google")),
            List.of(cost("UNKNOWN", "2024-01-01", "1", "EUR")));

    Map<Dimension, Dataset<Row>> members = members(inputs);

    assertThat(members.keySet()).containsExactlyElementsOf(Dimension.ALL);
    assertThat(texts(members.get(Dimension.PRODUCT))).containsExactly("[A,null]", "[a,null]");
    assertThat(texts(members.get(Dimension.CUSTOMER))).containsExactly("[A]", "[a]");
    assertThat(texts(members.get(Dimension.CHANNEL))).containsExactly("[A]", "[a]");
    assertThat(texts(members.get(Dimension.CAMPAIGN))).containsExactly("[C,N,Google]");
  }

  @Test
  public void eachAttributeOfACampaignIsThatOfTheLatestRowThatHasIt() {
    StarInputs inputs =
        inputs(
            List.of(),
            List.of(
                spend("2024-01-01", "C", "Spring", "Google"),
                spend("2024-01-02", "C", "Summer", null),
                spend("2024-01-02", "C", "Sommer", null),
                spend("2024-01-03", "C", null, null),
                spend("2024-01-01", "D", null, null)),
            List.of());

    Dataset<Row> campaigns = members(inputs).get(Dimension.CAMPAIGN);

    assertThat(campaigns.columns()).containsExactly("NaturalKey", "CampaignName", "AdPlatform");
    assertThat(texts(campaigns)).containsExactly("[C,Summer,Google]", "[D,null,null]");
  }

  @Test
  public void aDimensionHasItsMembersWithTheirKeysAndTheUnknownMember() {
    Dataset<Row> members =
        rows("NaturalKey STRING, CampaignName STRING, AdPlatform STRING", row("C", null, "Google"));

    Dataset<Row> dimension = Star.dimension(Dimension.CAMPAIGN, members, keys("C", 5, "gone", 6));

    assertThat(dimension.schema().asNullable()).isEqualTo(DimCampaign.SCHEMA.asNullable());
    assertThat(texts(dimension))
        .containsExactly("[-1,Unknown,Unknown,Unknown]", "[5,C,null,Google]");
  }

  @Test
  public void everyDimensionHasItsColumns() {
    Map<Dimension, Dataset<Row>> members =
        members(inputs(List.of(line(Map.of())), List.of(), List.of()));
    for (Dimension dimension : Dimension.ALL) {
      assertThat(
              Star.dimension(dimension, members.get(dimension), keys("P", 1)).schema().asNullable())
          .as(dimension.table())
          .isEqualTo(StarTables.PUBLISHED.get(dimension.table()).asNullable());
    }
    assertThat(List.of(DimProduct.NAME, DimCustomer.NAME, DimChannel.NAME, DimCampaign.NAME))
        .containsExactlyElementsOf(Dimension.ALL.stream().map(Dimension::table).toList());
  }

  @Test
  public void aLineBecomesAFactWithItsKeysAmountsAndCost() {
    StarInputs inputs =
        inputs(
            List.of(
                line(
                    Map.of(
                        "TransactionDate", "2024-05-02",
                        "CustomerID", "C",
                        "OrderID", "O",
                        "Quantity", new BigDecimal("3.0000"),
                        "UnitPrice", new BigDecimal("9.9900"),
                        "GrossRevenue", new BigDecimal("29.97"),
                        "DiscountAmount", new BigDecimal("1.00"),
                        "NetRevenue", new BigDecimal("28.97")))),
            List.of(),
            List.of(cost("P", "2024-05-01", "3.3350", "EUR")));

    Dataset<Row> facts = facts(inputs).get(FactTransactions.NAME);

    assertThat(facts.schema().asNullable()).isEqualTo(FactTransactions.SCHEMA.asNullable());
    assertThat(texts(facts))
        .containsExactly(
            "[20240502,1,2,3,T,O,2024-05-02 00:00:00.0,3.0000,9.9900,29.97,1.00,28.97,0.00,0.00,"
                + "0.00,0.00,0.00,0.00,3.3350,10.01,false,EUR,run-1]");
  }

  @Test
  public void everyAcceptedLineIsOneFactWhateverItsProductCustomerOrCost() {
    List<Row> lines = new ArrayList<>();
    for (String product : Arrays.asList("P", "UNKNOWN", null, "no cost")) {
      for (String customer : Arrays.asList("C", "unknown", null)) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("ProductID", product);
        values.put("CustomerID", customer);
        values.put("ChannelName", customer == null ? null : "Shopify");
        values.put("TransactionID", "T" + lines.size());
        lines.add(line(values));
      }
    }
    StarInputs inputs =
        inputs(
            lines,
            List.of(),
            List.of(
                cost("P", "2023-01-01", "1", "EUR"),
                cost("P", "2024-01-01", "2", "EUR"),
                cost("P", "2024-01-01", "3", "USD")));

    Dataset<Row> facts = facts(inputs).get(FactTransactions.NAME);

    assertThat(facts.select("TransactionID").distinct().collectAsList()).hasSize(12);
    assertThat(texts(facts.groupBy("ProductKey", "CustomerKey", "ChannelKey", "UnitCOGS").count()))
        .containsExactly(
            "[-1,-1,-1,null,2]",
            "[-1,-1,3,null,2]",
            "[-1,2,3,null,2]",
            "[1,-1,-1,2.0000,1]",
            "[1,-1,3,2.0000,1]",
            "[1,2,3,2.0000,1]",
            "[9,-1,-1,null,1]",
            "[9,-1,3,null,1]",
            "[9,2,3,null,1]");
  }

  @Test
  public void noFactRowIsShuffledForKeysOrCosts() {
    StarInputs inputs =
        inputs(
            List.of(line(Map.of("CustomerID", "C"))),
            List.of(),
            List.of(cost("P", "2024-01-01", "2", "EUR")));

    assertThat(shuffles(facts(inputs).get(FactTransactions.NAME), "TransactionID")).isZero();
  }

  @Test
  public void everySpendRowIsOneFactRepeatedOnesToo() {
    StarInputs inputs =
        inputs(
            List.of(),
            List.of(
                spend("2024-05-01", "C", "N", "Google"),
                spend("2024-05-01", "C", "N", "Google"),
                spend("2024-05-02", "unknown", "N", "Google")),
            List.of());

    Dataset<Row> facts = facts(inputs).get(FactMarketingSpend.NAME);

    assertThat(facts.schema().asNullable()).isEqualTo(FactMarketingSpend.SCHEMA.asNullable());
    assertThat(texts(facts))
        .containsExactly(
            "[20240501,4,100,10,5.00,EUR,run-1]",
            "[20240501,4,100,10,5.00,EUR,run-1]",
            "[20240502,-1,100,10,5.00,EUR,run-1]");
  }

  @Test
  public void productCostsAreIntervalsOfTheProductsKey() {
    StarInputs inputs =
        inputs(
            List.of(),
            List.of(),
            List.of(
                cost("P", "2024-02-01", "2", "EUR"),
                cost("P", "2024-01-01", "1", "EUR"),
                cost("unknown", "2024-01-01", "7", "EUR")));

    Dataset<Row> costs = facts(inputs).get(ProductCost.NAME);

    assertThat(costs.schema().asNullable()).isEqualTo(ProductCost.SCHEMA.asNullable());
    assertThat(texts(costs))
        .containsExactly(
            "[-1,EUR,2024-01-01,null,7.0000]",
            "[1,EUR,2024-01-01,2024-02-01,1.0000]",
            "[1,EUR,2024-02-01,null,2.0000]");
  }

  private Map<String, Dataset<Row>> facts(StarInputs inputs) {
    Map<Dimension, Dataset<Row>> keys = new LinkedHashMap<>();
    keys.put(Dimension.PRODUCT, keys("P", 1, "no cost", 9));
    keys.put(Dimension.CUSTOMER, keys("C", 2));
    keys.put(Dimension.CHANNEL, keys("Shopify", 3));
    keys.put(Dimension.CAMPAIGN, keys("C", 4));
    return Star.facts(inputs, keys, "run-1");
  }

  /** A key table with the unknown member, from natural keys and surrogate keys in turn. */
  private Dataset<Row> keys(Object... keys) {
    List<Row> known = new ArrayList<>();
    for (int i = 0; i < keys.length; i += 2) {
      known.add(row(keys[i], keys[i + 1]));
    }
    return SurrogateKeys.withUnknown(spark().createDataFrame(known, SurrogateKeys.SCHEMA));
  }

  private static Map<Dimension, Dataset<Row>> members(StarInputs inputs) {
    Dataset<Row> sightings =
        Sightings.of(inputs.transactions()).union(Sightings.ofProducts(inputs.costs()));
    return Star.members(Sightings.members(sightings), inputs.spend());
  }

  private StarInputs inputs(List<Row> lines, List<Row> spend, List<Row> costs) {
    return new StarInputs(
        spark().createDataFrame(lines, LINES.asNullable()),
        spark().createDataFrame(spend, typed(MarketingSpend.TABLE.stagedSchema(), 8)),
        spark().createDataFrame(costs, typed(Cogs.TABLE.stagedSchema(), 4)),
        spark().createDataFrame(List.of(), PlatformChannels.TABLE.stagedSchema()));
  }

  private static StructType typed(StructType staged, int columns) {
    return new StructType(Arrays.copyOf(staged.fields(), columns));
  }

  /** An accepted line; other columns than those given are 1, 0 or empty. */
  private static Row line(Map<String, Object> values) {
    Object day = values.getOrDefault("TransactionDate", "2024-05-01");
    List<Object> row = new ArrayList<>();
    for (StructField field : LINES.fields()) {
      Object preset =
          switch (field.name()) {
            case "TransactionID" -> "T";
            case "ProductID" -> "P";
            case "ChannelName" -> "Shopify";
            case "Quantity", "UnitPrice" -> BigDecimal.ONE;
            case "ReturnFlag" -> false;
            case "CurrencyCode" -> "EUR";
            default -> field.dataType().sql().startsWith("DECIMAL") ? BigDecimal.ZERO : null;
          };
      row.add(
          switch (field.name()) {
            case "TransactionDate" -> Timestamp.from(Instant.parse(day + "T00:00:00Z"));
            case "BusinessDay" -> Date.valueOf(day.toString());
            default -> values.containsKey(field.name()) ? values.get(field.name()) : preset;
          });
    }
    return row(row.toArray());
  }

  private static Row spend(String day, String campaign, String name, String platform) {
    return row(
        Date.valueOf(day), campaign, name, platform, 100L, 10L, new BigDecimal("5.00"), "EUR");
  }

  private static Row cost(String product, String day, String cost, String currency) {
    return row(product, Date.valueOf(day), new BigDecimal(cost), currency);
  }
}
