package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Dimension; grain: one customer. */
public final class DimCustomer {

  /** The table's name. */
  public static final String NAME = "DimCustomer";

  /** Surrogate key; -1 is the unknown member, such as a guest. */
  public static final String CUSTOMER_KEY = "CustomerKey";

  /** Natural key. */
  public static final String CUSTOMER_ID = "CustomerID";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(CUSTOMER_KEY, DataTypes.IntegerType, false)
          .add(CUSTOMER_ID, DataTypes.StringType, false);

  private DimCustomer() {}
}
