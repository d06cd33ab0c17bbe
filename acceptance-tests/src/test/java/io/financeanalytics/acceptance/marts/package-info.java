/** The marts on data small enough to be worked out by hand, in Spark and in Postgres. */
package io.financeanalytics.acceptance.marts;
