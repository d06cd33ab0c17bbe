/** Services of AWS other than Redshift: Secrets Manager and the Data Catalog. */
package io.financeanalytics.glue.aws;
