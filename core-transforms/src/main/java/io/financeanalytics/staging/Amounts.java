package io.financeanalytics.staging;

import io.financeanalytics.costing.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * The revenue of an order line: gross is what its units were sold for, net is gross without the
 * discount and without the tax that prices may include. Shipping charged is never in it.
 *
 * <p>Exact, in whole units of the last fraction digit: quantity and price have four, amounts two.
 * An amount that does not fit decimal(18,2) is {@link FieldParser#BAD}.
 */
final class Amounts {

  private static final int FRACTION_DIGITS_OF_FACTORS = 8;
  private static final long FACTOR_UNITS_PER_CENT = 1_000_000L;
  private static final long LIMIT = Money.LIMIT.movePointRight(2).longValueExact();

  private Amounts() {}

  /** {@code round(quantity x price, 2)}, half away from zero. */
  static long gross(long quantity, long price) {
    long product = quantity * price;
    boolean exact = Math.multiplyHigh(quantity, price) == product >> 63;
    if (!exact) {
      BigInteger large = large(quantity, price);
      return large.bitLength() < Long.SIZE ? fitted(large.longValueExact()) : FieldParser.BAD;
    }
    long cents = product / FACTOR_UNITS_PER_CENT;
    long rest = Math.abs(product % FACTOR_UNITS_PER_CENT);
    return rest * 2 >= FACTOR_UNITS_PER_CENT ? cents + Long.signum(product) : cents;
  }

  /** Gross less the discount and less the tax that it includes. */
  static long net(long gross, long discount, long includedTax) {
    // Three numbers of at most 18 digits: their sum cannot overflow.
    return fitted(gross - discount - includedTax);
  }

  private static BigInteger large(long quantity, long price) {
    return new BigDecimal(
            BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(price)),
            FRACTION_DIGITS_OF_FACTORS)
        .setScale(2, RoundingMode.HALF_UP)
        .unscaledValue();
  }

  private static long fitted(long cents) {
    return Math.abs(cents) < LIMIT ? cents : FieldParser.BAD;
  }
}
