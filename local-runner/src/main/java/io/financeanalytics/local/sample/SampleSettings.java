package io.financeanalytics.local.sample;

import java.time.LocalDate;

/**
 * How much sample to make, and which. The same settings give the same bytes.
 *
 * @param orders how many orders, at least 1; an order has about 1.4 lines, and broken rows come on
 *     top
 * @param seed which of all possible samples
 */
public record SampleSettings(int orders, long seed) {
  /** Orders that are made when nobody says how many. */
  public static final int DEFAULT_ORDERS = 3_500;

  /** The seed when nobody names one. */
  public static final long DEFAULT_SEED = 42;

  /**
   * First day (UTC) of orders and spend. Fixed, so that a sample does not depend on the day it is
   * made.
   */
  public static final LocalDate FIRST_DAY = LocalDate.of(2023, 1, 1);

  /** Last day (UTC) of orders and spend. */
  public static final LocalDate LAST_DAY = LocalDate.of(2025, 12, 31);

  /** Fails with {@link IllegalArgumentException} when there would be no order. */
  public SampleSettings {
    if (orders < 1) {
      throw new IllegalArgumentException("orders must be at least 1, not " + orders);
    }
  }
}
