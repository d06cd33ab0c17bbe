package io.financeanalytics.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.Test;

public class CentsTest {
  @Test
  public void sharesRoundHalfAwayFromZero() {
    assertThat(Cents.share(1_050, 1_000)).isEqualTo(105);
    assertThat(Cents.share(105, 1_000)).isEqualTo(11);
    assertThat(Cents.share(-105, 1_000)).isEqualTo(-11);
    assertThat(Cents.share(104, 1_000)).isEqualTo(10);
  }

  @Test
  public void partsAddUpToTheWholeToTheCent() {
    assertThat(Cents.spread(100, new long[] {1, 1, 1})).containsExactly(33, 34, 33);
    assertThat(Cents.spread(595, new long[] {0, 0})).containsExactly(595, 0);
    for (long cents = 0; cents < 500; cents++) {
      assertThat(LongStream.of(Cents.spread(cents, new long[] {7, 13, 29, 3})).sum())
          .isEqualTo(cents);
    }
  }

  @Test
  public void amountsAreWrittenWithTheirDecimals() {
    assertThat(Cents.text(0)).isEqualTo("0.00");
    assertThat(Cents.text(-5)).isEqualTo("-0.05");
    assertThat(Cents.text(123_456)).isEqualTo("1234.56");
    assertThat(Cents.textOfTenThousandths(10_025)).isEqualTo("1.0025");
  }
}
