package io.financeanalytics.pipeline;

import java.util.Locale;

/** How a run ended. */
public enum RunStatus {
  /** Its tables are published. */
  SUCCEEDED,
  /** A check refused it; the published tables are those of an earlier run. */
  REFUSED,
  /** It could not finish; the published tables are those of an earlier run. */
  FAILED;

  /** {@return the word in the run log} */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
