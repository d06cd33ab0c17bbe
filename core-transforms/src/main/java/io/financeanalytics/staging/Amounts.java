package io.financeanalytics.staging;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.financeanalytics.costing.Money;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Reason;
import io.financeanalytics.table.Transactions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The revenue of an order line: gross is what its units were sold for, net is gross without the
 * discount and without the tax that prices may include. Shipping charged is never in it.
 */
public final class Amounts {

  private Amounts() {}

  /**
   * Adds GrossRevenue and NetRevenue. A row in which one does not fit decimal(18,2) becomes {@code
   * amount_overflow}; one that has another reason keeps it, and its detail names both.
   *
   * @param staged staged transactions
   * @param pricesIncludeTax whether UnitPrice includes TaxAmount
   * @return the same rows with both columns
   */
  public static Dataset<Row> withRevenue(Dataset<Row> staged, boolean pricesIncludeTax) {
    Column gross = col(FactTransactions.GROSS_REVENUE);
    Column withoutDiscount = gross.minus(col(Transactions.DISCOUNT_AMOUNT));
    Column net =
        pricesIncludeTax ? withoutDiscount.minus(col(Transactions.TAX_AMOUNT)) : withoutDiscount;
    Dataset<Row> withAmounts =
        staged
            .withColumn(
                FactTransactions.GROSS_REVENUE,
                Money.product(col(Transactions.QUANTITY), col(Transactions.UNIT_PRICE)))
            .withColumn(FactTransactions.NET_REVENUE, Money.fitted(net));
    Column grossIsKnown =
        col(Transactions.QUANTITY).isNotNull().and(col(Transactions.UNIT_PRICE).isNotNull());
    Column netIsKnown = net.isNotNull();
    Column overflows =
        grossIsKnown
            .and(gross.isNull())
            .or(netIsKnown.and(col(FactTransactions.NET_REVENUE).isNull()));
    return withOverflow(withAmounts, overflows);
  }

  /**
   * The rows, of which those that meet {@code condition} have the reason in their detail. A reason
   * that they have already is an earlier one in contract order: a record that could not be cut has
   * no amounts.
   */
  private static Dataset<Row> withOverflow(Dataset<Row> rows, Column condition) {
    Column detail = concat_ws("; ", col(RawTable.DETAIL), overflowDetail());
    Column reason = coalesce(col(RawTable.REASON), lit(Reason.AMOUNT_OVERFLOW.code()));
    return rows.withColumn(RawTable.DETAIL, when(condition, detail).otherwise(col(RawTable.DETAIL)))
        .withColumn(RawTable.REASON, when(condition, reason).otherwise(col(RawTable.REASON)));
  }

  private static Column overflowDetail() {
    return concat(
        lit(Reason.AMOUNT_OVERFLOW.code() + ": Quantity x UnitPrice = "),
        col(Transactions.QUANTITY),
        lit(" x "),
        col(Transactions.UNIT_PRICE),
        lit(" does not fit decimal(18,2)"));
  }
}
