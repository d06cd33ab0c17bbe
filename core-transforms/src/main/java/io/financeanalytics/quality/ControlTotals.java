package io.financeanalytics.quality;

import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.FactTransactions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Row;

/** The sums that must be the same before the first join and in the staged fact, per currency. */
public final class ControlTotals implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final List<String> WHOLE_NUMBERS =
      List.of(FactMarketingSpend.IMPRESSIONS, FactMarketingSpend.CLICKS);

  /** Of order lines: quantity, revenue, and every money column of the source. */
  public static final ControlTotals TRANSACTIONS =
      new ControlTotals(
          FactTransactions.NAME,
          FactTransactions.CURRENCY_CODE,
          List.of(
              FactTransactions.QUANTITY,
              FactTransactions.GROSS_REVENUE,
              FactTransactions.DISCOUNT_AMOUNT,
              FactTransactions.NET_REVENUE,
              FactTransactions.TAX_AMOUNT,
              FactTransactions.SHIPPING_CHARGED,
              FactTransactions.ACTUAL_SHIPPING_COST,
              FactTransactions.PLATFORM_FEE,
              FactTransactions.FULFILLMENT_FEE,
              FactTransactions.PAYMENT_PROCESSING_FEE));

  /** Of advertising spend. */
  public static final ControlTotals SPEND =
      new ControlTotals(
          FactMarketingSpend.NAME,
          FactMarketingSpend.CURRENCY_CODE,
          List.of(
              FactMarketingSpend.IMPRESSIONS, FactMarketingSpend.CLICKS, FactMarketingSpend.SPEND));

  private final String fact;
  private final String currencyColumn;
  private final ArrayList<String> columns;

  private ControlTotals(String fact, String currencyColumn, List<String> columns) {
    this.fact = fact;
    this.currencyColumn = currencyColumn;
    this.columns = new ArrayList<>(columns);
  }

  /** {@return the fact's table} */
  public String fact() {
    return fact;
  }

  /** {@return the column of its currency} */
  public String currencyColumn() {
    return currencyColumn;
  }

  /** {@return its columns that are summed} */
  public List<String> columns() {
    return Collections.unmodifiableList(columns);
  }

  /**
   * {@return the SQL of a column's sum, in the words that every warehouse understands} Whole
   * numbers are summed as decimals: a sum of 64 bits would wrap around unseen, on both sides alike.
   *
   * @param column the column, with its table's alias if the query has one
   */
  static String sqlSum(String column) {
    String name = column.substring(column.indexOf('.') + 1);
    return WHOLE_NUMBERS.contains(name)
        ? "SUM(CAST(" + column + " AS DECIMAL(20, 0)))"
        : "SUM(" + column + ")";
  }

  /**
   * {@return the measures that a row of totals says, under the fact's name}
   *
   * @param stage where in the run the totals were taken
   * @param totals the row of one currency: the currency, the number of rows, the sums
   */
  List<Measure> measures(Stage stage, Row totals) {
    String currency = MeasuredRow.text(totals, currencyColumn);
    List<Measure> measures = new ArrayList<>();
    measures.add(MeasuredRow.measure(stage, fact, totals, Measures.ROWS, currency));
    for (String column : columns) {
      measures.add(MeasuredRow.measure(stage, fact, totals, column, currency));
    }
    return measures;
  }
}
