/**
 * What the product is measured against. Every class with a {@code main} runs in a JVM of its own
 * and is measured as a whole process.
 */
package io.financeanalytics.bench.peer;
