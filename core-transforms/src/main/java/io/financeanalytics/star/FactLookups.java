package io.financeanalytics.star;

import io.financeanalytics.costing.CostTable;
import io.financeanalytics.keys.KeyTable;
import io.financeanalytics.staging.FallenRecords;
import java.io.Serializable;

/** What order lines look up to become facts, in memory. */
public final class FactLookups implements Serializable {

  private static final long serialVersionUID = 1L;

  private final FallenRecords fallen;
  private final CostTable costs;
  private final KeyTable products;
  private final KeyTable customers;
  private final KeyTable channels;

  /**
   * What order lines look up.
   *
   * @param fallen the valid lines that are not accepted
   * @param costs accepted unit costs
   * @param products the keys of products
   * @param customers the keys of customers
   * @param channels the keys of channels
   */
  public FactLookups(
      FallenRecords fallen,
      CostTable costs,
      KeyTable products,
      KeyTable customers,
      KeyTable channels) {
    this.fallen = fallen;
    this.costs = costs;
    this.products = products;
    this.customers = customers;
    this.channels = channels;
  }

  FallenRecords fallen() {
    return fallen;
  }

  CostTable costs() {
    return costs;
  }

  KeyTable products() {
    return products;
  }

  KeyTable customers() {
    return customers;
  }

  KeyTable channels() {
    return channels;
  }
}
