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
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The profile of one task's rows: blocks of suspects, of rejected rows and of sightings as they
 * fill, the summary at the end.
 */
final class ProfileFold implements Iterator<ProfilePart> {

  private static final int BLOCK_AT = Sightings.SCHEMA.fieldIndex(Sightings.BLOCK);

  private final Iterator<InternalRow> staged;
  private final PackedRows suspected;
  private final PackedRows rejected;
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
    this.suspected = new PackedRows(schema);
    this.rejected = new PackedRows(schema);
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
      hand(suspected, ProfilePart::suspects);
      hand(rejected, ProfilePart::rejected);
      ready.add(ProfilePart.summary(summary));
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
    if (!row.isNullAt(reasonAt)) {
      summary.hold(rejected.add(row));
      handIfFull(rejected, ProfilePart::rejected);
      return;
    }
    if (suspects.include(row.getUTF8String(idAt))) {
      summary.suspect();
      summary.hold(suspected.add(row));
      handIfFull(suspected, ProfilePart::suspects);
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
      summary.hold(block.getBinary(BLOCK_AT).length);
      ready.add(ProfilePart.sighting(block));
    }
  }

  private void handIfFull(PackedRows rows, Function<byte[], ProfilePart> part) {
    if (rows.isFull()) {
      hand(rows, part);
    }
  }

  private void hand(PackedRows rows, Function<byte[], ProfilePart> part) {
    if (!rows.isEmpty()) {
      ready.add(part.apply(rows.handOver()));
    }
  }
}
