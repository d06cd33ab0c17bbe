package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Dimension; grain: one sales channel. */
public final class DimChannel {

  /** The table's name. */
  public static final String NAME = "DimChannel";

  /** Surrogate key; -1 is the unknown member. */
  public static final String CHANNEL_KEY = "ChannelKey";

  /** Natural key. */
  public static final String CHANNEL_NAME = "ChannelName";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(CHANNEL_KEY, DataTypes.IntegerType, false)
          .add(CHANNEL_NAME, DataTypes.StringType, false);

  private DimChannel() {}
}
