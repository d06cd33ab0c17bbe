package io.financeanalytics.pipeline;

import io.financeanalytics.quality.Finding;
import io.financeanalytics.quality.Measures;
import java.util.List;

/**
 * How a run went.
 *
 * @param run what the run log keeps of it
 * @param measures its counts and control sums
 * @param findings what its checks found
 * @param restatements months in which it differs from the run that was published before
 * @param notes what a person should know about the raw files
 */
public record RunReport(
    RunRecord run,
    Measures measures,
    List<Finding> findings,
    List<Restatement> restatements,
    List<String> notes) {

  /**
   * Makes the lists unmodifiable.
   *
   * @param run what the run log keeps of it
   * @param measures its counts and control sums
   * @param findings what its checks found
   * @param restatements months in which it differs from the run that was published before
   * @param notes what a person should know about the raw files
   */
  public RunReport {
    findings = List.copyOf(findings);
    restatements = List.copyOf(restatements);
    notes = List.copyOf(notes);
  }
}
