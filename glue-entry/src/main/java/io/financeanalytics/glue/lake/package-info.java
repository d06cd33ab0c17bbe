/**
 * What runs leave in S3: the Parquet copies of the processed zone, and files that are exchanged.
 */
package io.financeanalytics.glue.lake;
