/**
 * Raw records to typed rows, each with its reason when it does not fit, and the decision between
 * several rows for the same thing. May depend on {@code raw}, {@code table}, {@code keys} and on
 * {@code costing} for money; joins no source with another.
 *
 * @serial exclude
 */
package io.financeanalytics.staging;
