package io.financeanalytics.local.sample;

/**
 * The customers of one channel, numbered as they come: some order again, mostly the recent ones and
 * a loyal tenth, some stay guests. Only their number is kept, never a list of them.
 */
final class Customers {
  private final String prefix;
  private final double guestShare;
  private final double repeatShare;
  private long known;

  Customers(String prefix, double guestShare, double repeatShare) {
    this.prefix = prefix;
    this.guestShare = guestShare;
    this.repeatShare = repeatShare;
  }

  /** Who places the next order. */
  Buyer next(Dice dice) {
    if (dice.chance(guestShare)) {
      return new Buyer("", false);
    }
    if (known > 0 && dice.chance(repeatShare)) {
      return new Buyer(id(someoneKnown(dice)), false);
    }
    known++;
    return new Buyer(id(known), true);
  }

  private long someoneKnown(Dice dice) {
    if (dice.chance(0.35)) {
      return 1 + 10 * dice.below((known + 9) / 10);
    }
    long back = Math.min(dice.below(known), dice.below(known));
    return known - back;
  }

  private String id(long number) {
    return prefix + (100_000 + number);
  }

  /**
   * Who orders.
   *
   * @param id the customer's id; empty for a guest
   * @param isNew whether this is the customer's first order
   */
  record Buyer(String id, boolean isNew) {}
}
