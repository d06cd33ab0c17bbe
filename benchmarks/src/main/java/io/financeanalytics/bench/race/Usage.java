package io.financeanalytics.bench.race;

/**
 * What a process took, its children included.
 *
 * @param wallSeconds from start to end
 * @param cpuSeconds in user and system mode, of all threads
 * @param peakBytes the most memory that one of its processes had resident
 */
public record Usage(double wallSeconds, double cpuSeconds, long peakBytes) {}
