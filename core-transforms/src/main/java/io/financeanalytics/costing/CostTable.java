package io.financeanalytics.costing;

import io.financeanalytics.keys.KeyTable;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.table.Cogs;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;

/** The unit costs in memory, for code that looks up the cost of one order line after another. */
public final class CostTable implements Serializable {

  /** What stands for no cost. */
  public static final long NONE = Long.MIN_VALUE;

  private static final long serialVersionUID = 1L;
  private static final int SCALE = 4;

  private final Map<UTF8String, Histories> byCurrency = new HashMap<>();

  /** What a product costs from a day on. */
  private record Cost(int product, int day, long units) {}

  /** The costs in one currency, by product and day; in arrays, as {@link KeyTable} has its keys. */
  private static final class Histories implements Serializable {

    private static final long serialVersionUID = 1L;

    /** By product, where its costs begin; they end where those of the next product begin. */
    private final int[] begins;

    private final int[] days;
    private final long[] units;

    Histories(List<Cost> costs) {
      List<Cost> inOrder =
          costs.stream()
              .sorted(Comparator.comparingInt(Cost::product).thenComparingInt(Cost::day))
              .toList();
      this.days = inOrder.stream().mapToInt(Cost::day).toArray();
      this.units = inOrder.stream().mapToLong(Cost::units).toArray();
      int lastProduct = inOrder.get(inOrder.size() - 1).product();
      this.begins = new int[lastProduct + 2];
      inOrder.forEach(cost -> begins[cost.product() + 1]++);
      Arrays.parallelPrefix(begins, Integer::sum);
    }

    long asOf(int product, int day) {
      if (product + 1 >= begins.length) {
        return NONE;
      }
      int begin = begins[product];
      int found = Arrays.binarySearch(days, begin, begins[product + 1], day);
      int newest = found >= 0 ? found : -found - 2;
      return newest < begin ? NONE : units[newest];
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
    Map<UTF8String, List<Cost>> ofCurrencies = new HashMap<>();
    for (Row cost : costs) {
      UTF8String product = UTF8String.fromString(cost.getAs(Cogs.PRODUCT_ID));
      ofCurrencies
          .computeIfAbsent(
              UTF8String.fromString(cost.getAs(Cogs.CURRENCY_CODE)), first -> new ArrayList<>())
          .add(new Cost(index(products.keyOf(product)), effectiveDay(cost), units(cost)));
    }
    ofCurrencies.forEach(
        (currency, ofCurrency) -> byCurrency.put(currency, new Histories(ofCurrency)));
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
    Histories histories = byCurrency.get(currency);
    return histories == null ? NONE : histories.asOf(index(productKey), day);
  }

  /** Keys are dense, from that of the unknown member on. */
  private static int index(int productKey) {
    return productKey - SurrogateKeys.UNKNOWN_KEY;
  }

  private static int effectiveDay(Row cost) {
    return (int) cost.<Date>getAs(Cogs.EFFECTIVE_DATE).toLocalDate().toEpochDay();
  }

  private static long units(Row cost) {
    BigDecimal amount = cost.getAs(Cogs.UNIT_COGS);
    return amount.setScale(SCALE).unscaledValue().longValueExact();
  }
}
