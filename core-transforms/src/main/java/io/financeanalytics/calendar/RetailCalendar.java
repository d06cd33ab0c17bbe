package io.financeanalytics.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * The calendar of retailers: a year of whole weeks, Sunday to Saturday, in which every quarter has
 * 13 weeks and holidays and weekends fall alike from year to year.
 *
 * <p>A year ends on the Saturday nearest to 31 January, and the next one begins on the Sunday after
 * it, 29 January to 4 February. It has the number of the calendar year in which it <em>begins</em>.
 * Every five or six years that leaves a 53rd week; it belongs to the last period of the fourth
 * quarter. This is the 4-5-4 calendar of the National Retail Federation of the United States (<a
 * href="https://nrf.com/resources/4-5-4-calendar">nrf.com/resources/4-5-4-calendar</a>), which adds
 * a 53rd week when four or more days of January are left after the 52nd; its years with 53 weeks
 * are 2000, 2006, 2012, 2017 and 2023. The other patterns cut the same quarters differently.
 */
final class RetailCalendar {

  private static final int DAYS_OF_WEEK = 7;
  private static final int WEEKS_OF_QUARTER = 13;
  private static final int QUARTERS = 4;
  private static final int PERIODS_OF_QUARTER = 3;

  /** The Saturday nearest to 31 January is the first one from this day on. */
  private static final int EARLIEST_LAST_DAY = 28;

  private final RetailPattern pattern;

  RetailCalendar(RetailPattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Where a day lies.
   *
   * @param year the retail year
   * @param quarter 1 to 4
   * @param period 1 to 12
   * @param week of the year, 1 to 53
   */
  record RetailDay(int year, int quarter, int period, int week) {}

  RetailDay on(LocalDate day) {
    int year = day.isBefore(firstDay(day.getYear())) ? day.getYear() - 1 : day.getYear();
    int week = (int) ChronoUnit.DAYS.between(firstDay(year), day) / DAYS_OF_WEEK + 1;
    int quarter = Math.min((week - 1) / WEEKS_OF_QUARTER + 1, QUARTERS);
    int weekOfQuarter = week - (quarter - 1) * WEEKS_OF_QUARTER;
    int period = (quarter - 1) * PERIODS_OF_QUARTER + pattern.periodOf(weekOfQuarter);
    return new RetailDay(year, quarter, period, week);
  }

  private static LocalDate firstDay(int year) {
    return LocalDate.of(year, Month.JANUARY, EARLIEST_LAST_DAY)
        .with(TemporalAdjusters.nextOrSame(DayOfWeek.SATURDAY))
        .plusDays(1);
  }
}
