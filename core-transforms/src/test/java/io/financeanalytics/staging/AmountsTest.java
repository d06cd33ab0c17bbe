package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.Test;

public class AmountsTest {

  private static final BigDecimal LIMIT = new BigDecimal("1E16");

  @Test
  public void grossIsRoundedHalfAwayFromZero() {
    assertThat(gross("3", "33.335")).isEqualTo("100.01");
    assertThat(gross("-3", "33.335")).isEqualTo("-100.01");
    assertThat(gross("0.5", "0.01")).isEqualTo("0.01");
    assertThat(gross("-0.5", "0.01")).isEqualTo("-0.01");
    assertThat(gross("0.4999", "0.01")).isEqualTo("0.00");
    assertThat(gross("0", "1")).isEqualTo("0.00");
  }

  @Test
  public void grossOfAnySizeIsThatOfExactArithmetic() {
    Random random = new Random(11);
    for (int i = 0; i < 100_000; i++) {
      long quantity = random.nextLong() % powerOfTen(random);
      long price = Math.abs(random.nextLong() % powerOfTen(random));
      BigDecimal exact =
          BigDecimal.valueOf(quantity, 4)
              .multiply(BigDecimal.valueOf(price, 4))
              .setScale(2, RoundingMode.HALF_UP);
      long expected =
          exact.abs().compareTo(LIMIT) < 0 ? exact.unscaledValue().longValue() : FieldParser.BAD;
      assertThat(Amounts.gross(quantity, price)).as("%d x %d", quantity, price).isEqualTo(expected);
    }
  }

  @Test
  public void whatDoesNotFitEighteenDigitsIsBad() {
    assertThat(gross("10000000000000", "1000")).isEqualTo("bad");
    assertThat(gross("10000000000000", "999.9999")).isEqualTo("9999999000000000.00");
    assertThat(net("-9999999999999999.99", "9999999999999999.99", "0")).isEqualTo("bad");
    assertThat(net("9999999999999999.99", "0", "-0.01")).isEqualTo("bad");
    assertThat(net("9999999999999999.99", "0", "0")).isEqualTo("9999999999999999.99");
  }

  @Test
  public void netIsGrossWithoutDiscountAndIncludedTax() {
    assertThat(net("119", "9", "0")).isEqualTo("110.00");
    assertThat(net("119", "0", "19")).isEqualTo("100.00");
    assertThat(net("-119", "-9", "-19")).isEqualTo("-91.00");
  }

  private static long powerOfTen(Random random) {
    return (long) Math.pow(10, random.nextInt(19));
  }

  private static String gross(String quantity, String price) {
    return text(Amounts.gross(units(quantity, 4), units(price, 4)));
  }

  private static String net(String gross, String discount, String tax) {
    return text(Amounts.net(units(gross, 2), units(discount, 2), units(tax, 2)));
  }

  private static long units(String number, int scale) {
    return new BigDecimal(number).setScale(scale).unscaledValue().longValueExact();
  }

  private static String text(long cents) {
    return cents == FieldParser.BAD ? "bad" : BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
