package io.financeanalytics.quality;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** From which day on each product has a cost, in each currency. */
final class CostStarts implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Map<Integer, Map<UTF8String, Integer>> byProduct = new HashMap<>();

  /** Takes a cost; the currency is copied. */
  void add(int productKey, UTF8String currency, int dateKey) {
    Map<UTF8String, Integer> starts =
        byProduct.computeIfAbsent(productKey, product -> new HashMap<>(2));
    Integer known = starts.get(currency);
    if (known == null) {
      starts.put(currency.copy(), dateKey);
    } else if (dateKey < known) {
      starts.put(currency, dateKey);
    }
  }

  /** Takes all costs of others. */
  void addAll(CostStarts others) {
    others.byProduct.forEach(
        (product, starts) ->
            starts.forEach((currency, dateKey) -> add(product, currency, dateKey)));
  }

  /** Whether a product has a cost on a day in a currency other than this one. */
  boolean includeOther(int productKey, UTF8String currency, int dateKey) {
    return byProduct.getOrDefault(productKey, Map.of()).entrySet().stream()
        .anyMatch(start -> start.getValue() <= dateKey && !start.getKey().equals(currency));
  }
}
