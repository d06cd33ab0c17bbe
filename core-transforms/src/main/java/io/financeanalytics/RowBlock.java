package io.financeanalytics;

import java.util.function.IntFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Rows that are there at the same time, for code that goes through them more than once.
 *
 * @param size how many they are
 * @param row gives one by its number from 0 on; it is valid until the next one is asked for
 */
public record RowBlock(int size, IntFunction<InternalRow> row) {}
