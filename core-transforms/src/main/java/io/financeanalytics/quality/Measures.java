package io.financeanalytics.quality;

import io.financeanalytics.quality.Measure.Stage;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The measures of one run, in the order in which they were taken. Safe to add to from several
 * threads.
 */
public final class Measures {

  /** Number of rows. */
  public static final String ROWS = "row_count";

  /** Rows read from a source. */
  public static final String READ = "rows_read";

  /** Rows accepted from a source. */
  public static final String ACCEPTED = "rows_accepted";

  /** Rows equal to another one. */
  public static final String COLLAPSED = "rows_collapsed";

  /** Rows in quarantine. */
  public static final String QUARANTINED = "rows_quarantined";

  /** Before a reason's code: rows in quarantine for that reason. */
  public static final String QUARANTINED_FOR = "quarantined_";

  /** Accepted rows of a source that repeat another accepted row. */
  public static final String REPEATED = "rows_repeated";

  /** Members of a dimension that were given a key in this run. */
  public static final String NEW_MEMBERS = "new_members";

  private record Name(Stage stage, String object, String measure, String currency) {}

  private final Map<Name, BigDecimal> values = new LinkedHashMap<>();

  /**
   * Adds a measure; taken again, its values add up.
   *
   * @param measure the measure
   */
  public synchronized void add(Measure measure) {
    Name name = new Name(measure.stage(), measure.object(), measure.measure(), measure.currency());
    values.merge(name, measure.value(), BigDecimal::add);
  }

  /**
   * Adds several measures.
   *
   * @param measures the measures
   */
  public void addAll(List<Measure> measures) {
    measures.forEach(this::add);
  }

  /**
   * Adds a count.
   *
   * @param stage where in the run it was taken
   * @param object what was measured
   * @param measure what was counted
   * @param value the count
   */
  public void count(Stage stage, String object, String measure, long value) {
    add(Measure.count(stage, object, measure, value));
  }

  /** {@return every measure} */
  public synchronized List<Measure> all() {
    return values.entrySet().stream()
        .map(
            entry ->
                new Measure(
                    entry.getKey().stage(),
                    entry.getKey().object(),
                    entry.getKey().measure(),
                    entry.getKey().currency(),
                    entry.getValue()))
        .toList();
  }

  /**
   * {@return a measure summed over currencies, which only makes sense for counts; 0 when it was not
   * taken}
   *
   * @param stage where in the run it was taken
   * @param object what was measured
   * @param measure what was counted
   */
  public long count(Stage stage, String object, String measure) {
    return of(stage, object, measure)
        .map(Measure::value)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .longValueExact();
  }

  /**
   * {@return a measure by currency, in the order of the codes}
   *
   * @param stage where in the run it was taken
   * @param object what was measured
   * @param measure what was summed
   */
  public Map<String, BigDecimal> byCurrency(Stage stage, String object, String measure) {
    Map<String, BigDecimal> byCurrency = new TreeMap<>();
    of(stage, object, measure)
        .filter(taken -> taken.currency() != null)
        .forEach(taken -> byCurrency.put(taken.currency(), taken.value()));
    return byCurrency;
  }

  /**
   * {@return the measures of one object}
   *
   * @param stage where in the run they were taken
   * @param object what was measured
   */
  public Stream<Measure> of(Stage stage, String object) {
    return all().stream().filter(taken -> taken.stage() == stage && taken.object().equals(object));
  }

  private Stream<Measure> of(Stage stage, String object, String measure) {
    return of(stage, object).filter(taken -> taken.measure().equals(measure));
  }
}
