package io.financeanalytics.local;

import io.financeanalytics.UserException;
import io.financeanalytics.calendar.CalendarSettings;
import io.financeanalytics.local.sample.ShellWords;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.pipeline.SettingValues;
import io.financeanalytics.staging.StagingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/** The options of a run. */
final class RunOptions {

  @Option(
      names = "--raw",
      paramLabel = "PATH",
      defaultValue = "data/raw",
      description = "Folder with the raw CSV files. Default: ${DEFAULT-VALUE}")
  String raw;

  @Mixin WarehouseOption warehouse;

  @Option(
      names = "--business-zone",
      paramLabel = "ZONE",
      defaultValue = RunSettings.DEFAULT_BUSINESS_ZONE,
      description =
          "Time zone in which days are cut, and of timestamps without an offset, such as Europe/Berlin."
              + " Default: ${DEFAULT-VALUE}")
  String zone;

  @Option(
      names = "--reporting-currency",
      paramLabel = "CCY",
      defaultValue = RunSettings.DEFAULT_REPORTING_CURRENCY,
      description = "ISO-4217 code of rows that name no currency. Default: ${DEFAULT-VALUE}")
  String currency;

  @Option(names = "--prices-include-tax", description = "UnitPrice includes TaxAmount.")
  boolean pricesIncludeTax;

  @Option(
      names = "--max-quarantine-ratio",
      paramLabel = "R",
      defaultValue = RunSettings.DEFAULT_MAX_QUARANTINE_RATIO,
      description =
          "Largest share of a source's rows that may be in quarantine, 0 to 1. Default: ${DEFAULT-VALUE}")
  String maxQuarantineRatio;

  @Option(
      names = "--max-shrink-ratio",
      paramLabel = "R",
      defaultValue = RunSettings.DEFAULT_MAX_SHRINK_RATIO,
      description =
          "Largest share by which accepted transactions may fall against the published run, 0 to 1."
              + " Default: ${DEFAULT-VALUE}")
  String maxShrinkRatio;

  @Option(names = "--allow-shrink", description = "Accepted transactions may fall by any share.")
  boolean allowShrink;

  @Option(
      names = "--multiline",
      description = "Quoted fields may contain line breaks. A file is then read by one core.")
  boolean multiline;

  @Option(
      names = "--fiscal-year-start",
      paramLabel = "MONTH",
      defaultValue = RunSettings.DEFAULT_FISCAL_YEAR_START,
      description =
          "Month in which the fiscal year begins, 1 to 12 or an English name; a fiscal year has the"
              + " number of the calendar year in which it ends. Default: ${DEFAULT-VALUE}")
  String fiscalYearStart;

  @Option(
      names = "--retail-calendar",
      paramLabel = "WEEKS",
      defaultValue = RunSettings.DEFAULT_RETAIL_CALENDAR,
      description =
          "Weeks of the three periods of a retail quarter: 4-4-5, 4-5-4 or 5-4-4. Default:"
              + " ${DEFAULT-VALUE}")
  String retailCalendar;

  @Option(
      names = "--holiday-country",
      paramLabel = "CC",
      description =
          "Two-letter code of the country whose public holidays DimDate names, such as US. Without"
              + " it, none are named.")
  String holidayCountry;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  /**
   * The settings that the options ask for.
   *
   * @throws UserException naming every option that is wrong
   */
  RunSettings settings() {
    SettingValues values = new SettingValues();
    RunSettings settings =
        new RunSettings(
            raw,
            new StagingSettings(
                values.zone("--business-zone", zone),
                values.currency("--reporting-currency", currency),
                multiline,
                pricesIncludeTax),
            values.share("--max-quarantine-ratio", maxQuarantineRatio),
            values.share("--max-shrink-ratio", maxShrinkRatio),
            allowShrink,
            new CalendarSettings(
                values.month("--fiscal-year-start", fiscalYearStart),
                values.retailPattern("--retail-calendar", retailCalendar),
                values.holidayCountry("--holiday-country", holidayCountry)));
    if (warehouse.folder.toString().matches("\\w+:/.*")) {
      values.problem(
          "--warehouse "
              + warehouse.folder
              + " is not a local folder; the Delta warehouse of this command is one.");
    }
    if (!values.problems().isEmpty()) {
      throw new UserException(String.join(" ", values.problems()));
    }
    return settings;
  }

  /** The options that were given and matter to a run, as a person would type them again. */
  static String typed(ParseResult given) {
    StringBuilder typed = new StringBuilder();
    for (OptionSpec option : given.matchedOptions()) {
      if (!option.longestName().equals("--json")) {
        typed.append(' ').append(option.longestName());
        if (option.arity().max() > 0) {
          option
              .originalStringValues()
              .forEach(value -> typed.append(' ').append(ShellWords.quoted(value)));
        }
      }
    }
    return typed.toString();
  }
}
