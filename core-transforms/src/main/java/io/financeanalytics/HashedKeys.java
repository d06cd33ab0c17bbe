package io.financeanalytics;

import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Equality of keys for a join with a small side. Spark looks up whole numbers in an array, but rows
 * and texts in a far slower map; so rows are joined by a hash of their keys, and the keys
 * themselves are compared where the hashes meet.
 */
public final class HashedKeys {

  private HashedKeys() {}

  /**
   * {@return a whole number that is equal where all keys are equal}
   *
   * @param keys the keys, not null
   */
  public static Column hash(List<Column> keys) {
    return xxhash64(keys.toArray(new Column[0]));
  }

  /**
   * {@return whether two values are equal, in a form that Spark does not take for a key of the
   * join}
   *
   * @param value a value of one side
   * @param other a value of the other side
   */
  public static Column same(Column value, Column other) {
    return value.geq(other).and(value.leq(other));
  }
}
