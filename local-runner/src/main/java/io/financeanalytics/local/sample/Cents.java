package io.financeanalytics.local.sample;

/** Exact arithmetic on amounts held as whole cents; rounding is half-up, away from zero. */
final class Cents {
  private static final int WHOLE = 10_000;

  private Cents() {}

  /** The given share of an amount, in basis points: 10,000 is all of it. */
  static long share(long cents, long basisPoints) {
    return divide(cents * basisPoints, WHOLE);
  }

  /** {@code dividend / divisor}, rounded half-up, away from zero; the divisor is positive. */
  static long divide(long dividend, long divisor) {
    long magnitude = (Math.abs(dividend) + divisor / 2) / divisor;
    return dividend < 0 ? -magnitude : magnitude;
  }

  /**
   * Cuts an amount into parts in proportion to the weights. The parts add up to the amount to the
   * cent. All weights zero: the first part takes everything.
   */
  static long[] spread(long cents, long[] weights) {
    long weightLeft = 0;
    for (long weight : weights) {
      weightLeft += weight;
    }
    long[] parts = new long[weights.length];
    long left = cents;
    for (int i = weights.length - 1; i > 0; i--) {
      parts[i] = weightLeft == 0 ? 0 : divide(left * weights[i], weightLeft);
      left -= parts[i];
      weightLeft -= weights[i];
    }
    parts[0] = left;
    return parts;
  }

  /** The amount with two decimals and a point: {@code -12.50}. */
  static String text(long cents) {
    return scaled(cents, 100, 2);
  }

  /** An amount held in ten-thousandths, with four decimals and a point: {@code 12.5025}. */
  static String textOfTenThousandths(long tenThousandths) {
    return scaled(tenThousandths, 10_000, 4);
  }

  private static String scaled(long amount, long unit, int digits) {
    long magnitude = Math.abs(amount);
    String fraction = Long.toString(unit + magnitude % unit).substring(1, 1 + digits);
    return (amount < 0 ? "-" : "") + magnitude / unit + '.' + fraction;
  }
}
