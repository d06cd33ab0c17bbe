package io.financeanalytics.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.calendar.RetailCalendar.RetailDay;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.Test;

public class RetailCalendarTest {

  /**
   * The last days of retail years as companies that follow the calendar have published them in
   * their reports to the Securities and Exchange Commission: The Bon-Ton Stores for 2001 to 2006,
   * Foot Locker for 2004 to 2012, Kohl's for 2009 to 2020, Gap for 2021 to 2023.
   */
  private static final Map<Integer, String> LAST_DAYS =
      Map.ofEntries(
          Map.entry(2001, "2002-02-02"),
          Map.entry(2002, "2003-02-01"),
          Map.entry(2003, "2004-01-31"),
          Map.entry(2004, "2005-01-29"),
          Map.entry(2005, "2006-01-28"),
          Map.entry(2006, "2007-02-03"),
          Map.entry(2007, "2008-02-02"),
          Map.entry(2008, "2009-01-31"),
          Map.entry(2009, "2010-01-30"),
          Map.entry(2010, "2011-01-29"),
          Map.entry(2011, "2012-01-28"),
          Map.entry(2012, "2013-02-02"),
          Map.entry(2013, "2014-02-01"),
          Map.entry(2014, "2015-01-31"),
          Map.entry(2015, "2016-01-30"),
          Map.entry(2016, "2017-01-28"),
          Map.entry(2017, "2018-02-03"),
          Map.entry(2018, "2019-02-02"),
          Map.entry(2019, "2020-02-01"),
          Map.entry(2020, "2021-01-30"),
          Map.entry(2021, "2022-01-29"),
          Map.entry(2022, "2023-01-28"),
          Map.entry(2023, "2024-02-03"));

  @Test
  public void yearsEndOnTheDaysThatRetailersHavePublished() {
    LAST_DAYS.forEach(
        (year, text) -> {
          LocalDate last = LocalDate.parse(text);
          assertThat(on(last).year()).as(text).isEqualTo(year);
          assertThat(on(last.plusDays(1))).as(text).isEqualTo(new RetailDay(year + 1, 1, 1, 1));
        });
  }

  /** The first years as the National Retail Federation names them on the page of its calendar. */
  @Test
  public void theYearsWithFiftyThreeWeeksAreThoseOfTheNationalRetailFederation() {
    Set<Integer> long53 = new TreeSet<>();
    for (LocalDate day = LocalDate.of(1999, 6, 1); day.getYear() < 2050; day = day.plusDays(1)) {
      if (on(day).week() == 53) {
        long53.add(on(day).year());
      }
    }
    assertThat(long53).containsExactly(2000, 2006, 2012, 2017, 2023, 2028, 2034, 2040, 2045);
  }

  /** The last days of quarters in Kohl's reports. */
  @Test
  public void quartersEndOnTheDaysThatRetailersHavePublished() {
    Map<Integer, List<String>> lastDays =
        Map.of(
            2015, List.of("2015-05-02", "2015-08-01", "2015-10-31"),
            2016, List.of("2016-04-30", "2016-07-30", "2016-10-29"),
            2017, List.of("2017-04-29", "2017-07-29", "2017-10-28"),
            2018, List.of("2018-05-05", "2018-08-04", "2018-11-03"),
            2019, List.of("2019-05-04", "2019-08-03", "2019-11-02"),
            2020, List.of("2020-05-02", "2020-08-01", "2020-10-31"));
    lastDays.forEach(
        (year, days) -> {
          for (int quarter = 1; quarter <= days.size(); quarter++) {
            LocalDate last = LocalDate.parse(days.get(quarter - 1));
            assertThat(on(last))
                .as("%s", last)
                .isEqualTo(new RetailDay(year, quarter, quarter * 3, quarter * 13));
            assertThat(on(last.plusDays(1)).quarter()).as("%s", last).isEqualTo(quarter + 1);
          }
        });
  }

