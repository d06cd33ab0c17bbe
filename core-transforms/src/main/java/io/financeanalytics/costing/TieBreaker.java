package io.financeanalytics.costing;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.NullOrdering;
import org.apache.spark.sql.catalyst.expressions.SortDirection;

/**
 * How right rows of one time are ordered by a column.
 *
 * @param column its name
 * @param direction upwards or downwards
 * @param nulls where nulls stand
 */
record TieBreaker(String column, SortDirection direction, NullOrdering nulls)
    implements Serializable {}
