package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.col;

import io.financeanalytics.HeldRows;
import io.financeanalytics.staging.Duplicates;
import io.financeanalytics.table.RawTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/** The rows of a source with what became of them. */
final class Judged {

  private final Dataset<Row> rows;
  private final Dataset<Row> accepted;
  private final Dataset<Row> rejected;

  private Judged(Dataset<Row> rows, Dataset<Row> accepted, Dataset<Row> rejected) {
    this.rows = rows;
    this.accepted = accepted;
    this.rejected = rejected;
  }

  /**
   * The rows by what became of them; the driver sorts them if it holds them.
   *
   * @param rows all rows, with their Reason
   */
  static Judged of(Dataset<Row> rows) {
    return HeldRows.in(rows)
        .map(held -> ofHeld(rows, held))
        .orElseGet(() -> new Judged(rows, rows.where(isAccepted()), rows.where(isRejected())));
  }

  /** The accepted rows. */
  Dataset<Row> accepted() {
    return accepted;
  }

  /** The rows in quarantine, with SourceFile, Reason, Detail and RawRecord. */
  Dataset<Row> rejected() {
    return rejected;
  }

  /**
   * How many rows have which reason; none, which the accepted ones have, is null here. A job runs,
   * unless the driver holds the rows.
   */
  Map<String, Long> outcomes() {
    Map<String, Long> outcomes = new HashMap<>();
    Optional<List<InternalRow>> held = HeldRows.in(rows, List.of(RawTable.REASON));
    if (held.isPresent()) {
      held.get().forEach(row -> outcomes.merge(reason(row, 0), 1L, Long::sum));
    } else {
      rows.groupBy(col(RawTable.REASON))
          .count()
          .collectAsList()
          .forEach(row -> outcomes.put(row.getString(0), row.getLong(1)));
    }
    return outcomes;
  }

  static Column isAccepted() {
    return col(RawTable.REASON).isNull();
  }

  private static Column isRejected() {
    return col(RawTable.REASON)
        .isNotNull()
        .and(col(RawTable.REASON).notEqual(Duplicates.COLLAPSED));
  }

  private static Judged ofHeld(Dataset<Row> rows, List<InternalRow> held) {
    int reasonAt = rows.schema().fieldIndex(RawTable.REASON);
    List<InternalRow> accepted = new ArrayList<>();
    List<InternalRow> rejected = new ArrayList<>();
    for (InternalRow row : held) {
      String reason = reason(row, reasonAt);
      if (reason == null) {
        accepted.add(row);
      } else if (!reason.equals(Duplicates.COLLAPSED)) {
        rejected.add(row);
      }
    }
    return new Judged(
        rows,
        HeldRows.dataset(rows.sparkSession(), accepted, rows.schema()),
        HeldRows.dataset(rows.sparkSession(), rejected, rows.schema()));
  }

  private static String reason(InternalRow row, int reasonAt) {
    return row.isNullAt(reasonAt) ? null : row.getUTF8String(reasonAt).toString();
  }
}
