package io.financeanalytics.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.financeanalytics.HeldRows;
import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.costing.CostOfGoodsSold;
import io.financeanalytics.keys.NaturalKey;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.DimCampaign;
import io.financeanalytics.table.DimProduct;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.PlatformChannel;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.ProductCost;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * The star schema, from accepted rows: first the members of its dimensions, then, when a warehouse
 * has given them their keys, the dimensions and the facts. Pure functions; nothing is read, written
 * or counted here.
 */
public final class Star {

  private Star() {}

  /**
   * {@return the members of every dimension that has surrogate keys: one row for each natural key
   * in the column {@link SurrogateKeys#NATURAL_KEY}, with its attributes, without the unknown
   * member} An attribute that varies has the value of the latest row that has one; among rows of
   * the same moment, the greatest value.
   *
   * @param seen the members that accepted transactions and costs name, as {@link Sightings#members}
   *     gives them
   * @param spend accepted advertising spend
   */
  public static Map<Dimension, Dataset<Row>> members(Dataset<Row> seen, Dataset<Row> spend) {
    Map<Dimension, Dataset<Row>> members = new LinkedHashMap<>();
    members.put(
        Dimension.PRODUCT,
        seen(seen, Dimension.PRODUCT)
            .select(
                col(SurrogateKeys.NATURAL_KEY), col(Sightings.NAME).as(DimProduct.PRODUCT_NAME)));
    for (Dimension dimension : List.of(Dimension.CUSTOMER, Dimension.CHANNEL)) {
      members.put(dimension, seen(seen, dimension).select(SurrogateKeys.NATURAL_KEY));
    }
    members.put(Dimension.CAMPAIGN, campaigns(spend));
    return members;
  }

  /**
   * {@return a dimension: its members with their keys and, first, the unknown member}
   *
   * @param dimension which dimension
   * @param members as {@link #members} gives them
   * @param keys the key table of the dimension
   */
  static Dataset<Row> dimension(Dimension dimension, Dataset<Row> members, Dataset<Row> keys) {
    List<Object> unknown =
        Arrays.stream(dimension.schema().fieldNames())
            .<Object>map(
                name ->
                    name.equals(dimension.keyColumn())
                        ? SurrogateKeys.UNKNOWN_KEY
                        : NaturalKey.UNKNOWN)
            .toList();
    Dataset<Row> unknownMember =
        members
            .sparkSession()
            .createDataFrame(List.of(RowFactory.create(unknown.toArray())), dimension.schema());
    Dataset<Row> keyed =
        SurrogateKeys.withKey(members, col(SurrogateKeys.NATURAL_KEY), keys, dimension.keyColumn())
            .withColumnRenamed(SurrogateKeys.NATURAL_KEY, dimension.naturalKeyColumn());
    Dataset<Row> all = unknownMember.union(inOrder(keyed, dimension.schema()));
    boolean fewRows = HeldRows.areIn(members) && HeldRows.areIn(keys);
    return fewRows ? all.coalesce(1) : all;
  }

  /**
   * {@return the dimensions, by the name of their table}
   *
   * @param members as {@link #members} gives them
   * @param keys for every dimension its key table
   */
  public static Map<String, Dataset<Row>> dimensions(
      Map<Dimension, Dataset<Row>> members, Map<Dimension, Dataset<Row>> keys) {
    Map<String, Dataset<Row>> dimensions = new LinkedHashMap<>();
    members.forEach(
        (dimension, rows) ->
            dimensions.put(dimension.table(), dimension(dimension, rows, keys.get(dimension))));
    return dimensions;
  }

  /**
   * {@return the facts and the other tables that point at dimensions, by name}
   *
   * @param inputs the accepted rows
   * @param keys for every dimension its key table with the unknown member
   * @param runId what stands in RunID
   */
  public static Map<String, Dataset<Row>> facts(
      StarInputs inputs, Map<Dimension, Dataset<Row>> keys, String runId) {
    Map<String, Dataset<Row>> facts =
        factsBesideTransactions(inputs.spend(), inputs.costs(), inputs.platforms(), keys, runId);
    facts.put(
        FactTransactions.NAME, transactions(inputs.transactions(), inputs.costs(), keys, runId));
    return facts;
  }

  /**
   * {@return all {@link #facts} but {@link FactTransactions}}
   *
   * @param spend accepted advertising spend
   * @param costs accepted unit costs
   * @param platforms accepted advertising platforms
   * @param keys for every dimension its key table with the unknown member
   * @param runId what stands in RunID
   */
  public static Map<String, Dataset<Row>> factsBesideTransactions(
      Dataset<Row> spend,
      Dataset<Row> costs,
      Dataset<Row> platforms,
      Map<Dimension, Dataset<Row>> keys,
      String runId) {
    Map<String, Dataset<Row>> facts = new LinkedHashMap<>();
    facts.put(ProductCost.NAME, productCosts(costs, keys));
    facts.put(PlatformChannel.NAME, platformChannels(platforms));
    facts.put(FactMarketingSpend.NAME, marketingSpend(spend, keys, runId));
    return facts;
  }

