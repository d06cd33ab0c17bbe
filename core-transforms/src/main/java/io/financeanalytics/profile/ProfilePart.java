package io.financeanalytics.profile;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One thing that a task has found out: one of the three, the others are null.
 *
 * @param summary what it has counted and summed, once for each task
 * @param sighting members that its rows name
 * @param closer a row for a closer look
 */
record ProfilePart(ProfileSummary summary, InternalRow sighting, InternalRow closer)
    implements Serializable {}
