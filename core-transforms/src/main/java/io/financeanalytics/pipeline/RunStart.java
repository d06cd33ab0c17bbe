package io.financeanalytics.pipeline;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The identity of a run.
 *
 * @param runId its name, which sorts by time
 * @param startedAt when it started
 */
public record RunStart(String runId, Instant startedAt) {

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** {@return a new run that starts now} */
  public static RunStart now() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new RunStart(
        MOMENT.format(now) + "-" + UUID.randomUUID().toString().substring(0, 8), now);
  }
}
