package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Dimension; grain: one advertising campaign. */
public final class DimCampaign {

  /** The table's name. */
  public static final String NAME = "DimCampaign";

  /** Surrogate key; -1 is the unknown member. */
  public static final String CAMPAIGN_KEY = "CampaignKey";

  /** Natural key. */
  public static final String CAMPAIGN_ID = "CampaignID";

  /** The latest name; null when no source row has one. */
  public static final String CAMPAIGN_NAME = "CampaignName";

  /** The latest platform; null when no source row has one. */
  public static final String AD_PLATFORM = "AdPlatform";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(CAMPAIGN_KEY, DataTypes.IntegerType, false)
          .add(CAMPAIGN_ID, DataTypes.StringType, false)
          .add(CAMPAIGN_NAME, DataTypes.StringType)
          .add(AD_PLATFORM, DataTypes.StringType);

  private DimCampaign() {}
}
