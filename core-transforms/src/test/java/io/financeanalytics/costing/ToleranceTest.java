package io.financeanalytics.costing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public final class ToleranceTest {

  @Test
  public void itsEndIsIncluded() {
    Tolerance ten = new Tolerance(10L);

    assertThat(ten.covers(5, 5)).isTrue();
    assertThat(ten.covers(5, 15)).isTrue();
    assertThat(ten.covers(5, 16)).isFalse();
  }

  @Test
  public void timesAtTheEndsOfTimeAreFarApart() {
    assertThat(new Tolerance(10L).covers(Long.MIN_VALUE, Long.MAX_VALUE)).isFalse();
    assertThat(new Tolerance(null).covers(Long.MIN_VALUE, Long.MAX_VALUE)).isTrue();
  }
}
