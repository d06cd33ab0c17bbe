package io.financeanalytics.staging;

import io.financeanalytics.RepeatedHashes;
import io.financeanalytics.table.Transactions;
import java.io.Serializable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.sketch.BloomFilter;

/**
 * The TransactionIDs that may occur more than once: all that do, and by chance a few that do not.
 * They take little memory, so every task can have them, however many they are; the more there are,
 * the more are in by chance.
 */
public final class Suspects implements Serializable {

  /** The column of {@link #hashes}. */
  public static final String HASH = "Hash";

  private static final long serialVersionUID = 1L;

  private final BloomFilter hashes;

  /**
   * The suspects.
   *
   * @param hashes a filter of the hashes that {@link #hashes} gives; null when there are none, as
   *     Spark has it
   */
  public Suspects(BloomFilter hashes) {
    this.hashes = hashes;
  }

  /**
   * {@return hashes of the TransactionIDs that may occur more than once}
   *
   * @param staged staged transactions, valid or not; only the hashes are shuffled
   */
  public static Dataset<Row> hashes(Dataset<Row> staged) {
    return RepeatedHashes.of(staged, Transactions.TRANSACTION_ID, HASH);
  }

  /**
   * {@return whether a transaction may share its TransactionID}
   *
   * @param id its TransactionID; none is never shared
   */
  public boolean include(UTF8String id) {
    return id != null && hashes != null && hashes.mightContainLong(RepeatedHashes.hash(id));
  }
}
