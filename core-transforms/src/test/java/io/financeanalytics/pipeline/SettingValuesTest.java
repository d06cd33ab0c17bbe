package io.financeanalytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.calendar.CalendarSettings;
import io.financeanalytics.calendar.RetailPattern;
import java.time.Month;
import org.junit.Test;

public class SettingValuesTest {

  private final SettingValues values = new SettingValues();

  @Test
  public void aMonthIsANumberOrAnEnglishName() {
    assertThat(values.month("--m", "4")).isEqualTo(Month.APRIL);
    assertThat(values.month("--m", "april")).isEqualTo(Month.APRIL);
    assertThat(values.month("--m", "SEP")).isEqualTo(Month.SEPTEMBER);
    assertThat(values.month("--m", "12")).isEqualTo(Month.DECEMBER);
    assertThat(values.problems()).isEmpty();
  }

  @Test
  public void whatIsNoMonthNoPatternOrNoCountryIsAProblemThatSaysWhatWouldBeRight() {
    values.month("--m", "0");
    values.retailPattern("--r", "454");
    values.holidayCountry("--c", "UK");

    assertThat(values.problems()).hasSize(3);
    assertThat(values.problems().get(0))
        .isEqualTo(
            "--m 0 is no month; give a number from 1 to 12, or an English name such as April or"
                + " Apr.");
    assertThat(values.problems().get(1))
        .isEqualTo(
            "--r 454 is no retail calendar; give the weeks of a quarter's periods, one of 4-4-5,"
                + " 4-5-4, 5-4-4.");
    assertThat(values.problems().get(2))
        .startsWith("--c UK is no country whose holidays are known; give one of AD, AE, ")
        .contains(" GB, ");
  }

  @Test
  public void aCountryMayBeInLowerCaseOrNotGiven() {
    assertThat(values.holidayCountry("--c", "us")).contains("US");
    assertThat(values.holidayCountry("--c", null)).isEmpty();
    assertThat(values.holidayCountry("--c", " ")).isEmpty();
    assertThat(values.problems()).isEmpty();
  }

  @Test
  public void theDefaultsOfTheRunnersAreThoseOfTheCalendar() {
    assertThat(values.month("--m", RunSettings.DEFAULT_FISCAL_YEAR_START))
        .isEqualTo(CalendarSettings.DEFAULTS.fiscalYearStart());
    assertThat(values.retailPattern("--r", RunSettings.DEFAULT_RETAIL_CALENDAR))
        .isEqualTo(CalendarSettings.DEFAULTS.retailPattern())
        .isEqualTo(RetailPattern.FOUR_FIVE_FOUR);
    assertThat(CalendarSettings.DEFAULTS.holidayCountry()).isEmpty();
    assertThat(RunSettings.defaults("raw").calendar()).isEqualTo(CalendarSettings.DEFAULTS);
  }
}
