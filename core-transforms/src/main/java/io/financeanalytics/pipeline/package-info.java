/**
 * One run from raw files to a published star: the only package that makes Spark work. Holds the
 * ports that a warehouse implements, {@link io.financeanalytics.pipeline.Warehouse} and {@link
 * io.financeanalytics.pipeline.PublishedTables}, and may depend on every other package; none of
 * them depends on it.
 */
package io.financeanalytics.pipeline;
