/** {@code ./finance bench}: the command line, the benchmarks, and the page with their results. */
package io.financeanalytics.bench;
