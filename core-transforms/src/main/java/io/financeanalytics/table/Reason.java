package io.financeanalytics.table;

import java.util.Locale;

/**
 * Why a row is in quarantine. The order of the constants is the order in which a row with several
 * is named.
 */
public enum Reason {
  /** A required value is empty. */
  MISSING_REQUIRED,
  /** Not a plain decimal, or too large for its type. */
  BAD_DECIMAL,
  /** Not a whole number, or too large. */
  BAD_INTEGER,
  /** Not a moment in one of the accepted forms. */
  BAD_TIMESTAMP,
  /** Not a day in the form yyyy-MM-dd. */
  BAD_DATE,
  /** Neither a yes nor a no. */
  BAD_BOOLEAN,
  /** Not three letters. */
  BAD_CURRENCY,
  /** A day outside the accepted years. */
  DATE_OUT_OF_RANGE,
  /** Below zero where that has no meaning. */
  NEGATIVE_VALUE,
  /** A discount whose sign is not the quantity's. */
  SIGN_CONFLICT,
  /** Text of more bytes than its column holds. */
  TOO_LONG,
  /** An amount that follows from the row does not fit decimal(18,2). */
  AMOUNT_OVERFLOW,
  /** Too few or too many fields, an unbalanced quote, or bytes that are not UTF-8 text. */
  MALFORMED_RECORD,
  /** Another row under the same TransactionID survived. */
  DUPLICATE_TRANSACTION_ID,
  /** Rows under one TransactionID disagree on the sign of Quantity or on ReturnFlag. */
  CONFLICTING_TRANSACTION,
  /** A higher cost was given for the same product, currency and day. */
  CONFLICTING_COGS;

  /** {@return the stable code that the Quarantine table holds} */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
