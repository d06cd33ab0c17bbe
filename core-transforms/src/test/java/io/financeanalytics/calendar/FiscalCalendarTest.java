package io.financeanalytics.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import org.junit.Test;

public class FiscalCalendarTest {

  @Test
  public void withJanuaryItIsTheCalendarYear() {
    for (LocalDate day = LocalDate.of(2023, 12, 1); day.getYear() < 2025; day = day.plusDays(1)) {
      assertThat(fiscal(Month.JANUARY, day))
          .isEqualTo(
              day.getYear() + " Q" + (day.getMonthValue() + 2) / 3 + " P" + day.getMonthValue());
    }
  }

  /** As the government of the United States has it: fiscal year 2025 began in October 2024. */
  @Test
  public void aYearHasTheNumberOfTheCalendarYearInWhichItEnds() {
    assertThat(fiscal(Month.OCTOBER, "2024-09-30")).isEqualTo("2024 Q4 P12");
    assertThat(fiscal(Month.OCTOBER, "2024-10-01")).isEqualTo("2025 Q1 P1");
    assertThat(fiscal(Month.OCTOBER, "2024-12-31")).isEqualTo("2025 Q1 P3");
    assertThat(fiscal(Month.OCTOBER, "2025-01-01")).isEqualTo("2025 Q2 P4");
    assertThat(fiscal(Month.OCTOBER, "2025-09-30")).isEqualTo("2025 Q4 P12");
  }

  @Test
  public void aYearMayBeginWithAnyMonth() {
    assertThat(fiscal(Month.APRIL, "2024-03-31")).isEqualTo("2024 Q4 P12");
    assertThat(fiscal(Month.APRIL, "2024-04-01")).isEqualTo("2025 Q1 P1");
    assertThat(fiscal(Month.FEBRUARY, "2024-01-31")).isEqualTo("2024 Q4 P12");
    assertThat(fiscal(Month.FEBRUARY, "2024-02-29")).isEqualTo("2025 Q1 P1");
    assertThat(fiscal(Month.DECEMBER, "2024-11-30")).isEqualTo("2024 Q4 P12");
    assertThat(fiscal(Month.DECEMBER, "2024-12-01")).isEqualTo("2025 Q1 P1");
  }

  private static String fiscal(Month firstMonth, String day) {
    return fiscal(firstMonth, LocalDate.parse(day));
  }

  private static String fiscal(Month firstMonth, LocalDate day) {
    FiscalCalendar calendar = new FiscalCalendar(firstMonth);
    return calendar.year(day) + " Q" + calendar.quarter(day) + " P" + calendar.period(day);
  }
}
