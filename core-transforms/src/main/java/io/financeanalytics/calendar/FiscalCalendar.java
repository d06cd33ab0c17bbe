package io.financeanalytics.calendar;

import java.time.LocalDate;
import java.time.Month;

/**
 * A fiscal year of twelve calendar months that begins with any of them.
 *
 * <p>A fiscal year has the number of the calendar year in which it <em>ends</em>: with April as its
 * first month, fiscal year 2025 is April 2024 to March 2025. That is how the annual reports of most
 * companies and the government of the United States name theirs. With January it is the calendar
 * year. A period is a month, counted from the first of the fiscal year.
 */
final class FiscalCalendar {

  private static final int MONTHS_OF_YEAR = 12;
  private static final int MONTHS_OF_QUARTER = 3;

  private final Month firstMonth;

  FiscalCalendar(Month firstMonth) {
    this.firstMonth = firstMonth;
  }

  /** The calendar year in which the day's fiscal year ends. */
  int year(LocalDate day) {
    return day.plusMonths(MONTHS_OF_YEAR - period(day)).getYear();
  }

  /** 1 to 4. */
  int quarter(LocalDate day) {
    return (period(day) - 1) / MONTHS_OF_QUARTER + 1;
  }

  /** 1 to 12. */
  int period(LocalDate day) {
    return Math.floorMod(day.getMonthValue() - firstMonth.getValue(), MONTHS_OF_YEAR) + 1;
  }
}
