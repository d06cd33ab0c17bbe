/**
 * Makes raw CSV files of a home-goods brand that does not exist, for trying the product out, for
 * tests and for measuring.
 *
 * <p>The brand sells on Shopify and Amazon and advertises on Google, Facebook, Amazon and
 * Pinterest. The same number of orders and the same seed give the same bytes on any machine: all
 * chance comes from one seeded source, amounts are whole cents, and nothing depends on the clock,
 * the locale, the time zone or the order of a hash table. Files are streamed, so that memory does
 * not depend on the number of orders.
 */
package io.financeanalytics.local.sample;
