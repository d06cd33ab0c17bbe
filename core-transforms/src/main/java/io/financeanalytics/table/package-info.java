/**
 * One class for each raw file and each table: its name, its columns, its schema or rules, and its
 * grain in the first sentence. Depends on nothing but the types of Spark.
 *
 * @serial exclude
 */
package io.financeanalytics.table;
