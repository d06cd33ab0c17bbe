package io.financeanalytics.staging;

import io.financeanalytics.table.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with one record: the first reason in contract order, and all of them for people to
 * read.
 */
final class Problems {

  private static final int LONGEST_SHOWN = 200;

  private final List<String> details = new ArrayList<>();
  private Reason first;

  void clear() {
    details.clear();
    first = null;
  }

  void add(Reason reason, String column, String value) {
    keepFirst(reason);
    details.add(reason.code() + ": " + column + " = '" + shown(value) + "'");
  }

  void addMalformed(String fault) {
    keepFirst(Reason.MALFORMED_RECORD);
    details.add(Reason.MALFORMED_RECORD.code() + ": " + fault);
  }

  void addOverflow(String amount) {
    keepFirst(Reason.AMOUNT_OVERFLOW);
    details.add(Reason.AMOUNT_OVERFLOW.code() + ": " + amount + " does not fit decimal(18,2)");
  }

  /** The first reason in contract order, or null when nothing is wrong. */
  Reason reason() {
    return first;
  }

  /** Every reason with its column and value. */
  String detail() {
    return String.join("; ", details);
  }

  private void keepFirst(Reason reason) {
    first = first == null || reason.compareTo(first) < 0 ? reason : first;
  }

  private static String shown(String value) {
    return value.codePointCount(0, value.length()) <= LONGEST_SHOWN
        ? value
        : value.substring(0, value.offsetByCodePoints(0, LONGEST_SHOWN)) + "...";
  }
}
