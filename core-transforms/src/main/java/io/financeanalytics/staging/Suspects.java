package io.financeanalytics.staging;

import io.financeanalytics.RepeatedHashes;
import io.financeanalytics.table.Transactions;
import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.roaringbitmap.RoaringBitmap;

/**
 * The TransactionIDs that may occur more than once: all that do, and by chance a few that do not;
 * of these, one for each 2^32 by the number of those that do. Every task can have them: they take
 * two bytes each, and half a gigabyte at most.
 */
public final class Suspects implements Serializable {

  private static final long serialVersionUID = 1L;

  /** A bit for the beginning of a hash: where there are few suspects, most others lack theirs. */
  private static final int BEGINNING_BITS = 20;

  /** The first half of their hashes. */
  private final RoaringBitmap hashes = new RoaringBitmap();

  private final BitSet beginnings = new BitSet();

  private Suspects() {}

  /**
   * {@return the suspects among transactions, in a piece for each task, to be put together by
   * {@link #of(List)}}
   *
   * @param staged staged transactions, valid or not; only hashes are shuffled
   */
  public static JavaRDD<Suspects> among(Dataset<Row> staged) {
    return RepeatedHashes.of(staged, Transactions.TRANSACTION_ID)
        .mapPartitions(
            repeated -> {
              Suspects suspects = new Suspects();
              repeated.forEachRemaining(hash -> suspects.hashes.add(firstHalf(hash)));
              return List.of(suspects).iterator();
            });
  }

  /**
   * {@return all suspects of some pieces}
   *
   * @param pieces the pieces
   */
  public static Suspects of(List<Suspects> pieces) {
    Suspects all = new Suspects();
    pieces.forEach(piece -> all.hashes.or(piece.hashes));
    all.hashes.forEach((int half) -> all.beginnings.set(beginning(half)));
    return all;
  }

  /**
   * {@return whether a transaction may share its TransactionID}
   *
   * @param id its TransactionID; none is never shared
   */
  public boolean include(UTF8String id) {
    if (id == null) {
      return false;
    }
    int half = firstHalf(RepeatedHashes.hash(id));
    return beginnings.get(beginning(half)) && hashes.contains(half);
  }

  private static int firstHalf(long hash) {
    return (int) (hash >>> Integer.SIZE);
  }

  private static int beginning(int firstHalf) {
    return firstHalf >>> (Integer.SIZE - BEGINNING_BITS);
  }
}
