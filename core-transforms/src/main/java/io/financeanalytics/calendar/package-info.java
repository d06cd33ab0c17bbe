/**
 * The calendar as a conformed dimension, for anyone's Spark code. Depends on {@code table} only,
 * and on the library Jollyday where holidays are to be named.
 */
package io.financeanalytics.calendar;
