package io.financeanalytics.staging;

import io.financeanalytics.costing.ExactProduct;
import io.financeanalytics.costing.Money;

/**
 * The revenue of an order line: gross is what its units were sold for, net is gross without the
 * discount and without the tax that prices may include. Shipping charged is never in it.
 *
 * <p>Exact, in whole units of the last fraction digit: quantity and price have four, amounts two.
 * An amount that does not fit decimal(18,2) is {@link FieldParser#BAD}.
 */
final class Amounts {

  private static final long LIMIT = Money.LIMIT.movePointRight(2).longValueExact();

  private Amounts() {}

  /** {@code round(quantity x price, 2)}, half away from zero. */
  static long gross(long quantity, long price) {
    long cents = ExactProduct.cents(quantity, price);
    return cents == ExactProduct.UNFIT ? FieldParser.BAD : cents;
  }

  /** Gross less the discount and less the tax that it includes. */
  static long net(long gross, long discount, long includedTax) {
    // Three numbers of at most 18 digits: their sum cannot overflow.
    long net = gross - discount - includedTax;
    return Math.abs(net) < LIMIT ? net : FieldParser.BAD;
  }
}
