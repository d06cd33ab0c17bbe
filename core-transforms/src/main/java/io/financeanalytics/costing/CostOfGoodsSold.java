package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lead;

import io.financeanalytics.RequiredColumns;
import io.financeanalytics.keys.NaturalKey;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.ProductCost;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * The cost of goods sold: what the units of an order line cost the seller, at the unit cost that
 * held on the day of sale.
 *
 * <p>Of the costs of the line's product in the line's currency, the one with the latest effective
 * date on or before the business day counts. A line without one keeps its place with null in both
 * columns: no cost is not a cost of zero.
 */
public final class CostOfGoodsSold {

  private static final String PRODUCT = "__product";

  private CostOfGoodsSold() {}

  /**
   * Adds UnitCOGS and CalculatedTotalCOGS = round(Quantity x UnitCOGS, 2) to every line.
   *
   * @param lines order lines with ProductID, CurrencyCode, BusinessDay and Quantity
   * @param costs accepted costs, one for each product, currency and effective date
   * @return one row for each line; a total that does not fit decimal(18,2) is null although the
   *     unit cost is not
   */
  public static Dataset<Row> withCost(Dataset<Row> lines, Dataset<Row> costs) {
    RequiredColumns.check(
        lines,
        "order lines",
        List.of(
            Transactions.PRODUCT_ID,
            Transactions.CURRENCY_CODE,
            RawTable.BUSINESS_DAY,
            Transactions.QUANTITY));
    RequiredColumns.check(costs, "costs", Cogs.TABLE.columns());
    Dataset<Row> costsOfProducts =
        costs.select(
            NaturalKey.of(col(Cogs.PRODUCT_ID)).as(PRODUCT),
            col(Cogs.CURRENCY_CODE),
            col(Cogs.EFFECTIVE_DATE),
            col(Cogs.UNIT_COGS));
    return AsOfJoin.on(
            List.of(PRODUCT, Transactions.CURRENCY_CODE),
            RawTable.BUSINESS_DAY,
            Cogs.EFFECTIVE_DATE,
            col(Cogs.UNIT_COGS).desc())
        .join(
            lines.withColumn(PRODUCT, NaturalKey.of(col(Transactions.PRODUCT_ID))), costsOfProducts)
        .drop(PRODUCT, Cogs.EFFECTIVE_DATE)
        .withColumn(
            FactTransactions.TOTAL_COGS,
            Money.product(col(Transactions.QUANTITY), col(Cogs.UNIT_COGS)));
  }

  /**
   * The history of every product's cost as half-open intervals.
   *
   * @param costs accepted costs, one for each product, currency and effective date
   * @return ProductID as natural key, CurrencyCode, EffectiveFrom, EffectiveTo (exclusive, null
   *     when open), UnitCOGS
   */
  public static Dataset<Row> history(Dataset<Row> costs) {
    RequiredColumns.check(costs, "costs", Cogs.TABLE.columns());
    Column product = NaturalKey.of(col(Cogs.PRODUCT_ID));
    Column nextDay =
        lead(col(Cogs.EFFECTIVE_DATE), 1)
            .over(
                Window.partitionBy(product, col(Cogs.CURRENCY_CODE))
                    .orderBy(col(Cogs.EFFECTIVE_DATE)));
    return costs.select(
        product.as(Cogs.PRODUCT_ID),
        col(Cogs.CURRENCY_CODE),
        col(Cogs.EFFECTIVE_DATE).as(ProductCost.EFFECTIVE_FROM),
        nextDay.as(ProductCost.EFFECTIVE_TO),
        col(Cogs.UNIT_COGS));
  }
}
