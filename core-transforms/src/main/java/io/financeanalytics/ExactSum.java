package io.financeanalytics;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A sum of whole numbers that never overflows. */
public final class ExactSum implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What was added since {@link #carried} last took it over. */
  private long sum;

  /** What did not fit. */
  private BigInteger carried = BigInteger.ZERO;

  /** A sum of nothing yet. */
  public ExactSum() {
    this.sum = 0;
  }

  /**
   * Adds a number.
   *
   * @param value the number
   */
  public void add(long value) {
    long next = sum + value;
    boolean overflows = ((sum ^ next) & (value ^ next)) < 0;
    if (overflows) {
      carried = carried.add(BigInteger.valueOf(sum));
      next = value;
    }
    sum = next;
  }

  /**
   * Adds all that another sum is of.
   *
   * @param other the other sum
   */
  public void addAll(ExactSum other) {
    carried = carried.add(other.carried);
    add(other.sum);
  }

  /**
   * {@return the sum, in which the added numbers count units of the last fraction digit}
   *
   * @param scale how many fraction digits there are
   */
  public BigDecimal asDecimal(int scale) {
    return new BigDecimal(carried.add(BigInteger.valueOf(sum)), scale);
  }
}
