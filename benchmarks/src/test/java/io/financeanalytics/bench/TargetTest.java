package io.financeanalytics.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.Test;

public final class TargetTest {

  @Test
  public void theLimitItselfIsReached() {
    assertThat(new Target("wall", OptionalDouble.of(2.0), 2.0).reached()).isTrue();
    assertThat(new Target("wall", OptionalDouble.of(2.01), 2.0).reached()).isFalse();
  }

  @Test
  public void whoDidNotFinishDidNotReachIt() {
    Target target = new Target("wall", OptionalDouble.empty(), 2.0);

    assertThat(target.reached()).isFalse();
    assertThat(target.line()).contains("did not finish", "NOT reached");
  }
}
