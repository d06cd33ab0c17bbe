package io.financeanalytics.quality;

import java.io.Serializable;
import java.math.BigDecimal;

/**
 * One count or control sum.
 *
 * @param stage where in the run it was measured, one of the constants of {@link Stage}
 * @param object the source, table or month that was measured
 * @param measure what was counted or summed
 * @param currency the currency of a sum; null for a count
 * @param value the count or sum, exact
 */
public record Measure(Stage stage, String object, String measure, String currency, BigDecimal value)
    implements Serializable {

  /** Where in a run a measure is taken. */
  public enum Stage {
    /** The raw rows and what became of them. */
    SOURCE,
    /** Accepted rows before any join. */
    ACCEPTED,
    /** Members that were given a key. */
    KEYS,
    /** The tables as staged in the warehouse, read back. */
    STAGED
  }

  /**
   * {@return a count}
   *
   * @param stage where in the run it was taken
   * @param object what was measured
   * @param measure what was counted
   * @param value the count
   */
  public static Measure count(Stage stage, String object, String measure, long value) {
    return new Measure(stage, object, measure, null, BigDecimal.valueOf(value));
  }
}
