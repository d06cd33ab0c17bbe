package io.financeanalytics.costing;

import java.io.Serializable;

/**
 * How long a right row of an as-of join counts.
 *
 * @param longest in the unit of times, the end included; null where it counts for ever
 */
record Tolerance(Long longest) implements Serializable {

  /** Whether a right row of a time counts at a later one. */
  boolean covers(long from, long until) {
    long age = until - from;
    // Times that are too far apart for a difference have a negative one.
    return longest == null || (age >= 0 && age <= longest);
  }
}
