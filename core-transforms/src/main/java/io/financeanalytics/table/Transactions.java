package io.financeanalytics.table;

import java.util.List;

/** Raw source; grain: one order line. */
public final class Transactions {

  /** The source's name. */
  public static final String NAME = "transactions";

  /** Natural key of the order line. */
  public static final String TRANSACTION_ID = "TransactionID";

  /** The order that the line belongs to. */
  public static final String ORDER_ID = "OrderID";

  /** When the line was sold, in UTC. */
  public static final String TRANSACTION_DATE = "TransactionDate";

  /** Natural key of the product. */
  public static final String PRODUCT_ID = "ProductID";

  /** The product's name at the time. */
  public static final String PRODUCT_NAME = "ProductName";

  /** Natural key of the customer; empty for a guest. */
  public static final String CUSTOMER_ID = "CustomerID";

  /** Natural key of the sales channel. */
  public static final String CHANNEL_NAME = "ChannelName";

  /** Units sold; negative on a return delivered as its own line. */
  public static final String QUANTITY = "Quantity";

  /** Price of one unit, in the line's currency. */
  public static final String UNIT_PRICE = "UnitPrice";

  /** Discount on the line, in the line's currency; carries the sign of Quantity. */
  public static final String DISCOUNT_AMOUNT = "DiscountAmount";

  /** Tax on the line. */
  public static final String TAX_AMOUNT = "TaxAmount";

  /** Shipping that the customer paid. */
  public static final String SHIPPING_CHARGED = "ShippingChargedToCustomer";

  /** Shipping that the seller paid. */
  public static final String ACTUAL_SHIPPING_COST = "ActualShippingCost";

  /** The marketplace's or platform's fee. */
  public static final String PLATFORM_FEE = "PlatformFee";

  /** The fulfilment provider's fee. */
  public static final String FULFILLMENT_FEE = "FulfillmentFee";

  /** The payment provider's fee. */
  public static final String PAYMENT_PROCESSING_FEE = "PaymentProcessingFee";

  /** Whether a positive line was later returned. */
  public static final String RETURN_FLAG = "ReturnFlag";

  /** ISO-4217 code of the line's money. */
  public static final String CURRENCY_CODE = "CurrencyCode";

  /** round(Quantity x UnitPrice, 2), half-up; not delivered but computed. */
  public static final String GROSS_REVENUE = "GrossRevenue";

  /** GrossRevenue less discount, and less tax when prices include it; computed. */
  public static final String NET_REVENUE = "NetRevenue";

  /** Columns and rules, in contract order. */
  public static final RawTable TABLE =
      new RawTable(
          NAME,
          false,
          List.of(
              RawField.identifier(TRANSACTION_ID).required(),
              RawField.identifier(ORDER_ID).optionalColumn(),
              RawField.timestamp(TRANSACTION_DATE).required(),
              RawField.identifier(PRODUCT_ID),
              RawField.label(PRODUCT_NAME),
              RawField.identifier(CUSTOMER_ID),
              RawField.identifier(CHANNEL_NAME),
              RawField.decimal(QUANTITY, 4).required(),
              RawField.decimal(UNIT_PRICE, 4).required().nonNegative(),
              RawField.decimal(DISCOUNT_AMOUNT, 2).optionalColumn().withSignOf(QUANTITY),
              RawField.decimal(TAX_AMOUNT, 2).optionalColumn(),
              RawField.decimal(SHIPPING_CHARGED, 2).optionalColumn(),
              RawField.decimal(ACTUAL_SHIPPING_COST, 2).optionalColumn(),
              RawField.decimal(PLATFORM_FEE, 2).optionalColumn(),
              RawField.decimal(FULFILLMENT_FEE, 2).optionalColumn(),
              RawField.decimal(PAYMENT_PROCESSING_FEE, 2).optionalColumn(),
              RawField.bool(RETURN_FLAG).optionalColumn(),
              RawField.currency(CURRENCY_CODE)),
          List.of(GROSS_REVENUE, NET_REVENUE));

  private Transactions() {}
}
