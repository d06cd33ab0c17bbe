package io.financeanalytics.glue.redshift;

/** Redshift could not do what it was asked to, and another attempt would not help. */
public final class RedshiftException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RedshiftException(String message, Throwable cause) {
    super(message, cause);
  }
}
