/**
 * Finds the raw CSV files on any Hadoop file system, reads their headers, and cuts bytes into
 * records and fields. Knows the tables, Hadoop and nothing of Spark.
 *
 * @serial exclude
 */
package io.financeanalytics.raw;
