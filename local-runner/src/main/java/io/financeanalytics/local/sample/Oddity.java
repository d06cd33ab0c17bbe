package io.financeanalytics.local.sample;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * One way in which a row can be odd on purpose.
 *
 * @param outcome what the platform has to make of it
 * @param what what is odd, in a few words
 * @param rows how many rows meet that outcome each time it is planted
 * @param records makes of one good row the records to write in its place, without line ends
 */
record Oddity(Outcome outcome, String what, int rows, Function<RawRow, List<String>> records) {

  /** One row whose values are odd, in place of the good one. */
  static Oddity row(Outcome outcome, String what, UnaryOperator<RawRow> change) {
    return new Oddity(outcome, what, 1, good -> List.of(change.apply(good).text()));
  }

  /** One row whose text is odd, in place of the good one. */
  static Oddity text(Outcome outcome, String what, Function<RawRow, String> change) {
    return new Oddity(outcome, what, 1, good -> List.of(change.apply(good)));
  }

  /** The good row, and a changed copy after it; so many of the two meet the outcome. */
  static Oddity copy(Outcome outcome, String what, int rows, UnaryOperator<RawRow> change) {
    return new Oddity(outcome, what, rows, good -> List.of(good.text(), change.apply(good).text()));
  }

  /** The same oddity beside the good row and not in place of it. */
  Oddity beside() {
    return new Oddity(
        outcome,
        what,
        rows,
        good -> {
          String odd = records.apply(good).get(0);
          return List.of(good.text(), odd);
        });
  }
}
