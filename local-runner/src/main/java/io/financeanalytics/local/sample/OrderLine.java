package io.financeanalytics.local.sample;

import java.util.List;

/**
 * One row of {@code transactions.csv}: one article of one order, or its return.
 *
 * @param timestamp when, in ISO-8601 with an offset
 * @param quantity how many; negative on a return that is a line of its own
 * @param unitPriceCents price of one without tax, in cents of the currency
 * @param returned whether the sale was returned later
 */
record OrderLine(
    String transactionId,
    String orderId,
    String timestamp,
    Product product,
    String productName,
    String customerId,
    String channel,
    long quantity,
    long unitPriceCents,
    Charges charges,
    boolean returned,
    SalesCurrency currency) {

  /** The columns of the file, in the order of the data contract. */
  static final List<String> COLUMNS =
      List.of(
          "TransactionID",
          "OrderID",
          "TransactionDate",
          "ProductID",
          "ProductName",
          "CustomerID",
          "ChannelName",
          "Quantity",
          "UnitPrice",
          "DiscountAmount",
          "TaxAmount",
          "ShippingChargedToCustomer",
          "ActualShippingCost",
          "PlatformFee",
          "FulfillmentFee",
          "PaymentProcessingFee",
          "ReturnFlag",
          "CurrencyCode");

  /** The same sale, not returned. */
  OrderLine kept() {
    return new OrderLine(
        transactionId,
        orderId,
        timestamp,
        product,
        productName,
        customerId,
        channel,
        quantity,
        unitPriceCents,
        charges,
        false,
        currency);
  }

  /**
   * The values, one per column; a shipping amount or fee of zero is left empty, as in an export.
   */
  List<String> values() {
    return List.of(
        transactionId,
        orderId,
        timestamp,
        product.id(),
        productName,
        customerId,
        channel,
        Long.toString(quantity),
        Cents.text(unitPriceCents),
        Cents.text(charges.discount()),
        Cents.text(charges.tax()),
        orEmpty(charges.shippingCharged()),
        orEmpty(charges.shippingCost()),
        orEmpty(charges.platformFee()),
        orEmpty(charges.fulfillmentFee()),
        orEmpty(charges.paymentFee()),
        Boolean.toString(returned),
        currency.name());
  }

  private static String orEmpty(long cents) {
    return cents == 0 ? "" : Cents.text(cents);
  }
}
