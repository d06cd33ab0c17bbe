package io.financeanalytics.pipeline;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The rows of a source after every rule.
 *
 * @param accepted the accepted rows
 * @param rejected the rows in quarantine, with SourceFile, Reason, Detail and RawRecord
 */
record Judged(Dataset<Row> accepted, Dataset<Row> rejected) {}
