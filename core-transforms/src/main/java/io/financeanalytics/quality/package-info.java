/**
 * What is measured in a run, and the checks that hold the measures against the rules and decide
 * whether the run is published. Checks are values; they start no work in Spark. May depend on
 * {@code table}.
 */
package io.financeanalytics.quality;
