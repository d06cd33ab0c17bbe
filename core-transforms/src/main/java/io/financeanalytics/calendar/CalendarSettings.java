package io.financeanalytics.calendar;

import java.time.Month;
import java.util.Optional;

/**
 * What a company decides about its calendar.
 *
 * @param fiscalYearStart the month in which the fiscal year begins
 * @param retailPattern how the retail calendar cuts a quarter into periods
 * @param holidayCountry the country whose holidays are named, one of {@link Holidays#countries()};
 *     empty when none are
 */
public record CalendarSettings(
    Month fiscalYearStart, RetailPattern retailPattern, Optional<String> holidayCountry) {

  /** The fiscal year is the calendar year, periods have 4, 5 and 4 weeks, no holiday is named. */
  public static final CalendarSettings DEFAULTS =
      new CalendarSettings(Month.JANUARY, RetailPattern.FOUR_FIVE_FOUR, Optional.empty());
}
