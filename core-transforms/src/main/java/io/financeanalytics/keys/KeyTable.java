package io.financeanalytics.keys;

import io.financeanalytics.TextIndex;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** A key table in memory, for code that looks up the key of one row after another. */
public final class KeyTable implements Serializable {

  /** What stands for a member that the key table lacks; no key has this number. */
  public static final int MISSING = 0;

  private static final long serialVersionUID = 1L;
  private static final UTF8String UNKNOWN_IN_LOWER_CASE =
      UTF8String.fromString(NaturalKey.UNKNOWN).toLowerCase();

  private final TextIndex members = new TextIndex();

  /** By the member's number. */
  private final int[] keys;

  /**
   * A key table.
   *
   * @param rows its rows in Spark's own form, with the columns of {@link SurrogateKeys#SCHEMA}; no
   *     member occurs twice
   */
  public KeyTable(List<InternalRow> rows) {
    this.keys = new int[rows.size()];
    for (InternalRow row : rows) {
      keys[members.take(row.getUTF8String(0))] = row.getInt(1);
    }
  }

  /**
   * {@return the key of the member with an identifier, as {@link SurrogateKeys#withKey} gives it;
   * {@link #MISSING} when the table lacks it}
   *
   * @param identifier the identifier as delivered; null and {@code Unknown} mean the unknown member
   */
  public int keyOf(UTF8String identifier) {
    if (isUnknown(identifier)) {
      return SurrogateKeys.UNKNOWN_KEY;
    }
    int member = members.find(identifier);
    return member == TextIndex.NONE ? MISSING : keys[member];
  }

  private static boolean isUnknown(UTF8String identifier) {
    return identifier == null
        || (identifier.numBytes() == UNKNOWN_IN_LOWER_CASE.numBytes()
            && identifier.toLowerCase().equals(UNKNOWN_IN_LOWER_CASE));
  }
}
