package io.financeanalytics.local.sample;

import static io.financeanalytics.local.sample.Oddity.copy;
import static io.financeanalytics.local.sample.Oddity.row;
import static io.financeanalytics.local.sample.Oddity.text;
import static io.financeanalytics.local.sample.Outcome.ACCEPTED;
import static io.financeanalytics.local.sample.Outcome.BAD_CURRENCY;
import static io.financeanalytics.local.sample.Outcome.BAD_DATE;
import static io.financeanalytics.local.sample.Outcome.BAD_DECIMAL;
import static io.financeanalytics.local.sample.Outcome.BAD_INTEGER;
import static io.financeanalytics.local.sample.Outcome.DATE_OUT_OF_RANGE;
import static io.financeanalytics.local.sample.Outcome.MALFORMED_RECORD;
import static io.financeanalytics.local.sample.Outcome.MISSING_REQUIRED;
import static io.financeanalytics.local.sample.Outcome.NEGATIVE_VALUE;
import static io.financeanalytics.local.sample.Outcome.TOO_LONG;

import java.util.List;

/** What is odd on purpose in {@code marketing_spend.csv}; each replaces one good row. */
final class MarketingOddities {
  /** The kinds that take turns. */
  static final List<Oddity> KINDS =
      List.of(
          row(MISSING_REQUIRED, "no Date", row -> row.with("Date", "")),
          row(MISSING_REQUIRED, "no CampaignID", row -> row.with("CampaignID", "")),
          row(MISSING_REQUIRED, "no Spend", row -> row.with("Spend", "")),
          row(BAD_DECIMAL, "Spend 1,234.50", row -> row.with("Spend", "1,234.50")),
          row(BAD_DECIMAL, "Spend 12e3", row -> row.with("Spend", "12e3")),
          row(BAD_INTEGER, "Impressions 1204.5", row -> row.with("Impressions", "1204.5")),
          row(BAD_INTEGER, "Clicks n/a", row -> row.with("Clicks", "n/a")),
          row(
              BAD_INTEGER,
              "Impressions of 20 digits",
              row -> row.with("Impressions", "99999999999999999999")),
          row(BAD_DATE, "Date 03/05/2024", row -> row.with("Date", "03/05/2024")),
          row(
              BAD_DATE,
              "year of five digits, as in 20245-03-05",
              row -> row.with("Date", yearOfFiveDigits(row.value("Date")))),
          row(BAD_CURRENCY, "CurrencyCode $", row -> row.with("CurrencyCode", "$")),
          row(
              DATE_OUT_OF_RANGE,
              "year 0202",
              row -> row.with("Date", "0202" + row.value("Date").substring(4))),
          row(NEGATIVE_VALUE, "Spend -15.00", row -> row.with("Spend", "-15.00")),
          row(NEGATIVE_VALUE, "Clicks -3", row -> row.with("Clicks", "-3")),
          row(
              TOO_LONG,
              "CampaignID of 136 bytes",
              row -> row.with("CampaignID", "utm_campaign=home".repeat(8))),
          text(MALFORMED_RECORD, "too few fields", row -> row.textOfFirst(6)),
          text(
              MALFORMED_RECORD,
              "too many fields: a comma without quotes",
              row -> row.textWithVerbatim("CampaignName", "Holiday, last chance")),
          copy(
              ACCEPTED,
              "the same day and campaign twice",
              1,
              row -> row.with("Clicks", "1").with("Spend", "0.85")),
          copy(ACCEPTED, "the same record twice", 1, row -> row),
          row(ACCEPTED, "impressions, but no click", row -> row.with("Clicks", "0")),
          row(
              ACCEPTED,
              "paused: no figures and no spend",
              row -> row.with("Impressions", "").with("Clicks", "").with("Spend", "0")),
          row(ACCEPTED, "no AdPlatform", row -> row.with("AdPlatform", "")),
          row(ACCEPTED, "no CampaignName", row -> row.with("CampaignName", "")),
          row(ACCEPTED, "no CurrencyCode", row -> row.with("CurrencyCode", "")));

  /** The last record of the file, cut off within a quoted name. */
  static final Oddity CUT_OFF =
      text(
          MALFORMED_RECORD,
          "last record cut off inside quotes",
          row -> row.textOfFirst(2) + ",\"Holiday Gift Gui");

  private MarketingOddities() {}

  private static String yearOfFiveDigits(String date) {
    return date.substring(0, 4) + "5" + date.substring(4);
  }
}
