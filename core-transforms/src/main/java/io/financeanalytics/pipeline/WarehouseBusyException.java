package io.financeanalytics.pipeline;

import io.financeanalytics.UserException;

/** Another run is under way in the same warehouse. */
public final class WarehouseBusyException extends UserException {

  private static final long serialVersionUID = 1L;

  /** Says who holds the warehouse. */
  public WarehouseBusyException(String message) {
    super(message);
  }
}
