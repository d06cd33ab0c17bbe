package io.financeanalytics.calendar;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the 13 weeks of a quarter are cut into its three periods. */
public enum RetailPattern {
  /** Four, four and five weeks. */
  FOUR_FOUR_FIVE(4, 4, 5),

  /** Four, five and four weeks: what the National Retail Federation publishes. */
  FOUR_FIVE_FOUR(4, 5, 4),

  /** Five, four and four weeks. */
  FIVE_FOUR_FOUR(5, 4, 4);

  private final int first;
  private final int second;
  private final int third;

  RetailPattern(int first, int second, int third) {
    this.first = first;
    this.second = second;
    this.third = third;
  }

  /** {@return how people write it, such as {@code 4-5-4}} */
  public String label() {
    return first + "-" + second + "-" + third;
  }

  /**
   * {@return the pattern that people write so; empty when there is none}
   *
   * @param label such as {@code 4-5-4}
   */
  public static Optional<RetailPattern> of(String label) {
    return Arrays.stream(values()).filter(pattern -> pattern.label().equals(label)).findFirst();
  }

  /** {@return all labels, with commas between} */
  public static String labels() {
    return Arrays.stream(values()).map(RetailPattern::label).collect(Collectors.joining(", "));
  }

  /** The period of a quarter, 1 to 3, in which its week 1 to 14 lies. */
  int periodOf(int weekOfQuarter) {
    if (weekOfQuarter <= first) {
      return 1;
    }
    return weekOfQuarter <= first + second ? 2 : 3;
  }
}
