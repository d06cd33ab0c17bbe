package io.financeanalytics.local.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * When people order: season, weekday, sales and growth decide how many orders fall on each day, and
 * the hours in which customers in the US East are awake decide when on the day. Days are UTC days.
 */
final class Demand {
  private static final int GROWTH_IN_PERCENT = 60;

  /** Orders by hour of the UTC day; the evening in the US East is 0 to 4 o'clock UTC. */
  private static final int[] BY_HOUR = {
    60, 68, 66, 48, 26, 10, 5, 3, 2, 2, 4, 10, 18, 28, 38, 46, 50, 52, 50, 48, 46, 46, 48, 52
  };

  private static final int SECONDS_PER_HOUR = 3_600;

  private final long[] weightBefore;

  Demand(Dice dice) {
    int days = 1 + (int) ChronoUnit.DAYS.between(SampleSettings.FIRST_DAY, SampleSettings.LAST_DAY);
    weightBefore = new long[days + 1];
    for (int i = 0; i < days; i++) {
      long grown = RetailCalendar.demandOn(day(i)) * (100L * days + (long) GROWTH_IN_PERCENT * i);
      long weight = grown / (1_000L * days) * dice.between(85, 115) / 100;
      weightBefore[i + 1] = weightBefore[i] + weight;
    }
  }

  /** How many days there are. */
  int days() {
    return weightBefore.length - 1;
  }

  /** The day with that number, from 0 on. */
  LocalDate day(int number) {
    return SampleSettings.FIRST_DAY.plusDays(number);
  }

  /** How many of all things, be it orders or cents, fall on days before that one. */
  long shareBefore(int dayNumber, long all) {
    return all * weightBefore[dayNumber] / weightBefore[days()];
  }

  /** How many of all things fall on that day. */
  long shareOn(int dayNumber, long all) {
    return shareBefore(dayNumber + 1, all) - shareBefore(dayNumber, all);
  }

  /** The moment of the n-th of that many orders on a day; a later order is never earlier. */
  static Instant momentOf(long number, long ordersOnDay, LocalDate day, Dice dice) {
    long units = 0;
    for (int weight : BY_HOUR) {
      units += (long) weight * SECONDS_PER_HOUR;
    }
    long at = (number * units + dice.below(units)) / ordersOnDay;
    int hour = 0;
    while (at >= (long) BY_HOUR[hour] * SECONDS_PER_HOUR) {
      at -= (long) BY_HOUR[hour] * SECONDS_PER_HOUR;
      hour++;
    }
    long second = (long) hour * SECONDS_PER_HOUR + at / BY_HOUR[hour];
    return day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(second);
  }
}
