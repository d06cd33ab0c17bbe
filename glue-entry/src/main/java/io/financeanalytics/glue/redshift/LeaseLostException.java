package io.financeanalytics.glue.redshift;

import io.financeanalytics.UserException;

/** Another run has taken the lease, for this one seemed dead. */
final class LeaseLostException extends UserException {

  private static final long serialVersionUID = 1L;

  LeaseLostException(String runId) {
    super(
        "Run "
            + runId
            + " was without a sign of life for so long that another run has taken over. Nothing of it"
            + " was published. Look at the log of the other run.");
  }
}
