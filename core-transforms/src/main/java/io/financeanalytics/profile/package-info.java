/**
 * What one pass over the staged transactions finds out: how many rows have which reason, the
 * control totals, the members that occur, the rows that may be duplicates, and those with a reason.
 * May depend on {@code quality}, {@code star}, {@code staging} and {@code table}.
 *
 * @serial exclude
 */
package io.financeanalytics.profile;
