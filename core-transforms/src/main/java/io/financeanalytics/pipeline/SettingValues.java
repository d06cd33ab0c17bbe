package io.financeanalytics.pipeline;

import io.financeanalytics.calendar.Holidays;
import io.financeanalytics.calendar.RetailPattern;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Understands the settings of a run as people write them, and keeps what is wrong with them, so
 * that a runner can report everything at once.
 */
public final class SettingValues {

  private final List<String> problems = new ArrayList<>();

  /** Nothing is wrong yet. */
  public SettingValues() {}

  /** {@return what is wrong so far, one sentence each} */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  /**
   * Adds a problem.
   *
   * @param sentence names the option and says what would be right
   */
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /**
   * {@return the time zone, or UTC after noting a problem}
   *
   * @param option the option's name
   * @param value what was given
   */
  public ZoneId zone(String option, String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException e) {
      problem(option + " " + value + " is no time zone; give one such as UTC or Europe/Berlin.");
      return ZoneId.of(RunSettings.DEFAULT_BUSINESS_ZONE);
    }
  }

  /**
   * {@return the currency code in upper case; a problem is noted when it is none}
   *
   * @param option the option's name
   * @param value what was given
   */
  public String currency(String option, String value) {
    if (!value.matches("[A-Za-z]{3}")) {
      problem(option + " " + value + " is no currency code; give three letters such as USD.");
    }
    return value.toUpperCase(Locale.ROOT);
  }

  /**
   * {@return the share, or 0 after noting a problem}
   *
   * @param option the option's name
   * @param value what was given
   */
  public BigDecimal share(String option, String value) {
    try {
      BigDecimal share = new BigDecimal(value);
      if (share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0) {
        return share;
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number that is too small or too large.
    }
    problem(option + " " + value + " is no share; give a number from 0 to 1.");
    return BigDecimal.ZERO;
  }

  /**
   * {@return the month, or January after noting a problem}
   *
   * @param option the option's name
   * @param value what was given: a number from 1 to 12, or an English name, of which three letters
   *     will do
   */
  public Month month(String option, String value) {
    for (Month month : Month.values()) {
      if (value.equals(String.valueOf(month.getValue()))
          || value.equalsIgnoreCase(month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
          || value.equalsIgnoreCase(month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))) {
        return month;
      }
    }
    problem(
        option
            + " "
            + value
            + " is no month; give a number from 1 to 12, or an English name such as April or Apr.");
    return Month.JANUARY;
  }

  /**
   * {@return the pattern of the retail calendar, or 4-5-4 after noting a problem}
   *
   * @param option the option's name
   * @param value what was given
   */
  public RetailPattern retailPattern(String option, String value) {
    Optional<RetailPattern> pattern = RetailPattern.of(value);
    if (pattern.isEmpty()) {
      problem(
          option
              + " "
              + value
              + " is no retail calendar; give the weeks of a quarter's periods, one of "
              + RetailPattern.labels()
              + ".");
    }
    return pattern.orElse(RetailPattern.FOUR_FIVE_FOUR);
  }

  /**
   * {@return the country whose holidays are named, in upper case; empty when none was given, or
   * after noting a problem}
   *
   * @param option the option's name
   * @param value what was given; null or blank when nothing was
   */
  public Optional<String> holidayCountry(String option, String value) {
    if (value == null || value.isBlank()) {
      return Optional.empty();
    }
    String country = value.toUpperCase(Locale.ROOT);
    if (!Holidays.countries().contains(country)) {
      problem(
          option
              + " "
              + value
              + " is no country whose holidays are known; give one of "
              + String.join(", ", Holidays.countries())
              + ".");
      return Optional.empty();
    }
    return Optional.of(country);
  }
}
