/**
 * Natural keys, the surrogate keys that stand for them, and the unknown member, for anyone's Spark
 * code. Depends on no other package of the library than its root.
 *
 * @serial exclude
 */
package io.financeanalytics.keys;
