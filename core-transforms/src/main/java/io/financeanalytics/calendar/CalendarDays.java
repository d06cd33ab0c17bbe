package io.financeanalytics.calendar;

import static java.time.temporal.TemporalAdjusters.firstDayOfYear;
import static java.time.temporal.TemporalAdjusters.lastDayOfMonth;
import static java.time.temporal.TemporalAdjusters.lastDayOfYear;

import io.financeanalytics.calendar.RetailCalendar.RetailDay;
import io.financeanalytics.table.DimDate;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Days as rows of {@link DimDate}. */
final class CalendarDays {

  /** 52 weeks: the same weekday, and but for a day or two the same time of the year. */
  private static final int DAYS_TO_LAST_YEAR = 364;

  private static final int MONTHS_OF_QUARTER = 3;

  private final FiscalCalendar fiscal;
  private final RetailCalendar retail;
  private final Map<LocalDate, String> holidays;

  /** Days whose holidays have these names. */
  CalendarDays(CalendarSettings settings, Map<LocalDate, String> holidays) {
    this.fiscal = new FiscalCalendar(settings.fiscalYearStart());
    this.retail = new RetailCalendar(settings.retailPattern());
    this.holidays = holidays;
  }

  /** The values in the order of {@link DimDate#SCHEMA}. */
  Row row(LocalDate day) {
    Month month = day.getMonth();
    DayOfWeek weekday = day.getDayOfWeek();
    int quarter = day.get(IsoFields.QUARTER_OF_YEAR);
    LocalDate monday = day.minusDays(weekday.getValue() - 1L);
    LocalDate quarterStart = LocalDate.of(day.getYear(), month.firstMonthOfQuarter(), 1);
    RetailDay retailDay = retail.on(day);
    return RowFactory.create(
        (day.getYear() * 100 + day.getMonthValue()) * 100 + day.getDayOfMonth(),
        day,
        day.getYear(),
        quarter,
        day.getMonthValue(),
        month.getDisplayName(TextStyle.FULL, Locale.ENGLISH),
        day.getDayOfMonth(),
        weekday.getDisplayName(TextStyle.FULL, Locale.ENGLISH),
        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
        weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY,
        weekday.getValue(),
        weekday.getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
        month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH),
        day.getDayOfYear(),
        day.get(IsoFields.WEEK_BASED_YEAR),
        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
        monday,
        monday.plusDays(DayOfWeek.SUNDAY.getValue() - 1L),
        day.withDayOfMonth(1),
        day.with(lastDayOfMonth()),
        quarterStart,
        quarterStart.plusMonths(MONTHS_OF_QUARTER).minusDays(1),
        day.with(firstDayOfYear()),
        day.with(lastDayOfYear()),
        day.minusDays(DAYS_TO_LAST_YEAR),
        fiscal.year(day),
        fiscal.quarter(day),
        fiscal.period(day),
        retailDay.year(),
        retailDay.quarter(),
        retailDay.period(),
        retailDay.week(),
        holidays.get(day));
  }
}
