/**
 * The calendar as a conformed dimension, for anyone's Spark code. Depends on {@code table} only.
 */
package io.financeanalytics.calendar;
