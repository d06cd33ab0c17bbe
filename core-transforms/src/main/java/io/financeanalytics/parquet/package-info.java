/**
 * A Parquet writer for flat tables of numbers and short texts, which is what a star is made of. It
 * writes files like Spark's own, from plain arrays instead of value by value. Depends on no other
 * package of the library than its root.
 *
 * @serial exclude
 */
package io.financeanalytics.parquet;
