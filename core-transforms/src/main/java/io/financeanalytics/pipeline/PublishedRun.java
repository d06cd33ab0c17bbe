package io.financeanalytics.pipeline;

import io.financeanalytics.quality.Measures;

/**
 * The newest successful run of a warehouse.
 *
 * @param runId its name
 * @param measures what it measured
 */
public record PublishedRun(String runId, Measures measures) {}
