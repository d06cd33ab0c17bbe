package io.financeanalytics.calendar;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The public holidays of a country, nationwide ones only, as the library Jollyday knows them. The
 * library is an optional dependency of this one; only naming holidays needs it.
 *
 * <p>A holiday that is kept on another day, such as one that falls on a Sunday, is named on both:
 * on its own day, and with {@code (observed)} behind on the day on which it is kept. Holidays on
 * the same day are named in the order of the alphabet, with commas between. Names are in English.
 */
public final class Holidays {

  private static final String OBSERVED = " (observed)";

  /** The bundle without a language is the English one; any other may give way to the machine's. */
  private static final Locale ENGLISH = Locale.ROOT;

  /** What the library has instead of a name that it lacks. */
  private static final String NO_NAME = "undefined";

  private Holidays() {}

  /**
   * {@return the countries whose holidays are known: ISO 3166 codes of two letters in upper case}
   *
   * @throws IllegalStateException when the library is not on the class path
   */
  public static SortedSet<String> countries() {
    try {
      // It also knows calendars of stock exchanges, which have longer names.
      return HolidayManager.getSupportedCalendarCodes().stream()
          .filter(code -> code.matches("[A-Z]{2}"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (NoClassDefFoundError e) {
      throw libraryIsMissing(e);
    }
  }

  /**
   * The names of the holidays from {@code first} to {@code last}, both included, by day.
   *
   * @throws IllegalArgumentException when the country is none of {@link #countries()}
   * @throws IllegalStateException when the library is not on the class path
   */
  static Map<LocalDate, String> between(String country, LocalDate first, LocalDate last) {
    if (!countries().contains(country)) {
      throw new IllegalArgumentException(
          "No holidays are known for the country " + country + ", only for " + countries());
    }
    Map<LocalDate, SortedSet<String>> names = new TreeMap<>();
    HolidayManager holidays = holidaysOf(country);
    // Holidays around New Year may be kept in the year before or after their own.
    for (int year = first.getYear() - 1; year <= last.getYear() + 1; year++) {
      for (Holiday holiday : holidays.getHolidays(Year.of(year))) {
        if (holiday.getType() != HolidayType.OBSERVANCE) {
          String name = name(holiday);
          names.computeIfAbsent(holiday.getActualDate(), day -> new TreeSet<>()).add(name);
          if (!holiday.getDate().equals(holiday.getActualDate())) {
            names.computeIfAbsent(holiday.getDate(), day -> new TreeSet<>()).add(name + OBSERVED);
          }
        }
      }
    }
    Map<LocalDate, String> joined = new TreeMap<>();
    names.forEach(
        (day, all) -> {
          if (!day.isBefore(first) && !day.isAfter(last)) {
            joined.put(day, String.join(", ", all));
          }
        });
    return joined;
  }

  /**
   * The library looks for its reader of calendars with the class loader of the thread, which does
   * not see a job's jar everywhere.
   */
  private static HolidayManager holidaysOf(String country) {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    thread.setContextClassLoader(HolidayManager.class.getClassLoader());
    try {
      return HolidayManager.getInstance(ManagerParameters.create(country));
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  private static String name(Holiday holiday) {
    String name = holiday.getDescription(ENGLISH);
    if (!name.equals(NO_NAME)) {
      return name;
    }
    String key = holiday.getPropertiesKey();
    if (key == null || key.isEmpty()) {
      return "Public holiday";
    }
    String words = key.replace('_', ' ').toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static IllegalStateException libraryIsMissing(NoClassDefFoundError cause) {
    return new IllegalStateException(
        "The names of holidays need the library de.focus-shift:jollyday-jackson on the class path",
        cause);
  }
}
