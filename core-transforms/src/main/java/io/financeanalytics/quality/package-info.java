/**
 * What is measured in a run, and the checks that hold the measures against the rules and decide
 * whether the run is published. Checks are values; they start no work in Spark. May depend on
 * {@code table} and {@code calendar}.
 *
 * @serial exclude
 */
package io.financeanalytics.quality;
