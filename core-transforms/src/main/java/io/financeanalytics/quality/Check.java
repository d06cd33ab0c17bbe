package io.financeanalytics.quality;

import io.financeanalytics.quality.Finding.Severity;
import java.util.List;
import java.util.function.Function;

/**
 * A rule that the measures of a run must keep.
 *
 * @param name a short name
 * @param severity what breaking it means
 * @param violations says how the measures break it; empty when they do not
 */
public record Check(String name, Severity severity, Function<Measures, List<String>> violations) {

  /**
   * Holds all checks against the measures of a run.
   *
   * @param checks the rules
   * @param measures what a run measured
   * @return what was broken; empty when nothing was
   */
  public static List<Finding> evaluate(List<Check> checks, Measures measures) {
    return checks.stream()
        .flatMap(
            check ->
                check.violations.apply(measures).stream()
                    .map(message -> new Finding(check.name, check.severity, message)))
        .toList();
  }
}
