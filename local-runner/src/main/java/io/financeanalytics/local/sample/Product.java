package io.financeanalytics.local.sample;

import java.time.LocalDate;

/**
 * One article of the brand.
 *
 * @param id the article number
 * @param names what it is called, by day
 * @param prices list price in US cents, by day
 * @param launched the first day on which it is sold
 * @param popularity how often it is bought, against the popularity of the others
 * @param parcel its size when shipped
 * @param pack how many of it people like to buy at once
 */
record Product(
    String id,
    History<String> names,
    History<Long> prices,
    LocalDate launched,
    int popularity,
    Parcel parcel,
    int pack) {

  /** Whether the article is sold on that day. */
  boolean isSoldOn(LocalDate day) {
    return !day.isBefore(launched);
  }

  /** Bulky articles are sold within the country only. */
  boolean isSoldAbroad() {
    return parcel == Parcel.SMALL || parcel == Parcel.MEDIUM;
  }

  /** List price on that day in cents of the given currency. */
  long priceOn(LocalDate day, SalesCurrency currency) {
    return currency.listPrice(prices.on(day));
  }
}
