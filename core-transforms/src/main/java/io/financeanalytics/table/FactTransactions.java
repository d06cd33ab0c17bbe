package io.financeanalytics.table;

import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Fact; grain: one TransactionID, that is one order line. */
public final class FactTransactions {

  /** The table's name. */
  public static final String NAME = "FactTransactions";

  /** The business day. */
  public static final String DATE_KEY = "DateKey";

  /** The product. */
  public static final String PRODUCT_KEY = "ProductKey";

  /** The customer. */
  public static final String CUSTOMER_KEY = "CustomerKey";

  /** The sales channel. */
  public static final String CHANNEL_KEY = "ChannelKey";

  /** Natural key of the line. */
  public static final String TRANSACTION_ID = "TransactionID";

  /** The order that the line belongs to. */
  public static final String ORDER_ID = "OrderID";

  /** When it was sold, in UTC. */
  public static final String TRANSACTION_DATE = "TransactionDate";

  /** Units; negative on a return delivered as its own line. */
  public static final String QUANTITY = "Quantity";

  /** Price of one unit. */
  public static final String UNIT_PRICE = "UnitPrice";

  /** round(Quantity x UnitPrice, 2), half-up. */
  public static final String GROSS_REVENUE = "GrossRevenue";

  /** Discount on the line. */
  public static final String DISCOUNT_AMOUNT = "DiscountAmount";

  /** GrossRevenue less DiscountAmount, and less TaxAmount where prices include tax. */
  public static final String NET_REVENUE = "NetRevenue";

  /** Tax on the line. */
  public static final String TAX_AMOUNT = "TaxAmount";

  /** Shipping that the customer paid; in no revenue column. */
  public static final String SHIPPING_CHARGED = "ShippingChargedToCustomer";

  /** Shipping that the seller paid. */
  public static final String ACTUAL_SHIPPING_COST = "ActualShippingCost";

  /** Fee of the marketplace or platform. */
  public static final String PLATFORM_FEE = "PlatformFee";

  /** Fee of the fulfilment provider. */
  public static final String FULFILLMENT_FEE = "FulfillmentFee";

  /** Fee of the payment provider. */
  public static final String PAYMENT_PROCESSING_FEE = "PaymentProcessingFee";

  /** Cost of one unit on the business day, in the currency of the line; null when there is none. */
  public static final String UNIT_COGS = "UnitCOGS";

  /** round(Quantity x UnitCOGS, 2), half-up; null when there is no cost. */
  public static final String TOTAL_COGS = "CalculatedTotalCOGS";

  /** Whether a positive line was later returned. */
  public static final String RETURN_FLAG = "ReturnFlag";

  /** ISO-4217 code of all money in the row. */
  public static final String CURRENCY_CODE = "CurrencyCode";

  /** The run that wrote the row. */
  public static final String RUN_ID = "RunID";

  /** Columns in the order of the contract. */
  public static final StructType SCHEMA =
      new StructType()
          .add(DATE_KEY, DataTypes.IntegerType, false)
          .add(PRODUCT_KEY, DataTypes.IntegerType, false)
          .add(CUSTOMER_KEY, DataTypes.IntegerType, false)
          .add(CHANNEL_KEY, DataTypes.IntegerType, false)
          .add(TRANSACTION_ID, DataTypes.StringType, false)
          .add(ORDER_ID, DataTypes.StringType)
          .add(TRANSACTION_DATE, DataTypes.TimestampType, false)
          .add(QUANTITY, DataTypes.createDecimalType(18, 4), false)
          .add(UNIT_PRICE, DataTypes.createDecimalType(18, 4), false)
          .add(GROSS_REVENUE, DataTypes.createDecimalType(18, 2), false)
          .add(DISCOUNT_AMOUNT, DataTypes.createDecimalType(18, 2), false)
          .add(NET_REVENUE, DataTypes.createDecimalType(18, 2), false)
          .add(TAX_AMOUNT, DataTypes.createDecimalType(18, 2), false)
          .add(SHIPPING_CHARGED, DataTypes.createDecimalType(18, 2), false)
          .add(ACTUAL_SHIPPING_COST, DataTypes.createDecimalType(18, 2), false)
          .add(PLATFORM_FEE, DataTypes.createDecimalType(18, 2), false)
          .add(FULFILLMENT_FEE, DataTypes.createDecimalType(18, 2), false)
          .add(PAYMENT_PROCESSING_FEE, DataTypes.createDecimalType(18, 2), false)
          .add(UNIT_COGS, DataTypes.createDecimalType(18, 4))
          .add(TOTAL_COGS, DataTypes.createDecimalType(18, 2))
          .add(RETURN_FLAG, DataTypes.BooleanType, false)
          .add(CURRENCY_CODE, DataTypes.StringType, false)
          .add(RUN_ID, DataTypes.StringType, false);

  private FactTransactions() {}
}