  /** Counted by hand: 4, 5 and 4 weeks in each quarter, and one week more at the end. */
  @Test
  public void thePeriodsOf2023HaveFourFiveAndFourWeeks() {
    assertThat(firstDaysOfPeriods(RetailPattern.FOUR_FIVE_FOUR, 2023))
        .containsExactly(
            "2023-01-29",
            "2023-02-26",
            "2023-04-02",
            "2023-04-30",
            "2023-05-28",
            "2023-07-02",
            "2023-07-30",
            "2023-08-27",
            "2023-10-01",
            "2023-10-29",
            "2023-11-26",
            "2023-12-31");
  }

  @Test
  public void thePatternsCutTheSameQuartersDifferently() {
    assertThat(firstDaysOfPeriods(RetailPattern.FOUR_FOUR_FIVE, 2024).subList(0, 4))
        .containsExactly("2024-02-04", "2024-03-03", "2024-03-31", "2024-05-05");
    assertThat(firstDaysOfPeriods(RetailPattern.FOUR_FIVE_FOUR, 2024).subList(0, 4))
        .containsExactly("2024-02-04", "2024-03-03", "2024-04-07", "2024-05-05");
    assertThat(firstDaysOfPeriods(RetailPattern.FIVE_FOUR_FOUR, 2024).subList(0, 4))
        .containsExactly("2024-02-04", "2024-03-10", "2024-04-07", "2024-05-05");
  }

  @Test
  public void week53IsInTheLastPeriodOfTheFourthQuarter() {
    for (RetailPattern pattern : RetailPattern.values()) {
      assertThat(new RetailCalendar(pattern).on(LocalDate.of(2024, 1, 28)))
          .as(pattern.label())
          .isEqualTo(new RetailDay(2023, 4, 12, 53));
    }
  }

  @Test
  public void everyYearHasWholeWeeksAndQuartersOfThirteen() {
    Map<Integer, Map<Integer, Integer>> daysOfQuarters = new TreeMap<>();
    LocalDate day = LocalDate.of(1990, 2, 4);
    assertThat(on(day)).isEqualTo(new RetailDay(1990, 1, 1, 1));
    for (; on(day).year() < 2099; day = day.plusDays(1)) {
      RetailDay here = on(day);
      RetailDay next = on(day.plusDays(1));
      boolean isSaturday = day.getDayOfWeek().getValue() == 6;
      assertThat(next.week() == here.week() && next.year() == here.year())
          .as("%s", day)
          .isEqualTo(!isSaturday);
      daysOfQuarters
          .computeIfAbsent(here.year(), year -> new TreeMap<>())
          .merge(here.quarter(), 1, Integer::sum);
    }
    assertThat(daysOfQuarters)
        .hasSize(109)
        .allSatisfy(
            (year, days) -> {
              assertThat(List.copyOf(days.values()).subList(0, 3)).containsExactly(91, 91, 91);
              assertThat(days.get(4)).isIn(91, 98);
            });
  }

  @Test
  public void aPatternIsKnownByItsLabel() {
    assertThat(RetailPattern.of("5-4-4")).contains(RetailPattern.FIVE_FOUR_FOUR);
    assertThat(RetailPattern.of("4-4-4")).isEmpty();
    assertThat(RetailPattern.labels()).isEqualTo("4-4-5, 4-5-4, 5-4-4");
  }

  private static List<String> firstDaysOfPeriods(RetailPattern pattern, int year) {
    RetailCalendar calendar = new RetailCalendar(pattern);
    List<String> days = new ArrayList<>();
    LocalDate first = LocalDate.of(year, 1, 1);
    for (long i = 0; i < ChronoUnit.DAYS.between(first, first.plusMonths(14)); i++) {
      LocalDate day = first.plusDays(i);
      RetailDay here = calendar.on(day);
      if (here.year() == year && here.period() != calendar.on(day.minusDays(1)).period()) {
        days.add(day.toString());
      }
    }
    return days;
  }

  private static RetailDay on(LocalDate day) {
    return new RetailCalendar(RetailPattern.FOUR_FIVE_FOUR).on(day);
  }
}
