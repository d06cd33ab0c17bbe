package io.financeanalytics.local.sample;

import java.util.Locale;

/**
 * What the platform has to make of a row that was planted. The reasons for quarantine come first,
 * in the order of the data contract.
 */
public enum Outcome {
  MISSING_REQUIRED,
  BAD_DECIMAL,
  BAD_INTEGER,
  BAD_TIMESTAMP,
  BAD_DATE,
  BAD_BOOLEAN,
  BAD_CURRENCY,
  DATE_OUT_OF_RANGE,
  NEGATIVE_VALUE,
  SIGN_CONFLICT,
  TOO_LONG,
  AMOUNT_OVERFLOW,
  MALFORMED_RECORD,
  DUPLICATE_TRANSACTION_ID,
  CONFLICTING_TRANSACTION,
  CONFLICTING_COGS,
  /** Equal in every typed column to another row of its id: counted, not quarantined. */
  COLLAPSED,
  /** Looks odd, and is right: accepted. */
  ACCEPTED;

  /** The stable code of the data contract, such as {@code bad_decimal}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether such a row ends in quarantine. */
  public boolean isQuarantine() {
    return this != COLLAPSED && this != ACCEPTED;
  }
}
