package io.financeanalytics.calendar;

import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.year;

import io.financeanalytics.table.DimDate;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The calendar as a conformed dimension: one row for every day of a range, in the columns of {@link
 * DimDate}. Names are in English, weeks are those of ISO-8601 (Monday to Sunday), and the weekend
 * is Saturday and Sunday. Beside the calendar year it has the fiscal year, by the calendar year in
 * which it ends, and the retail calendar of the National Retail Federation, whose weeks go from
 * Sunday to Saturday and whose year begins on the Sunday after the Saturday nearest to 31 January
 * and has the number of the calendar year in which it begins.
 */
public final class DateDimension {

  private DateDimension() {}

  /**
   * {@return every day from {@code first} to {@code last}, both included, with the default settings
   * of a calendar}
   *
   * @param spark the session to make the rows with
   * @param first the first day
   * @param last the last day
   * @throws IllegalArgumentException when {@code last} is before {@code first}
   */
  public static Dataset<Row> between(SparkSession spark, LocalDate first, LocalDate last) {
    return between(spark, first, last, CalendarSettings.DEFAULTS);
  }

  /**
   * {@return every day from {@code first} to {@code last}, both included}
   *
   * @param spark the session to make the rows with
   * @param first the first day
   * @param last the last day
   * @param settings what the company has decided about its calendar
   * @throws IllegalArgumentException when {@code last} is before {@code first}, or no holidays are
   *     known for the country
   * @throws IllegalStateException when a country is given and the library of holidays is not on the
   *     class path
   */
  public static Dataset<Row> between(
      SparkSession spark, LocalDate first, LocalDate last, CalendarSettings settings) {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException(
          "The last day " + last + " is before the first day " + first);
    }
    Map<LocalDate, String> holidays =
        settings
            .holidayCountry()
            .map(country -> Holidays.between(country, first, last))
            .orElse(Map.of());
    CalendarDays calendar = new CalendarDays(settings, holidays);
    List<Row> days = first.datesUntil(last.plusDays(1)).map(calendar::row).toList();
    // A few rows: one partition, so that they are written as one file.
    return spark.createDataFrame(days, DimDate.SCHEMA).coalesce(1);
  }

  /**
   * {@return the key of a day, the number yyyymmdd}
   *
   * @param epochDay the day, in days since 1970
   */
  public static int dateKey(int epochDay) {
    LocalDate day = LocalDate.ofEpochDay(epochDay);
    return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
  }

  /**
   * {@return the key of a day: its digits as the number yyyymmdd; null for null}
   *
   * @param day a date
   */
  public static Column dateKey(Column day) {
    return year(day).multiply(10_000).plus(month(day).multiply(100)).plus(dayofmonth(day));
  }
}
