package io.financeanalytics.local.sample;

import java.util.SplittableRandom;

/**
 * All chance in the sample. Only the 64 random bits of {@link SplittableRandom#nextLong()} are
 * used; ranges and probabilities are cut from them here, because the library's own ways of doing
 * that may differ between Java versions and the sample's bytes may not.
 */
final class Dice {
  private final SplittableRandom random;

  /**
   * Dice whose throws depend on the seed and on what they are for, so that more orders do not
   * change the costs or the prices.
   */
  Dice(long seed, Purpose purpose) {
    this.random = new SplittableRandom(new SplittableRandom(seed + purpose.salt).nextLong());
  }

  /** A whole number from 0 to {@code bound - 1}. */
  int below(int bound) {
    return (int) (((random.nextLong() >>> 32) * bound) >>> 32);
  }

  /** A whole number from 0 to {@code bound - 1}, for bounds that may exceed an int. */
  long below(long bound) {
    return (random.nextLong() >>> 1) % bound;
  }

  /** A whole number from {@code first} to {@code last}, both included. */
  int between(int first, int last) {
    return first + below(last - first + 1);
  }

  /** True with the given probability, from 0 to 1. */
  boolean chance(double probability) {
    return (random.nextLong() >>> 11) * 0x1.0p-53 < probability;
  }

  /** One of the values, each as likely as the others. */
  int oneOf(int... values) {
    return values[below(values.length)];
  }

  /** What a sequence of throws is for; each purpose has a sequence of its own. */
  enum Purpose {
    CATALOG(1_000),
    DEMAND(2_000),
    ORDERS(3_000),
    MARKETING(4_000),
    COSTS(5_000);

    private final long salt;

    Purpose(long salt) {
      this.salt = salt;
    }
  }
}
