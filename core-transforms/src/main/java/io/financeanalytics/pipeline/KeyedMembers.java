package io.financeanalytics.pipeline;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The members of a dimension with their keys.
 *
 * @param keys NaturalKey and SurrogateKey of at least every member asked for, with the unknown
 *     member
 * @param newMembers how many got a key in this run
 */
public record KeyedMembers(Dataset<Row> keys, long newMembers) {}
