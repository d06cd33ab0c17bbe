/**
 * Stands in for the connector between Spark and Redshift under the connector's own name. It does
 * what the connector of version 6.6.1 does on S3 and over JDBC, with Parquet, and refuses what it
 * does not know.
 */
package io.github.spark_redshift_community.spark.redshift;
