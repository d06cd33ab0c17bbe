package io.financeanalytics.calendar;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.dayofmonth;
import static org.apache.spark.sql.functions.dayofweek;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.month;
import static org.apache.spark.sql.functions.quarter;
import static org.apache.spark.sql.functions.sequence;
import static org.apache.spark.sql.functions.weekofyear;
import static org.apache.spark.sql.functions.year;

import io.financeanalytics.table.DimDate;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The calendar as a conformed dimension: one row for every day of a range, in the columns of {@link
 * DimDate}. Names are in English, weeks are those of ISO-8601, and the weekend is Saturday and
 * Sunday.
 */
public final class DateDimension {

  private static final int SUNDAY = 1;
  private static final int SATURDAY = 7;

  private DateDimension() {}

  /**
   * {@return every day from {@code first} to {@code last}, both included}
   *
   * @param spark the session to make the rows with
   * @param first the first day
   * @param last the last day
   * @throws IllegalArgumentException when {@code last} is before {@code first}
   */
  public static Dataset<Row> between(SparkSession spark, LocalDate first, LocalDate last) {
    if (last.isBefore(first)) {
      throw new IllegalArgumentException(
          "The last day " + last + " is before the first day " + first);
    }
    Column days = sequence(lit(first), lit(last), expr("interval 1 day"));
    Column day = col(DimDate.FULL_DATE);
    return spark
        .range(1)
        .select(explode(days).as(DimDate.FULL_DATE))
        .select(
            dateKey(day).as(DimDate.DATE_KEY),
            day,
            year(day).as(DimDate.YEAR),
            quarter(day).as(DimDate.QUARTER),
            month(day).as(DimDate.MONTH),
            date_format(day, "MMMM").as(DimDate.MONTH_NAME),
            dayofmonth(day).as(DimDate.DAY_OF_MONTH),
            date_format(day, "EEEE").as(DimDate.DAY_OF_WEEK_NAME),
            weekofyear(day).as(DimDate.WEEK_OF_YEAR),
            dayofweek(day).isin(SUNDAY, SATURDAY).as(DimDate.IS_WEEKEND));
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
