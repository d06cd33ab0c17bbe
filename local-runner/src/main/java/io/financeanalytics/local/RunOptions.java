package io.financeanalytics.local;

import io.financeanalytics.UserException;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.staging.StagingSettings;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
  BigDecimal maxQuarantineRatio;

  @Option(
      names = "--max-shrink-ratio",
      paramLabel = "R",
      defaultValue = RunSettings.DEFAULT_MAX_SHRINK_RATIO,
      description =
          "Largest share by which accepted transactions may fall against the published run, 0 to 1."
              + " Default: ${DEFAULT-VALUE}")
  BigDecimal maxShrinkRatio;

  @Option(names = "--allow-shrink", description = "Accepted transactions may fall by any share.")
  boolean allowShrink;

  @Option(
      names = "--multiline",
      description = "Quoted fields may contain line breaks. A file is then read by one core.")
  boolean multiline;

  @Option(names = "--json", description = "Print the result as JSON.")
  boolean json;

  /**
   * The settings that the options ask for.
   *
   * @throws UserException naming every option that is wrong
   */
  RunSettings settings() {
    List<String> problems = new ArrayList<>();
    ZoneId businessZone = null;
    try {
      businessZone = ZoneId.of(zone);
    } catch (DateTimeException e) {
      problems.add(
          "--business-zone " + zone + " is no time zone; give one such as UTC or Europe/Berlin.");
    }
    if (!currency.matches("[A-Za-z]{3}")) {
      problems.add(
          "--reporting-currency "
              + currency
              + " is no currency code; give three letters such as USD.");
    }
    if (warehouse.folder.toString().matches("\\w+:/.*")) {
      problems.add(
          "--warehouse "
              + warehouse.folder
              + " is not a local folder; the Delta warehouse of this command is one.");
    }
    checkRatio("--max-quarantine-ratio", maxQuarantineRatio, problems);
    checkRatio("--max-shrink-ratio", maxShrinkRatio, problems);
    if (!problems.isEmpty()) {
      throw new UserException(String.join(" ", problems));
    }
    return new RunSettings(
        raw,
        new StagingSettings(businessZone, currency.toUpperCase(Locale.ROOT), multiline),
        pricesIncludeTax,
        maxQuarantineRatio,
        maxShrinkRatio,
        allowShrink);
  }

  private static void checkRatio(String option, BigDecimal ratio, List<String> problems) {
    if (ratio.signum() < 0 || ratio.compareTo(BigDecimal.ONE) > 0) {
      problems.add(
          option + " " + ratio.toPlainString() + " is no share; give a number from 0 to 1.");
    }
  }
}
