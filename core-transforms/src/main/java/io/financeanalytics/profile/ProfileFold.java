package io.financeanalytics.profile;

import io.financeanalytics.staging.Suspects;
import io.financeanalytics.star.SeenOnLines;
import io.financeanalytics.star.Sightings;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * The profile of one task's rows: rows for a closer look and sightings as they come, the summary at
 * the end.
 */
final class ProfileFold implements Iterator<ProfilePart> {

  private static final int BLOCK_AT = Sightings.SCHEMA.fieldIndex(Sightings.BLOCK);

  private final Iterator<InternalRow> staged;
  private final StructType schema;
  private final int reasonAt;
  private final int idAt;
  private final Suspects suspects;
  private final ProfileSummary summary;
  private final SeenOnLines members;
  private final Queue<ProfilePart> ready = new ArrayDeque<>();
  private boolean ended;

  /**
   * The fold of {@code staged}.
   *
   * @param schema the rows' columns
   * @param suspects the transactions that may share their TransactionID
   */
  ProfileFold(Iterator<InternalRow> staged, StructType schema, Suspects suspects) {
    this.staged = staged;
    this.schema = schema;
    this.reasonAt = schema.fieldIndex(RawTable.REASON);
    this.idAt = schema.fieldIndex(Transactions.TRANSACTION_ID);
    this.suspects = suspects;
    this.summary = new ProfileSummary(schema);
    this.members = new SeenOnLines(schema);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && staged.hasNext()) {
      add(staged.next());
    }
    if (ready.isEmpty() && !ended) {
      ended = true;
      hand(members.handOver());
      ready.add(new ProfilePart(summary, null, null));
    }
    return !ready.isEmpty();
  }

  @Override
  public ProfilePart next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void add(InternalRow row) {
    summary.count(row);
    if (!row.isNullAt(reasonAt) || suspects.include(row.getUTF8String(idAt))) {
      summary.closer(bytes(row));
      ready.add(new ProfilePart(null, null, row.copy()));
      return;
    }
    summary.total(row);
    members.add(row);
    if (members.isFull()) {
      hand(members.handOver());
    }
  }

  private void hand(List<InternalRow> sightings) {
    for (InternalRow block : sightings) {
      summary.sighting(block.getBinary(BLOCK_AT).length);
      ready.add(new ProfilePart(null, block, null));
    }
  }

  private long bytes(InternalRow row) {
    long bytes = (long) Long.BYTES * schema.length();
    for (int i = 0; i < schema.length(); i++) {
      if (schema.apply(i).dataType() instanceof StringType && !row.isNullAt(i)) {
        bytes += row.getUTF8String(i).numBytes();
      }
    }
    return bytes;
  }
}
