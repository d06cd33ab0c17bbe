package io.financeanalytics.pipeline;

import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.table.FactTransactions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A month whose total is not what the published run said.
 *
 * @param month such as {@code 2024-03}
 * @param measure NetRevenue or CalculatedTotalCOGS
 * @param currency the currency of both amounts
 * @param before the amount in the published run; zero where it had none
 * @param after the amount in this run
 */
public record Restatement(
    String month, String measure, String currency, BigDecimal before, BigDecimal after) {

  private static final String MONTH_PREFIX = FactTransactions.NAME + " ";

  /** The restated months of {@code current} against {@code published}, in the order of months. */
  static List<Restatement> between(Measures published, Measures current) {
    Map<List<String>, BigDecimal> before = monthly(published);
    Map<List<String>, BigDecimal> after = monthly(current);
    Map<List<String>, BigDecimal> all =
        new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
    all.putAll(before);
    all.putAll(after);
    return all.keySet().stream()
        .map(
            key ->
                new Restatement(
                    key.get(0),
                    key.get(1),
                    key.get(2),
                    before.getOrDefault(key, BigDecimal.ZERO),
                    after.getOrDefault(key, BigDecimal.ZERO)))
        .filter(month -> month.before().compareTo(month.after()) != 0)
        .toList();
  }

  private static Map<List<String>, BigDecimal> monthly(Measures measures) {
    Map<List<String>, BigDecimal> months = new java.util.HashMap<>();
    for (Measure measure : measures.all()) {
      if (measure.stage() == Stage.STAGED && measure.object().startsWith(MONTH_PREFIX)) {
        String month = measure.object().substring(MONTH_PREFIX.length());
        months.merge(
            List.of(month, measure.measure(), measure.currency()),
            measure.value(),
            BigDecimal::add);
      }
    }
    return months;
  }
}
