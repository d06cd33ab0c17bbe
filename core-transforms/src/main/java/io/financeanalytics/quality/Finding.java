package io.financeanalytics.quality;

/**
 * What a check found.
 *
 * @param check the check's name
 * @param severity whether the run can be published all the same
 * @param message what was found, with numbers, and what to do
 */
public record Finding(String check, Severity severity, String message) {

  /** What a finding means for the run. */
  public enum Severity {
    /** The run must not be published. */
    REFUSE,
    /** A person should know. */
    WARN
  }
}
