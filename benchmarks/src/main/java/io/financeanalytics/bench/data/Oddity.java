package io.financeanalytics.bench.data;

/**
 * What is wrong with an order line; rare, and of kinds that every contestant must treat in the same
 * way.
 */
enum Oddity {
  NONE,
  /** Required Quantity is empty. */
  NO_QUANTITY,
  /** Required TransactionDate is empty. */
  NO_DATE,
  /** UnitPrice is not a number. */
  GARBAGE_PRICE,
  /** DiscountAmount has the other sign than Quantity. */
  DISCOUNT_SIGN,
  /** ProductID and ProductName are empty. */
  NO_PRODUCT,
  /** The line before is delivered a second time instead of this one. */
  REPEATED,
  /** The line has the TransactionID of the line before, and different values. */
  SAME_ID;

  private static final int ONE_IN = 100_000;

  /** {@return the oddity of a line, the same in every run} */
  static Oddity of(SalesChannel channel, long order, int line) {
    long dice =
        Long.remainderUnsigned(
            mixed(order * 64 + line * 4L + channel.prefix().charAt(0) % 4), ONE_IN);
    if (dice < 50) {
      return NO_PRODUCT;
    } else if (dice < 70) {
      return NO_QUANTITY;
    } else if (dice < 75) {
      return NO_DATE;
    } else if (dice < 80) {
      return GARBAGE_PRICE;
    } else if (dice < 85) {
      return DISCOUNT_SIGN;
    } else if (dice < 105) {
      return REPEATED;
    } else if (dice < 115) {
      return SAME_ID;
    }
    return NONE;
  }

  /** The finalizer of SplittableRandom: spreads neighbouring numbers over all bits. */
  static long mixed(long number) {
    long spread = (number ^ (number >>> 30)) * 0xbf58476d1ce4e5b9L;
    spread = (spread ^ (spread >>> 27)) * 0x94d049bb133111ebL;
    return spread ^ (spread >>> 31);
  }
}
