package io.financeanalytics.pipeline;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
}
