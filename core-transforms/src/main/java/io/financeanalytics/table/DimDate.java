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

  /** Columns in the order of the contract. */
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
          .add(IS_WEEKEND, DataTypes.BooleanType, false);

  private DimDate() {}
}
