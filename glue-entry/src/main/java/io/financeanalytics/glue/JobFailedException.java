package io.financeanalytics.glue;

/** Ends a Glue job as failed, with one message and no stack trace. */
final class JobFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JobFailedException(String message) {
    super(message, null, false, false);
  }
}
