package io.financeanalytics.bench.race;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public final class RaceResultTest {

  private static final RaceResult RESULT =
      new RaceResult(
          Map.of(
              "us", List.of(usage(10), usage(30), usage(12)),
              "them", List.of(usage(5), usage(10), usage(12)),
              "lost", List.of()),
          Duration.ofSeconds(60));

  private static Usage usage(double wallSeconds) {
    return new Usage(wallSeconds, 2 * wallSeconds, Math.round(wallSeconds * 1e9));
  }

  @Test
  public void theMedianIsTheValueInTheMiddle() {
    assertThat(RESULT.wallSeconds("us")).hasValue(12);
    assertThat(RESULT.cpuSeconds("them")).hasValue(20);
    assertThat(RaceResult.median(List.of(4.0, 1.0, 2.0, 3.0))).hasValue(2.5);
  }

  @Test
  public void memoryIsTheHighestPeak() {
    assertThat(RESULT.peakGigabytes("us")).hasValue(30);
  }

  @Test
  public void ratiosAreTakenRoundByRoundBeforeTheMedian() {
    assertThat(RESULT.ratios("us", "them")).containsExactly(2.0, 3.0, 1.0);
    assertThat(RESULT.ratio("us", "them")).hasValue(2.0);
  }

  @Test
  public void oneWhoDidNotFinishHasNoNumbers() {
    assertThat(RESULT.wallSeconds("lost")).isEmpty();
    assertThat(RESULT.ratio("us", "lost")).isEmpty();
  }
}
