package io.financeanalytics.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.SparkTest;
import io.financeanalytics.table.DimDate;
import java.sql.Date;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.Test;

public class DateDimensionTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void columnsAreThoseOfDimDate() {
    Dataset<Row> days = days("2024-01-01", "2024-01-01");

    assertThat(days.columns()).containsExactly(DimDate.SCHEMA.fieldNames());
    assertThat(Arrays.stream(days.schema().fields()).map(field -> field.dataType().sql()))
        .containsExactly(
            "INT", "DATE", "INT", "INT", "INT", "STRING", "INT", "STRING", "INT", "BOOLEAN");
  }

  @Test
  public void everyDayFromFirstToLastIsThereOnce() {
    assertThat(days("2023-12-30", "2024-01-02").select("FullDate").collectAsList())
        .extracting(row -> row.getDate(0).toString())
        .containsExactly("2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02");
  }

  @Test
  public void oneDayIsARange() {
    assertThat(texts(days("2024-06-05", "2024-06-05")))
        .containsExactly("[20240605,2024-06-05,2024,2,6,June,5,Wednesday,23,false]");
  }

  @Test
  public void leapDaysAreDays() {
    assertThat(texts(days("2024-02-28", "2024-03-01")))
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
  public void everyColumnAgreesWithJavaTimeOverTheWholeRangeOfTheContract() {
    List<Row> days = days("1990-01-01", "2099-12-31").collectAsList();

    LocalDate day = LocalDate.of(1990, 1, 1);
    for (Row row : days) {
      assertThat(row)
          .isEqualTo(
              row(
                  day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth(),
                  Date.valueOf(day),
                  day.getYear(),
                  (day.getMonthValue() + 2) / 3,
                  day.getMonthValue(),
                  day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                  day.getDayOfMonth(),
                  day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                  day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                  day.getDayOfWeek().getValue() >= 6));
      day = day.plusDays(1);
    }
    assertThat(day).isEqualTo(LocalDate.of(2100, 1, 1));
  }

  @Test
  public void namesAreEnglishWhateverTheLocaleOfTheMachine() {
    Locale machine = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(texts(days("2024-03-05", "2024-03-05")))
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

  private int week(String day) {
    return days(day, day).collectAsList().get(0).<Integer>getAs(DimDate.WEEK_OF_YEAR);
  }

  private Dataset<Row> days(String first, String last) {
    return DateDimension.between(spark(), LocalDate.parse(first), LocalDate.parse(last));
  }
}
