package io.financeanalytics.profile;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.InternalRow;

/** One thing that a task has found out: one of four, the others are null. */
final class ProfilePart implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ProfileSummary summary;
  private final InternalRow sighting;
  private final byte[] suspects;
  private final byte[] rejected;

  private ProfilePart(
      ProfileSummary summary, InternalRow sighting, byte[] suspects, byte[] rejected) {
    this.summary = summary;
    this.sighting = sighting;
    this.suspects = suspects;
    this.rejected = rejected;
  }

  /** What a task has counted and summed. */
  static ProfilePart summary(ProfileSummary summary) {
    return new ProfilePart(summary, null, null, null);
  }

  /** Members that its rows name. */
  static ProfilePart sighting(InternalRow block) {
    return new ProfilePart(null, block, null, null);
  }

  /** Valid rows that may share their TransactionID, as {@link PackedRows} have them. */
  static ProfilePart suspects(byte[] rows) {
    return new ProfilePart(null, null, rows, null);
  }

  /** Rows with a reason, as {@link PackedRows} have them. */
  static ProfilePart rejected(byte[] rows) {
    return new ProfilePart(null, null, null, rows);
  }

  ProfileSummary summary() {
    return summary;
  }

  InternalRow sighting() {
    return sighting;
  }

  byte[] suspects() {
    return suspects;
  }

  byte[] rejected() {
    return rejected;
  }
}
