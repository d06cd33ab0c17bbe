package io.financeanalytics.bench;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Something to reach.
 *
 * @param what is measured, with its unit
 * @param measured nothing if the product did not finish
 * @param atMost the largest value that reaches it
 */
record Target(String what, OptionalDouble measured, double atMost) {

  boolean reached() {
    return measured.isPresent() && measured.getAsDouble() <= atMost;
  }

  /** {@return a line for people} */
  String line() {
    return String.format(
        Locale.ROOT,
        "%s: at most %.2f; measured %s: %s",
        what,
        atMost,
        measured.isPresent()
            ? String.format(Locale.ROOT, "%.2f", measured.getAsDouble())
            : "nothing, it did not finish",
        reached() ? "reached" : "NOT reached");
  }
}
