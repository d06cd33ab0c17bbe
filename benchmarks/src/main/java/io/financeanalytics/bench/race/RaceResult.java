package io.financeanalytics.bench.race;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What every contestant took in every round; fewer rounds for one that did not finish.
 *
 * @param usages by the contestant's name, in the order of the race
 * @param limit after which a contestant was taken out of the race
 */
public record RaceResult(Map<String, List<Usage>> usages, Duration limit) {

  private static final double BYTES_PER_GIGABYTE = 1e9;

  /** {@return the median wall seconds of a contestant} Nothing if it did not finish. */
  public OptionalDouble wallSeconds(String name) {
    return median(values(name, Usage::wallSeconds));
  }

  /** {@return the median CPU seconds of a contestant} Nothing if it did not finish. */
  public OptionalDouble cpuSeconds(String name) {
    return median(values(name, Usage::cpuSeconds));
  }

  /** {@return the highest peak of resident memory in GB} Nothing if it did not finish. */
  public OptionalDouble peakGigabytes(String name) {
    return values(name, usage -> usage.peakBytes() / BYTES_PER_GIGABYTE).stream()
        .mapToDouble(Double::doubleValue)
        .max();
  }

  /** {@return one contestant's wall divided by the other's, round by round} */
  public List<Double> ratios(String name, String other) {
    List<Double> mine = values(name, Usage::wallSeconds);
    List<Double> others = values(other, Usage::wallSeconds);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(mine.size(), others.size()); round++) {
      ratios.add(mine.get(round) / others.get(round));
    }
    return ratios;
  }

  /** {@return the median of {@link #ratios}} Nothing if either did not finish. */
  public OptionalDouble ratio(String name, String other) {
    return median(ratios(name, other));
  }

  /** {@return the middle value, or the mean of the two in the middle} */
  static OptionalDouble median(List<Double> values) {
    if (values.isEmpty()) {
      return OptionalDouble.empty();
    }
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return OptionalDouble.of(
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
  }

  private List<Double> values(String name, ToDoubleFunction<Usage> value) {
    return usages.get(name).stream().map(value::applyAsDouble).toList();
  }
}
