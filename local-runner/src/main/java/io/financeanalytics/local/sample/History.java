package io.financeanalytics.local.sample;

import java.time.LocalDate;
import java.util.List;

/**
 * A value that changes from certain days on. The first step also holds before its own day.
 *
 * @param steps the values, ascending by day; never empty
 */
record History<T>(List<Step<T>> steps) {
  History {
    steps = List.copyOf(steps);
  }

  /** A value that never changes. */
  static <T> History<T> always(T value) {
    return new History<>(List.of(new Step<>(LocalDate.MIN, value)));
  }

  /** The value of the latest step on or before the day. */
  T on(LocalDate day) {
    int i = steps.size() - 1;
    while (i > 0 && steps.get(i).from().isAfter(day)) {
      i--;
    }
    return steps.get(i).value();
  }

  /** One value and the first day on which it holds. */
  record Step<T>(LocalDate from, T value) {}
}
