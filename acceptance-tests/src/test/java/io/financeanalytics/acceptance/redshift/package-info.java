/**
 * What stands in for Amazon in the tests: S3 by a server that speaks its protocol, and Redshift by
 * a Postgres behind a proxy that knows Redshift's dialect, COPY and UNLOAD. Both listen on the
 * loopback address only.
 */
package io.financeanalytics.acceptance.redshift;
