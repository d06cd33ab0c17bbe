package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Grain: one advertising platform, with the sales channel that its spend serves. */
public final class PlatformChannel {

  /** The table's name. */
  public static final String NAME = "PlatformChannel";

  /** The advertising platform. */
  public static final String AD_PLATFORM = "AdPlatform";

  /** The sales channel that its spend serves. */
  public static final String CHANNEL_NAME = "ChannelName";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(AD_PLATFORM, DataTypes.StringType, false)
          .add(CHANNEL_NAME, DataTypes.StringType, false);

  private PlatformChannel() {}
}
