package io.financeanalytics.costing;

import io.financeanalytics.keys.KeyTable;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.table.Cogs;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** The unit costs in memory, for code that looks up the cost of one order line after another. */
public final class CostTable implements Serializable {

  /** What stands for no cost. */
  public static final long NONE = Long.MIN_VALUE;

  /** The columns of the costs that a table is made of. */
  public static final List<String> COLUMNS =
      List.of(Cogs.PRODUCT_ID, Cogs.CURRENCY_CODE, Cogs.EFFECTIVE_DATE, Cogs.UNIT_COGS);

  private static final long serialVersionUID = 1L;
  private static final int PRECISION = 18;
  private static final int SCALE = 4;

  private static final InCurrency NO_COSTS = new InCurrency(List.of());

  private final Map<UTF8String, InCurrency> byCurrency = new HashMap<>();

  /**
   * The costs.
   *
   * @param costs accepted costs, one for each product, currency and effective date, in Spark's own
   *     form with the columns {@link #COLUMNS}
   * @param products the keys of their products
   */
  public CostTable(List<InternalRow> costs, KeyTable products) {
    Map<UTF8String, List<Cost>> ofCurrencies = new HashMap<>();
    for (InternalRow cost : costs) {
      int product = products.keyOf(cost.getUTF8String(0));
      long units = cost.getDecimal(3, PRECISION, SCALE).toUnscaledLong();
      ofCurrencies
          .computeIfAbsent(cost.getUTF8String(1), first -> new ArrayList<>())
          .add(new Cost(product, cost.getInt(2), units));
    }
    ofCurrencies.forEach(
        (currency, ofCurrency) -> byCurrency.put(currency.copy(), new InCurrency(ofCurrency)));
  }

  /**
   * {@return the costs in a currency}
   *
   * @param currency the currency; in none there are no costs
   */
  public InCurrency in(UTF8String currency) {
    return byCurrency.getOrDefault(currency, NO_COSTS);
  }

  /** What a product costs from a day on. */
  private record Cost(int product, int day, long units) {}

  /** The costs in one currency, by product and day; in arrays, as {@link KeyTable} has its keys. */
  public static final class InCurrency implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * By the key of a product, which are dense, where its costs begin; they end where those of the
     * next key begin.
     */
    private final int[] begins;

    private final int[] days;
    private final long[] units;

    private InCurrency(List<Cost> costs) {
      List<Cost> inOrder =
          costs.stream()
              .sorted(Comparator.comparingInt(Cost::product).thenComparingInt(Cost::day))
              .toList();
      this.days = inOrder.stream().mapToInt(Cost::day).toArray();
      this.units = inOrder.stream().mapToLong(Cost::units).toArray();
      int last = inOrder.isEmpty() ? -1 : place(inOrder.get(inOrder.size() - 1).product);
      this.begins = new int[last + 2];
      inOrder.forEach(cost -> begins[place(cost.product) + 1]++);
      Arrays.parallelPrefix(begins, Integer::sum);
    }

    /**
     * {@return the cost that {@link CostOfGoodsSold#withCost} gives an order line, in units of its
     * fourth fraction digit; {@link #NONE} when there is none}
     *
     * @param productKey the key of the line's product
     * @param day its business day, in days since 1970
     */
    public long asOf(int productKey, int day) {
      int place = place(productKey);
      if (place >= begins.length - 1) {
        return NONE;
      }
      int found = Arrays.binarySearch(days, begins[place], begins[place + 1], day);
      int newest = found >= 0 ? found : -found - 2;
      return newest < begins[place] ? NONE : units[newest];
    }

    /** The key's place in an array; the unknown product's is the lowest. */
    private static int place(int productKey) {
      return productKey - SurrogateKeys.UNKNOWN_KEY;
    }
  }
}
