/**
 * The Finance Analytics Platform as a library: raw CSV exports in, a finance star schema out, as
 * functions from Dataset to Dataset. Here is what all packages share; it depends on none of them.
 *
 * <p>To use single transforms with DataFrames of your own, begin with {@link
 * io.financeanalytics.costing.AsOfJoin}, {@link io.financeanalytics.costing.CostOfGoodsSold},
 * {@link io.financeanalytics.calendar.DateDimension} and {@link
 * io.financeanalytics.keys.SurrogateKeys}; the example {@code
 * examples/consumer/MarginPerOrderLine.java} of the project uses all of them. {@link
 * io.financeanalytics.pipeline.Pipeline} is a whole run.
 */
package io.financeanalytics;
