package io.financeanalytics.local.sample;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Fills baskets: different articles of the catalog, at the list price of the day. */
final class Shopper {
  private final Catalog catalog;
  private final Dice dice;

  Shopper(Catalog catalog, Dice dice) {
    this.catalog = catalog;
    this.dice = dice;
  }

  /** How many lines an order has: 1 to 4, 1.41 on average. */
  int lineCount() {
    int at = dice.below(100);
    if (at < 70) {
      return 1;
    }
    if (at < 91) {
      return 2;
    }
    return at < 98 ? 3 : 4;
  }

  /** That many different articles which are sold on the day in the currency. */
  List<Item> fill(LocalDate day, SalesCurrency currency, int lines) {
    List<Item> items = new ArrayList<>(lines);
    while (items.size() < lines) {
      Product product = catalog.any(dice);
      boolean isOffered =
          product.isSoldOn(day) && (currency == SalesCurrency.USD || product.isSoldAbroad());
      if (isOffered && items.stream().noneMatch(item -> item.product().equals(product))) {
        items.add(new Item(product, quantityOf(product), product.priceOn(day, currency)));
      }
    }
    return items;
  }

  private int quantityOf(Product product) {
    if (product.pack() > 1 && dice.chance(0.45)) {
      return product.pack();
    }
    return dice.chance(0.06) ? dice.between(2, 3) : 1;
  }

  /**
   * One article in a basket.
   *
   * @param quantity how many, at least 1
   * @param unitPriceCents list price of one, in cents of the order's currency, without tax
   */
  record Item(Product product, int quantity, long unitPriceCents) {
    /** Quantity times price, in cents. */
    long grossCents() {
      return quantity * unitPriceCents;
    }
  }
}
