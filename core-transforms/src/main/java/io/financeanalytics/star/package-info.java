/**
 * The star schema as pure functions of accepted rows: the members of the dimensions, then, with
 * their keys, the dimensions and the facts. May depend on every package except {@code pipeline},
 * {@code quality}, {@code raw} and {@code staging}; reads, writes and counts nothing.
 *
 * @serial exclude
 */
package io.financeanalytics.star;
