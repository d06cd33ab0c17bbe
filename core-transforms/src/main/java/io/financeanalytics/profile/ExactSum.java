package io.financeanalytics.profile;

import java.math.BigDecimal;
import java.math.BigInteger;

/** A sum of whole numbers that never overflows. */
final class ExactSum {

  private long sum;
  private BigInteger carried = BigInteger.ZERO;

  void add(long value) {
    long next = sum + value;
    boolean overflows = ((sum ^ next) & (value ^ next)) < 0;
    if (overflows) {
      carried = carried.add(BigInteger.valueOf(sum));
      next = value;
    }
    sum = next;
  }

  /** The sum, in which the added numbers count units of the last of {@code scale} digits. */
  BigDecimal asDecimal(int scale) {
    return new BigDecimal(carried.add(BigInteger.valueOf(sum)), scale);
  }
}
