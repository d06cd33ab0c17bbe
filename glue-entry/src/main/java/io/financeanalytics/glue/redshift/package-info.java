/**
 * The warehouse in Amazon Redshift. Rows go in and out through the spark-redshift connector and S3;
 * statements go through JDBC. Readers see the star's schema only; keys, the lease and staging
 * tables are in a second schema.
 */
package io.financeanalytics.glue.redshift;
