package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Dimension; grain: one product. */
public final class DimProduct {

  /** The table's name. */
  public static final String NAME = "DimProduct";

  /** Surrogate key; -1 is the unknown member. */
  public static final String PRODUCT_KEY = "ProductKey";

  /** Natural key. */
  public static final String PRODUCT_ID = "ProductID";

  /** The latest name; null when no source row has one. */
  public static final String PRODUCT_NAME = "ProductName";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(PRODUCT_KEY, DataTypes.IntegerType, false)
          .add(PRODUCT_ID, DataTypes.StringType, false)
          .add(PRODUCT_NAME, DataTypes.StringType);

  private DimProduct() {}
}
