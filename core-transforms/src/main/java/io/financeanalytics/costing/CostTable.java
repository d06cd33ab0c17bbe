package io.financeanalytics.costing;

import io.financeanalytics.keys.KeyTable;
import io.financeanalytics.table.Cogs;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;

/** The unit costs in memory, for code that looks up the cost of one order line after another. */
public final class CostTable implements Serializable {

  /** What stands for no cost. */
  public static final long NONE = Long.MIN_VALUE;

  private static final long serialVersionUID = 1L;
  private static final int SCALE = 4;

  private final Map<UTF8String, Map<Integer, History>> byCurrency = new HashMap<>();

  /** The costs of one product in one currency: from which day on, ascending, and how much. */
  private static final class History implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] days;
    private final long[] units;

    History(List<Row> costs) {
      List<Row> inOrder =
          costs.stream().sorted(Comparator.comparingLong(CostTable::effectiveDay)).toList();
      this.days = inOrder.stream().mapToInt(cost -> (int) effectiveDay(cost)).toArray();
      this.units = inOrder.stream().mapToLong(CostTable::units).toArray();
    }

    long asOf(int day) {
      int found = Arrays.binarySearch(days, day);
      int newest = found >= 0 ? found : -found - 2;
      return newest < 0 ? NONE : units[newest];
    }
  }

  /**
   * The costs.
   *
   * @param costs accepted costs, one for each product, currency and effective date, with the
   *     columns of {@link Cogs#TABLE}
   * @param products the keys of their products
   */
  public CostTable(List<Row> costs, KeyTable products) {
    costs.stream()
        .collect(
            Collectors.groupingBy(
                cost -> UTF8String.fromString(cost.getAs(Cogs.CURRENCY_CODE)),
                Collectors.groupingBy(
                    cost -> products.keyOf(UTF8String.fromString(cost.getAs(Cogs.PRODUCT_ID))))))
        .forEach(
            (currency, ofProducts) -> {
              Map<Integer, History> histories = new HashMap<>();
              ofProducts.forEach((product, rows) -> histories.put(product, new History(rows)));
              byCurrency.put(currency, histories);
            });
  }

  /**
   * {@return the cost that {@link CostOfGoodsSold#withCost} gives an order line, in units of its
   * fourth fraction digit; {@link #NONE} when there is none}
   *
   * @param productKey the key of the line's product
   * @param currency its currency
   * @param day its business day, in days since 1970
   */
  public long unitCost(int productKey, UTF8String currency, int day) {
    Map<Integer, History> histories = byCurrency.get(currency);
    History history = histories == null ? null : histories.get(productKey);
    return history == null ? NONE : history.asOf(day);
  }

  private static long effectiveDay(Row cost) {
    return cost.<Date>getAs(Cogs.EFFECTIVE_DATE).toLocalDate().toEpochDay();
  }

  private static long units(Row cost) {
    BigDecimal amount = cost.getAs(Cogs.UNIT_COGS);
    return amount.setScale(SCALE).unscaledValue().longValueExact();
  }
}
