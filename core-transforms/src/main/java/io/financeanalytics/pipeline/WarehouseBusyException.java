package io.financeanalytics.pipeline;

import io.financeanalytics.UserException;

/** Another run is under way in the same warehouse. */
public final class WarehouseBusyException extends UserException {

  private static final long serialVersionUID = 1L;

  /**
   * Says who holds the warehouse.
   *
   * @param message one paragraph for the person who started the second run
   */
  public WarehouseBusyException(String message) {
    super(message);
  }
}
