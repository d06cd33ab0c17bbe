package io.financeanalytics.bench.data;

/** Amounts of money as whole cents. */
final class Cents {

  private static final int CENTS_PER_UNIT = 100;

  private Cents() {}

  /** {@return the cents of a plain decimal with two fraction digits, such as {@code 12.50}} */
  static long parse(String amount) {
    int point = amount.length() - 3;
    if (point < 0 || amount.charAt(point) != '.') {
      throw new NumberFormatException("Not an amount with two fraction digits: " + amount);
    }
    long units = Long.parseLong(amount, 0, point, 10);
    long fraction = Long.parseLong(amount, point + 1, amount.length(), 10);
    long cents = Math.abs(units) * CENTS_PER_UNIT + fraction;
    return amount.charAt(0) == '-' ? -cents : cents;
  }

  /** {@return a share of an amount that is not negative, rounded half-up} */
  static long percent(long cents, int percent) {
    return (cents * percent + CENTS_PER_UNIT / 2) / CENTS_PER_UNIT;
  }

  /** Appends an amount as a plain decimal with two fraction digits. */
  static void append(StringBuilder text, long cents) {
    if (cents < 0) {
      text.append('-');
    }
    long whole = Math.abs(cents);
    text.append(whole / CENTS_PER_UNIT).append('.');
    long fraction = whole % CENTS_PER_UNIT;
    if (fraction < 10) {
      text.append('0');
    }
    text.append(fraction);
  }
}
