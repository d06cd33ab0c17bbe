package io.financeanalytics.profile;

import io.financeanalytics.quality.ControlTotals;
import io.financeanalytics.staging.Suspects;
import io.financeanalytics.star.SeenOnLines;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * The profile of one task's rows, row by row in the form of {@link TransactionProfile#schema}: rows
 * for a closer look as they come, the rest at the end.
 */
final class ProfileFold implements Iterator<InternalRow> {

  private final Iterator<InternalRow> staged;
  private final int reasonAt;
  private final int idAt;
  private final Suspects suspects;
  private final OutcomeCounts outcomes;
  private final CurrencyTotals totals;
  private final SeenOnLines members;
  private final Queue<InternalRow> ready = new ArrayDeque<>();
  private boolean ended;

  /**
   * The fold of {@code staged}.
   *
   * @param schema the rows' columns
   * @param suspects the transactions that may share their TransactionID
   */
  ProfileFold(Iterator<InternalRow> staged, StructType schema, Suspects suspects) {
    this.staged = staged;
    this.reasonAt = schema.fieldIndex(RawTable.REASON);
    this.idAt = schema.fieldIndex(Transactions.TRANSACTION_ID);
    this.suspects = suspects;
    this.outcomes = new OutcomeCounts(schema);
    this.totals = new CurrencyTotals(schema, ControlTotals.TRANSACTIONS);
    this.members = new SeenOnLines(schema);
  }

  @Override
  public boolean hasNext() {
    while (ready.isEmpty() && staged.hasNext()) {
      add(staged.next());
    }
    if (ready.isEmpty() && !ended) {
      ended = true;
      outcomes.rows().forEach(row -> ready.add(profile(row, null, null, null)));
      totals.rows().forEach(row -> ready.add(profile(null, row, null, null)));
      hand(members.handOver());
    }
    return !ready.isEmpty();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return ready.remove();
  }

  private void add(InternalRow row) {
    outcomes.add(row);
    if (!row.isNullAt(reasonAt) || suspects.include(row.getUTF8String(idAt))) {
      ready.add(profile(null, null, null, row.copy()));
      return;
    }
    totals.add(row);
    members.add(row);
    if (members.isFull()) {
      hand(members.handOver());
    }
  }

  private void hand(List<InternalRow> sightings) {
    sightings.forEach(row -> ready.add(profile(null, null, row, null)));
  }

  private static InternalRow profile(Object... parts) {
    return new GenericInternalRow(parts);
  }
}
