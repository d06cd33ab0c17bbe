package io.financeanalytics.bench;

/** Contestants made different things of the same data, so that their times mean nothing. */
final class NotTheSameWorkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotTheSameWorkException(String message) {
    super(message);
  }
}
