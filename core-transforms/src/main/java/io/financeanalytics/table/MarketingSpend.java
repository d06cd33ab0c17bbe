package io.financeanalytics.table;

import java.util.List;

/** Raw source; grain: one source row per day and campaign. */
public final class MarketingSpend {

  /** The source's name. */
  public static final String NAME = "marketing_spend";

  /** The day of the spend. */
  public static final String DATE = "Date";

  /** Natural key of the campaign. */
  public static final String CAMPAIGN_ID = "CampaignID";

  /** The campaign's name at the time. */
  public static final String CAMPAIGN_NAME = "CampaignName";

  /** The platform that showed the advertisement. */
  public static final String AD_PLATFORM = "AdPlatform";

  /** How often it was shown. */
  public static final String IMPRESSIONS = "Impressions";

  /** How often it was clicked. */
  public static final String CLICKS = "Clicks";

  /** What it cost, in the row's currency. */
  public static final String SPEND = "Spend";

  /** ISO-4217 code of the row's money. */
  public static final String CURRENCY_CODE = "CurrencyCode";

  /** Columns and rules, in contract order. */
  public static final RawTable TABLE =
      new RawTable(
          NAME,
          false,
          List.of(
              RawField.date(DATE).required(),
              RawField.identifier(CAMPAIGN_ID).required(),
              RawField.label(CAMPAIGN_NAME),
              RawField.identifier(AD_PLATFORM),
              RawField.integer(IMPRESSIONS).nonNegative(),
              RawField.integer(CLICKS).nonNegative(),
              RawField.decimal(SPEND, 2).required().nonNegative(),
              RawField.currency(CURRENCY_CODE)));

  private MarketingSpend() {}
}
