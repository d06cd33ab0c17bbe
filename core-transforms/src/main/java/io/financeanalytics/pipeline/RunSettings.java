package io.financeanalytics.pipeline;

import io.financeanalytics.calendar.CalendarSettings;
import io.financeanalytics.staging.StagingSettings;
import java.math.BigDecimal;
import java.time.ZoneId;

/**
 * What a run is asked to do.
 *
 * @param rawFolder the folder with the raw files, on any Hadoop file system
 * @param staging how raw values are understood
 * @param maxQuarantineRatio largest share of a source's rows that may be in quarantine, 0 to 1
 * @param maxShrinkRatio largest share by which accepted transactions may fall against the published
 *     run, 0 to 1
 * @param allowShrink whether they may fall by any share
 * @param calendar what the company has decided about its calendar
 */
public record RunSettings(
    String rawFolder,
    StagingSettings staging,
    BigDecimal maxQuarantineRatio,
    BigDecimal maxShrinkRatio,
    boolean allowShrink,
    CalendarSettings calendar) {

  /** The business zone unless another is given. */
  public static final String DEFAULT_BUSINESS_ZONE = "UTC";

  /** The reporting currency unless another is given. */
  public static final String DEFAULT_REPORTING_CURRENCY = "USD";

  /** The largest quarantined share unless another is given. */
  public static final String DEFAULT_MAX_QUARANTINE_RATIO = "0.10";

  /** The largest loss of transactions unless another is given. */
  public static final String DEFAULT_MAX_SHRINK_RATIO = "0.10";

  /** The month in which the fiscal year begins unless another is given. */
  public static final String DEFAULT_FISCAL_YEAR_START = "January";

  /** How the retail calendar cuts a quarter unless it is given. */
  public static final String DEFAULT_RETAIL_CALENDAR = "4-5-4";

  /**
   * {@return the defaults for a raw folder}
   *
   * @param rawFolder the folder with the raw files
   */
  public static RunSettings defaults(String rawFolder) {
    return new RunSettings(
        rawFolder,
        new StagingSettings(
            ZoneId.of(DEFAULT_BUSINESS_ZONE), DEFAULT_REPORTING_CURRENCY, false, false),
        new BigDecimal(DEFAULT_MAX_QUARANTINE_RATIO),
        new BigDecimal(DEFAULT_MAX_SHRINK_RATIO),
        false,
        CalendarSettings.DEFAULTS);
  }
}
