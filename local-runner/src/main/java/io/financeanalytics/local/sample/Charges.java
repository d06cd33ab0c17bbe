package io.financeanalytics.local.sample;

/**
 * What is taken off and charged on one order line, in cents of the line's currency. The discount
 * has the sign of the quantity; a negative fee is a refund of it.
 */
record Charges(
    long discount,
    long tax,
    long shippingCharged,
    long shippingCost,
    long platformFee,
    long fulfillmentFee,
    long paymentFee) {}
