package io.financeanalytics.staging;

import java.io.Serializable;
import java.time.ZoneId;

/**
 * What the meaning of a raw value depends on, apart from the value.
 *
 * @param businessZone the one zone in which days are cut, and of timestamps without an offset
 * @param reportingCurrency the currency of rows that name none
 * @param lineBreaksInQuotes whether a quoted field may contain line breaks; files are then read by
 *     one task each
 * @param pricesIncludeTax whether UnitPrice includes TaxAmount
 */
public record StagingSettings(
    ZoneId businessZone,
    String reportingCurrency,
    boolean lineBreaksInQuotes,
    boolean pricesIncludeTax)
    implements Serializable {}
