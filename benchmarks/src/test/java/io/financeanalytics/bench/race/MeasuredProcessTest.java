package io.financeanalytics.bench.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class MeasuredProcessTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Optional<Usage> run(String script, Duration limit) {
    Path place = folder.getRoot().toPath();
    return new MeasuredProcess(List.of("bash", "-c", script), Map.of(), limit).run(place);
  }

  @Test
  public void waitingTakesWallButNoCpu() {
    Usage usage = run("sleep 1", Duration.ofSeconds(20)).orElseThrow();

    assertThat(usage.wallSeconds()).isBetween(1.0, 5.0);
    assertThat(usage.cpuSeconds()).isLessThan(0.5);
  }

  @Test
  public void theCpuOfAChildCounts() {
    Usage usage =
        run("bash -c 'for ((i = 0; i < 300000; i++)); do :; done'; true", Duration.ofSeconds(60))
            .orElseThrow();

    assertThat(usage.cpuSeconds()).isGreaterThan(0.1);
  }

  @Test
  public void theMemoryOfAChildCounts() {
    String hundredMegabytes = "x=$(head -c 100000000 /dev/zero | tr '\\0' a); sleep 0.5; : ${#x}";
    Usage usage =
        run(
                "bash -c \"" + hundredMegabytes.replace("$", "\\$") + "\"; true",
                Duration.ofSeconds(60))
            .orElseThrow();

    assertThat(usage.peakBytes()).isGreaterThan(100_000_000L);
  }

  @Test
  public void whatDoesNotEndWithinTheLimitIsEnded() {
    long start = System.nanoTime();

    assertThat(run("sleep 60", Duration.ofMillis(300))).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
  }

  @Test
  public void aFailureShowsWhatTheProcessPrinted() {
    assertThatThrownBy(() -> run("echo out of luck >&2; exit 7", Duration.ofSeconds(20)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Exit code 7")
        .hasMessageContaining("out of luck");
  }
}
