/** Whether contestants did the same work: row counts, control sums and content of their tables. */
package io.financeanalytics.bench.compare;
