package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.History.Step;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;

/**
 * One line of the advertising plan. A monthly program is a new campaign every month; the others are
 * one campaign for good.
 *
 * @param id start of the campaign id
 * @param names what its campaigns are called, by day
 * @param isMonthly whether every month is a campaign of its own
 * @param platform where the ads run
 * @param currency in which the platform bills
 * @param budgetBasisPoints its share of the day's advertising budget
 * @param clickCents what a click costs about, in cents of the currency
 * @param clickBasisPoints how many of 10,000 impressions are clicked, about
 * @param from the first day
 */
record AdProgram(
    String id,
    History<String> names,
    boolean isMonthly,
    String platform,
    SalesCurrency currency,
    int budgetBasisPoints,
    int clickCents,
    int clickBasisPoints,
    LocalDate from) {

  /** The whole advertising plan. */
  static final List<AdProgram> PLAN =
      List.of(
          new AdProgram(
              "GGL-BRAND",
              new History<>(
                  List.of(
                      new Step<>(LocalDate.MIN, "Brand Search"),
                      new Step<>(LocalDate.of(2024, 6, 10), "Brand Search, Exact Match"))),
              false,
              "Google",
              SalesCurrency.USD,
              900,
              48,
              820,
              SampleSettings.FIRST_DAY),
          monthly("GGL-SHOP", "Shopping", "Google", 3_000, 86, 140, SampleSettings.FIRST_DAY),
          monthly("FB-PROSP", "Prospecting", "Facebook", 2_400, 112, 95, SampleSettings.FIRST_DAY),
          monthly("FB-RETARGET", "Retargeting", "Facebook", 900, 94, 150, SampleSettings.FIRST_DAY),
          new AdProgram(
              "FB-EU",
              History.always("Europe \"Slow Living\""),
              false,
              "Facebook",
              SalesCurrency.EUR,
              150,
              74,
              110,
              LocalDate.of(2024, 3, 1)),
          monthly(
              "AMZ-SP", "Sponsored Products", "Amazon", 2_000, 98, 45, SampleSettings.FIRST_DAY),
          monthly("AMZ-SB", "Sponsored Brands", "Amazon", 500, 124, 60, LocalDate.of(2024, 9, 1)),
          monthly("PIN-IDEAS", "Home Ideas", "Pinterest", 250, 58, 70, LocalDate.of(2024, 1, 15)));

  /** The id of the campaign that runs on that day: {@code GGL-SHOP-202403}. */
  String campaignIdOn(LocalDate day) {
    return isMonthly
        ? String.format(Locale.ROOT, "%s-%04d%02d", id, day.getYear(), day.getMonthValue())
        : id;
  }

  /** The name of that campaign on that day: {@code Shopping Mar 2024}. */
  String campaignNameOn(LocalDate day) {
    String name = names.on(day);
    if (!isMonthly) {
      return name;
    }
    boolean isHoliday = day.getMonthValue() >= 11;
    return name + (isHoliday ? " Holiday, " : " ") + text(YearMonth.from(day));
  }

  private static AdProgram monthly(
      String id,
      String name,
      String platform,
      int budgetBasisPoints,
      int clickCents,
      int clickBasisPoints,
      LocalDate from) {
    return new AdProgram(
        id,
        History.always(name),
        true,
        platform,
        SalesCurrency.USD,
        budgetBasisPoints,
        clickCents,
        clickBasisPoints,
        from);
  }

  /** English, and not from the locale data of the machine. */
  private static String text(YearMonth month) {
    String upper = month.getMonth().name();
    return upper.charAt(0) + upper.substring(1, 3).toLowerCase(Locale.ROOT) + ' ' + month.getYear();
  }
}
