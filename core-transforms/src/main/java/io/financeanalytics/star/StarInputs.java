package io.financeanalytics.star;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The accepted rows of every source: typed, valid, the survivors among their duplicates.
 *
 * @param transactions order lines, with GrossRevenue and NetRevenue
 * @param spend advertising spend
 * @param costs unit costs, one for each product, currency and effective date
 * @param platforms advertising platforms with the channel they serve
 */
public record StarInputs(
    Dataset<Row> transactions, Dataset<Row> spend, Dataset<Row> costs, Dataset<Row> platforms) {}
