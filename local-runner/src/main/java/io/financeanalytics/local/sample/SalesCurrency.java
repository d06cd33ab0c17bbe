package io.financeanalytics.local.sample;

/** The currencies in which the shop takes money, each with what is customary there. */
enum SalesCurrency {
  USD(10_000, 10_000, 595, 7_500, 10_000),
  EUR(9_500, 9_250, 1_495, 15_000, 21_000),
  CAD(13_600, 13_500, 1_695, 18_000, 18_500);

  private final int priceFactor;
  private final int costFactor;
  private final long shippingCents;
  private final long freeShippingFromCents;
  private final int carriageFactor;

  SalesCurrency(
      int priceFactor,
      int costFactor,
      long shippingCents,
      long freeShippingFromCents,
      int carriageFactor) {
    this.priceFactor = priceFactor;
    this.costFactor = costFactor;
    this.shippingCents = shippingCents;
    this.freeShippingFromCents = freeShippingFromCents;
    this.carriageFactor = carriageFactor;
  }

  /**
   * The list price here, in cents, of what costs that many US cents; ends in .99 or .00 as there.
   */
  long listPrice(long usCents) {
    return this == USD ? usCents : inStyleOf(usCents, Cents.share(usCents, priceFactor));
  }

  /** A unit cost here of what costs that many ten-thousandths of a US dollar. */
  long unitCost(long usTenThousandths) {
    return Cents.share(usTenThousandths, costFactor);
  }

  /** What the shop charges for shipping an order whose goods come to that many cents. */
  long shippingFor(long goodsCents) {
    return goodsCents >= freeShippingFromCents ? 0 : shippingCents;
  }

  /** What a carrier charges here for a parcel that costs that many US cents at home. */
  long carriage(long usCents) {
    return Cents.share(usCents, carriageFactor);
  }

  /**
   * Rounds a price to whole units of currency, or to one cent below when the model price ends so.
   */
  static long inStyleOf(long modelCents, long cents) {
    long whole = Math.max(100, Cents.divide(cents, 100) * 100);
    return modelCents % 100 == 0 ? whole : whole - 1;
  }
}
