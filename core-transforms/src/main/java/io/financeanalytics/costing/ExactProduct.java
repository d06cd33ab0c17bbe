package io.financeanalytics.costing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.apache.spark.sql.types.Decimal;

/**
 * The exact product of a quantity and an amount for one unit, both with four fraction digits,
 * rounded to cents half away from zero. Public because the code that Spark generates calls it; use
 * {@link Money#product}.
 */
public final class ExactProduct {

  /** The answer when a product does not fit decimal(18,2). */
  public static final long UNFIT = Long.MIN_VALUE;

  private static final long FACTOR_UNITS_PER_CENT = 1_000_000L;
  private static final int FRACTION_DIGITS = 8;
  private static final long LIMIT = Money.LIMIT.movePointRight(2).longValueExact();

  private ExactProduct() {}

  /**
   * {@return the product, decimal(18,2); null when it does not fit}
   *
   * @param quantity decimal(18,4)
   * @param unitAmount decimal(18,4)
   */
  public static Decimal of(Decimal quantity, Decimal unitAmount) {
    long cents = cents(quantity.toUnscaledLong(), unitAmount.toUnscaledLong());
    return cents == UNFIT ? null : Decimal.createUnsafe(cents, 18, 2);
  }

  /**
   * {@return the product in cents, or {@link #UNFIT}}
   *
   * @param quantity in units of its fourth fraction digit
   * @param unitAmount in units of its fourth fraction digit
   */
  public static long cents(long quantity, long unitAmount) {
    long product = quantity * unitAmount;
    boolean fitsLong = Math.multiplyHigh(quantity, unitAmount) == product >> 63;
    if (!fitsLong) {
      return large(quantity, unitAmount);
    }
    long cents = product / FACTOR_UNITS_PER_CENT;
    long rest = Math.abs(product % FACTOR_UNITS_PER_CENT);
    return rest * 2 >= FACTOR_UNITS_PER_CENT ? cents + Long.signum(product) : cents;
  }

  private static long large(long quantity, long unitAmount) {
    BigInteger cents =
        new BigDecimal(
                BigInteger.valueOf(quantity).multiply(BigInteger.valueOf(unitAmount)),
                FRACTION_DIGITS)
            .setScale(2, RoundingMode.HALF_UP)
            .unscaledValue();
    return cents.abs().compareTo(BigInteger.valueOf(LIMIT)) < 0 ? cents.longValueExact() : UNFIT;
  }
}
