package io.financeanalytics.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.SparkTest;
import io.financeanalytics.table.DimDate;
import java.sql.Date;
import java.time.LocalDate;
import java.time.Month;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.Test;

public class DateDimensionTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String[] CONTRACT = {
    "DateKey",
    "FullDate",
    "Year",
    "Quarter",
    "Month",
    "MonthName",
    "DayOfMonth",
    "DayOfWeekName",
    "WeekOfYear",
    "IsWeekend"
  };

  @Test
  public void columnsAreThoseOfDimDate() {
    Dataset<Row> days = days("2024-01-01", "2024-01-01");

    assertThat(days.schema()).isEqualTo(DimDate.SCHEMA);
    assertThat(Arrays.copyOf(days.columns(), 10))
        .as("the contract's come first")
        .containsExactly(CONTRACT);
    assertThat(days.javaRDD().getNumPartitions()).as("partitions").isEqualTo(1);
  }

  @Test
  public void everyDayFromFirstToLastIsThereOnce() {
    assertThat(days("2023-12-30", "2024-01-02").select("FullDate").collectAsList())
        .extracting(row -> row.getDate(0).toString())
        .containsExactly("2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02");
  }

  @Test
  public void oneDayIsARange() {
    assertThat(texts(contract("2024-06-05", "2024-06-05")))
        .containsExactly("[20240605,2024-06-05,2024,2,6,June,5,Wednesday,23,false]");
  }

  @Test
  public void leapDaysAreDays() {
    assertThat(texts(contract("2024-02-28", "2024-03-01")))
        .containsExactly(
            "[20240228,2024-02-28,2024,1,2,February,28,Wednesday,9,false]",
            "[20240229,2024-02-29,2024,1,2,February,29,Thursday,9,false]",
            "[20240301,2024-03-01,2024,1,3,March,1,Friday,9,false]");
    assertThat(days("2023-02-28", "2023-03-01").collectAsList()).hasSize(2);
  }

  @Test
  public void weeksAtTheEndOfAYearAreThoseOfIso8601() {
    assertThat(week("2020-12-31")).isEqualTo(53);
    assertThat(week("2021-01-03")).isEqualTo(53);
    assertThat(week("2021-01-04")).isEqualTo(1);
    assertThat(week("2024-12-30")).isEqualTo(1);
    assertThat(week("2023-01-01")).isEqualTo(52);
  }

  @Test
  public void theWeekendIsSaturdayAndSunday() {
    assertThat(
            days("2024-03-04", "2024-03-10")
                .where("IsWeekend")
                .select("DayOfWeekName")
                .collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("Saturday", "Sunday");
  }

  @Test
  public void everyColumnOfTheContractAgreesWithSparkOverItsWholeRange() {
    Dataset<Row> days =
        DateDimension.between(spark(), LocalDate.of(1990, 1, 1), LocalDate.of(2099, 12, 31));
    Dataset<Row> bySpark =
        spark()
            .sql("SELECT explode(sequence(DATE'1990-01-01', DATE'2099-12-31')) AS FullDate")
            .selectExpr(
                "CAST(date_format(FullDate, 'yyyyMMdd') AS INT)",
                "FullDate",
                "year(FullDate)",
                "quarter(FullDate)",
                "month(FullDate)",
                "date_format(FullDate, 'MMMM')",
                "dayofmonth(FullDate)",
                "date_format(FullDate, 'EEEE')",
                "weekofyear(FullDate)",
                "dayofweek(FullDate) IN (1, 7)",
                "weekday(FullDate) + 1",
                "date_format(FullDate, 'EEE')",
                "date_format(FullDate, 'MMM')",
                "dayofyear(FullDate)",
                "extract(YEAROFWEEK FROM FullDate)",
                "weekofyear(FullDate)",
                "CAST(date_trunc('WEEK', FullDate) AS DATE)",
                "date_add(CAST(date_trunc('WEEK', FullDate) AS DATE), 6)",
                "CAST(date_trunc('MONTH', FullDate) AS DATE)",
                "last_day(FullDate)",
                "CAST(date_trunc('QUARTER', FullDate) AS DATE)",
                "date_add(add_months(CAST(date_trunc('QUARTER', FullDate) AS DATE), 3), -1)",
                "CAST(date_trunc('YEAR', FullDate) AS DATE)",
                "make_date(year(FullDate), 12, 31)",
                "date_sub(FullDate, 364)",
                // The fiscal year begins in January.
                "year(FullDate)",
                "quarter(FullDate)",
                "month(FullDate)");
    Dataset<Row> compared =
        days.select(
            Arrays.stream(days.columns())
                .limit(bySpark.columns().length)
                .map(functions::col)
                .toArray(org.apache.spark.sql.Column[]::new));

    assertThat(compared.count()).isEqualTo(40_177);
    assertThat(compared.except(bySpark).collectAsList()).isEmpty();
  }

  @Test
  public void weeksAndYearsOfIso8601AreThoseOfJavaTime() {
    List<Row> days =
        days("1990-01-01", "2099-12-31").select("FullDate", "IsoYear", "IsoWeek").collectAsList();

    assertThat(days)
        .hasSize(40_177)
        .allSatisfy(
            row -> {
              LocalDate day = row.getDate(0).toLocalDate();
              assertThat(row.getInt(1)).isEqualTo(day.get(IsoFields.WEEK_BASED_YEAR));
              assertThat(row.getInt(2)).isEqualTo(day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            });
  }

  @Test
  public void theColumnsAfterThoseOfTheContractSayWhereADayLies() {
    assertThat(beyond("2021-01-03", CalendarSettings.DEFAULTS))
        .isEqualTo(
            "[7,Sun,Jan,3,2020,53,2020-12-28,2021-01-03,2021-01-01,2021-01-31,2021-01-01,"
                + "2021-03-31,2021-01-01,2021-12-31,2020-01-05,2021,1,1,2020,4,12,49,null]");
    assertThat(
            beyond(
                "2024-02-29",
                new CalendarSettings(Month.APRIL, RetailPattern.FIVE_FOUR_FOUR, Optional.of("DE"))))
        .isEqualTo(
            "[4,Thu,Feb,60,2024,9,2024-02-26,2024-03-03,2024-02-01,2024-02-29,2024-01-01,"
                + "2024-03-31,2024-01-01,2024-12-31,2023-03-02,2024,4,11,2024,1,1,4,null]");
  }

  @Test
  public void aHolidayIsNamedWhenACountryIsGiven() {
    CalendarSettings german =
        new CalendarSettings(Month.JANUARY, RetailPattern.FOUR_FIVE_FOUR, Optional.of("DE"));
    Dataset<Row> days =
        DateDimension.between(
            spark(), LocalDate.of(2024, 10, 2), LocalDate.of(2024, 10, 4), german);

    assertThat(texts(days.select("DateKey", "HolidayName")))
        .containsExactly("[20241002,null]", "[20241003,German Unity Day]", "[20241004,null]");
    assertThat(texts(days("2024-10-03", "2024-10-03").select("HolidayName")))
        .as("without a country")
        .containsExactly("[null]");
  }

  @Test
  public void namesAreEnglishWhateverTheLocaleOfTheMachine() {
    Locale machine = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(texts(contract("2024-03-05", "2024-03-05")))
          .containsExactly("[20240305,2024-03-05,2024,1,3,March,5,Tuesday,10,false]");
    } finally {
      Locale.setDefault(machine);
    }
  }

  @Test
  public void theKeyOfADayIsItsDigitsAndOfNoDayNull() {
    Dataset<Row> keys =
        rows("Day DATE", row(Date.valueOf("1990-01-01")), row((Object) null))
            .select(DateDimension.dateKey(functions.col("Day")));

    assertThat(texts(keys)).containsExactly("[19900101]", "[null]");
  }

  @Test
  public void aLastDayBeforeTheFirstIsRefused() {
    assertThatThrownBy(() -> days("2024-01-02", "2024-01-01"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The last day 2024-01-01 is before the first day 2024-01-02");
  }

  private String beyond(String day, CalendarSettings settings) {
    LocalDate only = LocalDate.parse(day);
    return DateDimension.between(spark(), only, only, settings)
        .drop(CONTRACT)
        .collectAsList()
        .get(0)
        .toString();
  }

  private Dataset<Row> contract(String first, String last) {
    return days(first, last).selectExpr(CONTRACT);
  }

  private int week(String day) {
    return days(day, day).collectAsList().get(0).<Integer>getAs(DimDate.WEEK_OF_YEAR);
  }

  private Dataset<Row> days(String first, String last) {
    return DateDimension.between(spark(), LocalDate.parse(first), LocalDate.parse(last));
  }
}
