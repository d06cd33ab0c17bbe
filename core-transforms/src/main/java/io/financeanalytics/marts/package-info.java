/**
 * The marts: views over the published star, one file each in {@code sql/marts}, in SQL that every
 * warehouse understands.
 */
package io.financeanalytics.marts;
