/**
 * Runs the core transforms on S3 into Amazon Redshift: arguments, the platform's Spark session, log
 * lines, exit codes. Nothing is computed here.
 */
package io.financeanalytics.glue;
