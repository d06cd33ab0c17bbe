package io.financeanalytics.local.sample;

import static io.financeanalytics.local.sample.Oddity.copy;
import static io.financeanalytics.local.sample.Oddity.row;
import static io.financeanalytics.local.sample.Oddity.text;
import static io.financeanalytics.local.sample.Outcome.ACCEPTED;
import static io.financeanalytics.local.sample.Outcome.BAD_CURRENCY;
import static io.financeanalytics.local.sample.Outcome.BAD_DATE;
import static io.financeanalytics.local.sample.Outcome.BAD_DECIMAL;
import static io.financeanalytics.local.sample.Outcome.COLLAPSED;
import static io.financeanalytics.local.sample.Outcome.CONFLICTING_COGS;
import static io.financeanalytics.local.sample.Outcome.DATE_OUT_OF_RANGE;
import static io.financeanalytics.local.sample.Outcome.MALFORMED_RECORD;
import static io.financeanalytics.local.sample.Outcome.MISSING_REQUIRED;
import static io.financeanalytics.local.sample.Outcome.NEGATIVE_VALUE;
import static io.financeanalytics.local.sample.Outcome.TOO_LONG;

import java.util.List;

/**
 * What is odd on purpose in {@code cogs.csv}; each stands beside the good row, so no cost is lost.
 */
final class CogsOddities {
  /** The kinds that take turns. */
  static final List<Oddity> KINDS =
      List.of(
          row(MISSING_REQUIRED, "no ProductID", row -> row.with("ProductID", "")).beside(),
          row(MISSING_REQUIRED, "no COGS_EffectiveDate", row -> row.with("COGS_EffectiveDate", ""))
              .beside(),
          row(MISSING_REQUIRED, "no UnitCOGS", row -> row.with("UnitCOGS", "")).beside(),
          row(BAD_DECIMAL, "UnitCOGS 1,234.50", row -> row.with("UnitCOGS", "1,234.50")).beside(),
          row(BAD_DECIMAL, "UnitCOGS 12e3", row -> row.with("UnitCOGS", "12e3")).beside(),
          row(
                  BAD_DATE,
                  "COGS_EffectiveDate 2024/13/01",
                  row -> row.with("COGS_EffectiveDate", "2024/13/01"))
              .beside(),
          row(BAD_CURRENCY, "CurrencyCode EURO", row -> row.with("CurrencyCode", "EURO")).beside(),
          row(
                  DATE_OUT_OF_RANGE,
                  "year 0202",
                  row ->
                      row.with(
                          "COGS_EffectiveDate",
                          "0202" + row.value("COGS_EffectiveDate").substring(4)))
              .beside(),
          row(
                  NEGATIVE_VALUE,
                  "negative UnitCOGS",
                  row -> row.with("UnitCOGS", "-" + row.value("UnitCOGS")))
              .beside(),
          row(
                  TOO_LONG,
                  "ProductID of 135 bytes",
                  row -> row.with("ProductID", "pallet-7/box-12".repeat(9)))
              .beside(),
          text(MALFORMED_RECORD, "too few fields", row -> row.textOfFirst(2)).beside(),
          text(
                  MALFORMED_RECORD,
                  "too many fields: a decimal comma",
                  row -> row.textWithVerbatim("UnitCOGS", "12,50"))
              .beside(),
          copy(
              CONFLICTING_COGS,
              "a lower cost for the same day",
              1,
              row -> row.with("UnitCOGS", "0.0100")),
          copy(COLLAPSED, "the same record twice", 1, row -> row),
          copy(
              COLLAPSED,
              "the same cost in another spelling",
              1,
              row -> row.with("UnitCOGS", row.value("UnitCOGS") + "00")));

  /** The last record of the file, cut off within a quoted id. */
  static final Oddity CUT_OFF =
      text(
          MALFORMED_RECORD,
          "last record cut off inside quotes",
          row -> "\"" + row.value("ProductID"));

  /** A row that applies from the first day there is, which is how some tools write "always". */
  static final Oddity SINCE_EVER =
      row(
          ACCEPTED,
          "effective from 1900-01-01",
          row -> row.with("COGS_EffectiveDate", "1900-01-01"));

  private CogsOddities() {}
}