  /**
   * {@return the rows of {@link FactTransactions}, by joins that stand any number of keys and
   * costs; {@link FactLines} is quicker where there are few}
   *
   * @param transactions accepted order lines
   * @param costs accepted unit costs
   * @param keys for every dimension its key table with the unknown member
   * @param runId what stands in RunID
   */
  public static Dataset<Row> transactions(
      Dataset<Row> transactions,
      Dataset<Row> costs,
      Map<Dimension, Dataset<Row>> keys,
      String runId) {
    return transactions
        .transform(lines -> CostOfGoodsSold.withCost(lines, costs))
        .transform(lines -> withKey(lines, Dimension.PRODUCT, Transactions.PRODUCT_ID, keys))
        .transform(lines -> withKey(lines, Dimension.CUSTOMER, Transactions.CUSTOMER_ID, keys))
        .transform(lines -> withKey(lines, Dimension.CHANNEL, Transactions.CHANNEL_NAME, keys))
        .withColumn(FactTransactions.DATE_KEY, DateDimension.dateKey(col(RawTable.BUSINESS_DAY)))
        .withColumn(FactTransactions.RUN_ID, lit(runId))
        .transform(lines -> inOrder(lines, FactTransactions.SCHEMA));
  }

  private static Dataset<Row> marketingSpend(
      Dataset<Row> spend, Map<Dimension, Dataset<Row>> keys, String runId) {
    return spend
        .transform(rows -> withKey(rows, Dimension.CAMPAIGN, MarketingSpend.CAMPAIGN_ID, keys))
        .withColumn(FactMarketingSpend.DATE_KEY, DateDimension.dateKey(col(MarketingSpend.DATE)))
        .withColumn(FactMarketingSpend.RUN_ID, lit(runId))
        .transform(rows -> inOrder(rows, FactMarketingSpend.SCHEMA));
  }

  private static Dataset<Row> productCosts(Dataset<Row> costs, Map<Dimension, Dataset<Row>> keys) {
    return costs
        .transform(CostOfGoodsSold::history)
        .transform(rows -> withKey(rows, Dimension.PRODUCT, Cogs.PRODUCT_ID, keys))
        .transform(rows -> inOrder(rows, ProductCost.SCHEMA));
  }

  private static Dataset<Row> platformChannels(Dataset<Row> platforms) {
    return platforms.select(
        col(PlatformChannels.AD_PLATFORM).as(PlatformChannel.AD_PLATFORM),
        col(PlatformChannels.CHANNEL_NAME).as(PlatformChannel.CHANNEL_NAME));
  }

  private static Dataset<Row> campaigns(Dataset<Row> spend) {
    return spend
        .where(not(NaturalKey.isUnknown(col(MarketingSpend.CAMPAIGN_ID))))
        .groupBy(col(MarketingSpend.CAMPAIGN_ID).as(SurrogateKeys.NATURAL_KEY))
        .agg(
            latest(MarketingSpend.CAMPAIGN_NAME, MarketingSpend.DATE, DimCampaign.CAMPAIGN_NAME),
            latest(MarketingSpend.AD_PLATFORM, MarketingSpend.DATE, DimCampaign.AD_PLATFORM));
  }

  private static Dataset<Row> seen(Dataset<Row> members, Dimension dimension) {
    return members.where(
        col(Sightings.DIMENSION)
            .equalTo(dimension.table())
            .and(not(NaturalKey.isUnknown(col(SurrogateKeys.NATURAL_KEY)))));
  }

  /** The value of the latest row that has one; aggregates do not see null structs. */
  private static Column latest(String attribute, String moment, String as) {
    Column dated = when(col(attribute).isNotNull(), struct(col(moment), col(attribute)));
    return max(dated).getField(attribute).as(as);
  }

  private static Dataset<Row> withKey(
      Dataset<Row> rows,
      Dimension dimension,
      String identifier,
      Map<Dimension, Dataset<Row>> keys) {
    return SurrogateKeys.withKey(rows, col(identifier), keys.get(dimension), dimension.keyColumn());
  }

  private static Dataset<Row> inOrder(Dataset<Row> rows, StructType schema) {
    return rows.select(
        Arrays.stream(schema.fields())
            .map(field -> col(field.name()).cast(field.dataType()).as(field.name()))
            .toArray(Column[]::new));
  }
}
