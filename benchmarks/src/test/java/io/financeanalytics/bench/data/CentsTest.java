package io.financeanalytics.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public final class CentsTest {

  @Test
  public void amountsAreReadAndWrittenExactly() {
    for (String amount : new String[] {"0.00", "0.07", "12.50", "-3.04", "-0.04", "99999.99"}) {
      StringBuilder text = new StringBuilder();
      Cents.append(text, Cents.parse(amount));

      assertThat(text).hasToString(amount);
    }
  }

  @Test
  public void aNumberWithoutTwoFractionDigitsIsNoAmount() {
    assertThatThrownBy(() -> Cents.parse("12.5"))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("12.5");
  }

  @Test
  public void aPercentageIsRoundedHalfUp() {
    assertThat(Cents.percent(150, 1)).isEqualTo(2);
    assertThat(Cents.percent(149, 1)).isEqualTo(1);
  }
}
