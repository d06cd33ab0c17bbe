package io.financeanalytics.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.sum;

import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.FactTransactions;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/**
 * The sums that must be the same before the first join and in the staged fact, per currency.
 *
 * @param fact the fact's table
 * @param currencyColumn its currency
 * @param columns its columns that are summed
 */
public record ControlTotals(String fact, String currencyColumn, List<String> columns) {

  /** The first day of the rows. */
  public static final String FIRST_DAY = "FirstDay";

  /** The last day of the rows. */
  public static final String LAST_DAY = "LastDay";

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

  /**
   * Makes the list of columns unmodifiable.
   *
   * @param fact the fact's table
   * @param currencyColumn its currency
   * @param columns its columns that are summed
   */
  public ControlTotals {
    columns = List.copyOf(columns);
  }

  /**
   * {@return one row for each currency: the currency, the number of rows, the first and last day,
   * then the sums}
   *
   * @param rows accepted rows
   * @param day their day
   */
  public Dataset<Row> of(Dataset<Row> rows, Column day) {
    List<Column> aggregates = new ArrayList<>();
    aggregates.add(min(day).as(FIRST_DAY));
    aggregates.add(max(day).as(LAST_DAY));
    columns.forEach(name -> aggregates.add(sumOf(name)));
    return rows.groupBy(col(currencyColumn))
        .agg(count(lit(1)).as(Measures.ROWS), aggregates.toArray(new Column[0]));
  }

  private static Column sumOf(String column) {
    Column number =
        WHOLE_NUMBERS.contains(column)
            ? col(column).cast(DataTypes.createDecimalType(20, 0))
            : col(column);
    return sum(number).as(column);
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
   * {@return the measures that a row of {@link #of} says, under the fact's name}
   *
   * @param stage where in the run the totals were taken
   * @param totals the row of one currency
   */
  public List<Measure> measures(Stage stage, Row totals) {
    String currency = MeasuredRow.text(totals, currencyColumn);
    List<Measure> measures = new ArrayList<>();
    measures.add(MeasuredRow.measure(stage, fact, totals, Measures.ROWS, currency));
    for (String column : columns) {
      measures.add(MeasuredRow.measure(stage, fact, totals, column, currency));
    }
    return measures;
  }
}
