package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Fact; grain: one source row of spend, that is a day and a campaign. */
public final class FactMarketingSpend {

  /** The table's name. */
  public static final String NAME = "FactMarketingSpend";

  /** The day of the spend. */
  public static final String DATE_KEY = "DateKey";

  /** The campaign. */
  public static final String CAMPAIGN_KEY = "CampaignKey";

  /** How often the advertisement was shown. */
  public static final String IMPRESSIONS = "Impressions";

  /** How often it was clicked. */
  public static final String CLICKS = "Clicks";

  /** What it cost. */
  public static final String SPEND = "Spend";

  /** ISO-4217 code of the spend. */
  public static final String CURRENCY_CODE = "CurrencyCode";

  /** The run that wrote the row. */
  public static final String RUN_ID = "RunID";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(DATE_KEY, DataTypes.IntegerType, false)
          .add(CAMPAIGN_KEY, DataTypes.IntegerType, false)
          .add(IMPRESSIONS, DataTypes.LongType, false)
          .add(CLICKS, DataTypes.LongType, false)
          .add(SPEND, DataTypes.createDecimalType(18, 2), false)
          .add(CURRENCY_CODE, DataTypes.StringType, false)
          .add(RUN_ID, DataTypes.StringType, false);

  private FactMarketingSpend() {}
}
