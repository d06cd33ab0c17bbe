package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Grain: the unit cost of a product in a currency, from one day on until the next cost. */
public final class ProductCost {

  /** The table's name. */
  public static final String NAME = "ProductCost";

  /** The product. */
  public static final String PRODUCT_KEY = "ProductKey";

  /** ISO-4217 code of the cost. */
  public static final String CURRENCY_CODE = "CurrencyCode";

  /** The first day on which the cost holds. */
  public static final String EFFECTIVE_FROM = "EffectiveFrom";

  /** The first day on which it no longer holds; null while it is open. */
  public static final String EFFECTIVE_TO = "EffectiveTo";

  /** Cost of one unit. */
  public static final String UNIT_COGS = "UnitCOGS";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(PRODUCT_KEY, DataTypes.IntegerType, false)
          .add(CURRENCY_CODE, DataTypes.StringType, false)
          .add(EFFECTIVE_FROM, DataTypes.DateType, false)
          .add(EFFECTIVE_TO, DataTypes.DateType)
          .add(UNIT_COGS, DataTypes.createDecimalType(18, 4), false);

  private ProductCost() {}
}
