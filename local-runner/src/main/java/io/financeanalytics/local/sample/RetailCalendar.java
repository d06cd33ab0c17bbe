package io.financeanalytics.local.sample;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.Set;

/** The days on which a home-goods brand sells more, or for less. */
final class RetailCalendar {
  private static final int[] BY_MONTH = {88, 84, 92, 96, 101, 94, 98, 95, 97, 106, 135, 148};
  private static final int[] BY_WEEKDAY = {108, 102, 100, 98, 94, 92, 106};
  private static final MonthDay LAST_SHIPPING_BEFORE_CHRISTMAS = MonthDay.of(12, 19);
  private static final Set<LocalDate> PRIME_DAYS =
      Set.of(
          LocalDate.of(2023, 7, 11),
          LocalDate.of(2023, 7, 12),
          LocalDate.of(2024, 7, 16),
          LocalDate.of(2024, 7, 17),
          LocalDate.of(2025, 7, 8),
          LocalDate.of(2025, 7, 9),
          LocalDate.of(2025, 7, 10),
          LocalDate.of(2025, 7, 11));

  private RetailCalendar() {}

  /** How much people buy on that day, growth aside; an ordinary day is about 10,000. */
  static long demandOn(LocalDate day) {
    long demand =
        (long) BY_MONTH[day.getMonthValue() - 1] * BY_WEEKDAY[day.getDayOfWeek().getValue() - 1];
    return demand * upliftInPercent(day) / 100;
  }

  /** Black Friday to Cyber Monday. */
  static boolean isCyberWeekend(LocalDate day) {
    LocalDate blackFriday = blackFridayOf(day.getYear());
    return !day.isBefore(blackFriday) && !day.isAfter(blackFriday.plusDays(3));
  }

  /** Amazon's own sale in July. */
  static boolean isPrimeDay(LocalDate day) {
    return PRIME_DAYS.contains(day);
  }

  /** The shop's own sales: a week in spring, and Labor Day weekend. */
  static boolean isShopSale(LocalDate day) {
    LocalDate spring = LocalDate.of(day.getYear(), 4, 15);
    LocalDate laborDay =
        LocalDate.of(day.getYear(), 9, 1).with(TemporalAdjusters.firstInMonth(DayOfWeek.MONDAY));
    boolean isSpringSale = !day.isBefore(spring) && day.isBefore(spring.plusDays(7));
    boolean isLaborDaySale = !day.isBefore(laborDay.minusDays(3)) && !day.isAfter(laborDay);
    return isSpringSale || isLaborDaySale;
  }

  private static int upliftInPercent(LocalDate day) {
    if (isCyberWeekend(day)) {
      return day.getDayOfWeek() == DayOfWeek.FRIDAY || day.getDayOfWeek() == DayOfWeek.MONDAY
          ? 300
          : 210;
    }
    if (isPrimeDay(day)) {
      return 200;
    }
    if (isShopSale(day)) {
      return 135;
    }
    MonthDay monthDay = MonthDay.from(day);
    if (monthDay.equals(MonthDay.of(12, 25))) {
      return 35;
    }
    return monthDay.isAfter(LAST_SHIPPING_BEFORE_CHRISTMAS) ? 60 : 100;
  }

  private static LocalDate blackFridayOf(int year) {
    return LocalDate.of(year, 11, 1)
        .with(TemporalAdjusters.dayOfWeekInMonth(4, DayOfWeek.THURSDAY))
        .plusDays(1);
  }
}
