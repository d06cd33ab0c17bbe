package io.financeanalytics.pipeline;

import io.financeanalytics.quality.Measure;
import java.time.Instant;
import java.util.List;

/**
 * What the run log keeps of a run.
 *
 * @param start its identity
 * @param finishedAt when it ended; null when it died and another run says so
 * @param status how it ended
 * @param softwareVersion the version that ran
 * @param inputFingerprint a digest of the raw files; null when it is not known
 * @param measures every count and control sum
 */
public record RunRecord(
    RunStart start,
    Instant finishedAt,
    RunStatus status,
    String softwareVersion,
    String inputFingerprint,
    List<Measure> measures) {

  /**
   * Makes the list of measures unmodifiable.
   *
   * @param start its identity
   * @param finishedAt when it ended; null when it died and another run says so
   * @param status how it ended
   * @param softwareVersion the version that ran
   * @param inputFingerprint a digest of the raw files; null when it is not known
   * @param measures every count and control sum
   */
  public RunRecord {
    measures = List.copyOf(measures);
  }
}
