package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Dimension; grain: one calendar day. */
public final class DimDate {

  /** The table's name. */
  public static final String NAME = "DimDate";

  /** The day as the number yyyymmdd. */
  public static final String DATE_KEY = "DateKey";

  /** The day. */
  public static final String FULL_DATE = "FullDate";

  /** Calendar year. */
  public static final String YEAR = "Year";

  /** Calendar quarter, 1 to 4. */
  public static final String QUARTER = "Quarter";

  /** Month, 1 to 12. */
  public static final String MONTH = "Month";

  /** English name of the month. */
  public static final String MONTH_NAME = "MonthName";

  /** Day of the month, 1 to 31. */
  public static final String DAY_OF_MONTH = "DayOfMonth";

  /** English name of the weekday. */
  public static final String DAY_OF_WEEK_NAME = "DayOfWeekName";

  /** Week of the year by ISO-8601. */
  public static final String WEEK_OF_YEAR = "WeekOfYear";

  /** Whether the day is a Saturday or Sunday. */
  public static final String IS_WEEKEND = "IsWeekend";

  /** Number of the weekday by ISO-8601, 1 (Monday) to 7 (Sunday). */
  public static final String DAY_OF_WEEK_NUMBER = "DayOfWeekNumber";

  /** English name of the weekday in three letters. */
  public static final String DAY_OF_WEEK_SHORT_NAME = "DayOfWeekShortName";

  /** English name of the month in three letters. */
  public static final String MONTH_SHORT_NAME = "MonthShortName";

  /** Day of the year, 1 to 366. */
  public static final String DAY_OF_YEAR = "DayOfYear";

  /** The year to which the week belongs by ISO-8601; around New Year not always {@link #YEAR}. */
  public static final String ISO_YEAR = "IsoYear";

  /** Week of {@link #ISO_YEAR}, 1 to 53; the same number as {@link #WEEK_OF_YEAR}. */
  public static final String ISO_WEEK = "IsoWeek";

  /** The Monday of the week. */
  public static final String WEEK_START = "WeekStart";

  /** The Sunday of the week. */
  public static final String WEEK_END = "WeekEnd";

  /** First day of the month. */
  public static final String MONTH_START = "MonthStart";

  /** Last day of the month. */
  public static final String MONTH_END = "MonthEnd";

  /** First day of the calendar quarter. */
  public static final String QUARTER_START = "QuarterStart";

  /** Last day of the calendar quarter. */
  public static final String QUARTER_END = "QuarterEnd";

  /** First day of the calendar year. */
  public static final String YEAR_START = "YearStart";

  /** Last day of the calendar year. */
  public static final String YEAR_END = "YearEnd";

  /** The day 364 days, that is 52 weeks, before. */
  public static final String SAME_WEEKDAY_LAST_YEAR = "SameWeekdayLastYear";

  /** Fiscal year, by the calendar year in which it ends. */
  public static final String FISCAL_YEAR = "FiscalYear";

  /** Quarter of the fiscal year, 1 to 4. */
  public static final String FISCAL_QUARTER = "FiscalQuarter";

  /** Month of the fiscal year, 1 to 12. */
  public static final String FISCAL_PERIOD = "FiscalPeriod";

  /** Year of the retail calendar, by the calendar year in which it begins. */
  public static final String RETAIL_YEAR = "RetailYear";

  /** Quarter of the retail year, 1 to 4. */
  public static final String RETAIL_QUARTER = "RetailQuarter";

  /** Period of the retail year, 1 to 12. */
  public static final String RETAIL_PERIOD = "RetailPeriod";

  /** Week of the retail year, Sunday to Saturday, 1 to 53. */
  public static final String RETAIL_WEEK = "RetailWeek";

  /** Public holidays of the chosen country on the day; null when there is none. */
  public static final String HOLIDAY_NAME = "HolidayName";

  /** The columns of the contract in its order, then those that only this software has. */
  public static final StructType SCHEMA =
      new StructType()
          .add(DATE_KEY, DataTypes.IntegerType, false)
          .add(FULL_DATE, DataTypes.DateType, false)
          .add(YEAR, DataTypes.IntegerType, false)
          .add(QUARTER, DataTypes.IntegerType, false)
          .add(MONTH, DataTypes.IntegerType, false)
          .add(MONTH_NAME, DataTypes.StringType, false)
          .add(DAY_OF_MONTH, DataTypes.IntegerType, false)
          .add(DAY_OF_WEEK_NAME, DataTypes.StringType, false)
          .add(WEEK_OF_YEAR, DataTypes.IntegerType, false)
          .add(IS_WEEKEND, DataTypes.BooleanType, false)
          .add(DAY_OF_WEEK_NUMBER, DataTypes.IntegerType, false)
          .add(DAY_OF_WEEK_SHORT_NAME, DataTypes.StringType, false)
          .add(MONTH_SHORT_NAME, DataTypes.StringType, false)
          .add(DAY_OF_YEAR, DataTypes.IntegerType, false)
          .add(ISO_YEAR, DataTypes.IntegerType, false)
          .add(ISO_WEEK, DataTypes.IntegerType, false)
          .add(WEEK_START, DataTypes.DateType, false)
          .add(WEEK_END, DataTypes.DateType, false)
          .add(MONTH_START, DataTypes.DateType, false)
          .add(MONTH_END, DataTypes.DateType, false)
          .add(QUARTER_START, DataTypes.DateType, false)
          .add(QUARTER_END, DataTypes.DateType, false)
          .add(YEAR_START, DataTypes.DateType, false)
          .add(YEAR_END, DataTypes.DateType, false)
          .add(SAME_WEEKDAY_LAST_YEAR, DataTypes.DateType, false)
          .add(FISCAL_YEAR, DataTypes.IntegerType, false)
          .add(FISCAL_QUARTER, DataTypes.IntegerType, false)
          .add(FISCAL_PERIOD, DataTypes.IntegerType, false)
          .add(RETAIL_YEAR, DataTypes.IntegerType, false)
          .add(RETAIL_QUARTER, DataTypes.IntegerType, false)
          .add(RETAIL_PERIOD, DataTypes.IntegerType, false)
          .add(RETAIL_WEEK, DataTypes.IntegerType, false)
          .add(HOLIDAY_NAME, DataTypes.StringType, true);

  private DimDate() {}
}
