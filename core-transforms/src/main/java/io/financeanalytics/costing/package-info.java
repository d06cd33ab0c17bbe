/**
 * The as-of join, the cost of goods sold and exact money, for anyone's Spark code. May depend on
 * {@code keys} and {@code table}.
 *
 * @serial exclude
 */
package io.financeanalytics.costing;
