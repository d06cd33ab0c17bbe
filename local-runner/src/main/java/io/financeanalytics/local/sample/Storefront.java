package io.financeanalytics.local.sample;

import java.time.Instant;
import java.util.List;

/** A sales channel: turns baskets into the order lines that the channel would export. */
interface Storefront {
  /**
   * Sells one order at that moment.
   *
   * @param lines how many articles it holds, from 1 to 4
   * @return the lines of the sale, then any lines of their own for what came back
   */
  List<OrderLine> sell(Instant moment, int lines);
}
