package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.col;

import io.financeanalytics.HeldRows;
import io.financeanalytics.staging.Duplicates;
import io.financeanalytics.table.RawTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * The rows of a source after every rule.
 *
 * @param accepted the accepted rows
 * @param rejected the rows in quarantine, with SourceFile, Reason, Detail and RawRecord
 * @param outcomes how many rows have which reason; none, which the accepted ones have, is null here
 */
record Judged(Dataset<Row> accepted, Dataset<Row> rejected, Map<String, Long> outcomes) {

  /**
   * The rows by what became of them. The driver sorts them if it holds them; else a job counts.
   *
   * @param judged all rows, with their Reason
   */
  static Judged of(Dataset<Row> judged) {
    return HeldRows.in(judged)
        .map(rows -> ofHeld(judged, rows))
        .orElseGet(
            () ->
                new Judged(
                    judged.where(isAccepted()),
                    judged.where(isRejected()),
                    counts(judged.groupBy(col(RawTable.REASON)).count().collectAsList())));
  }

  /** Adds up rows of a reason and a number. */
  static Map<String, Long> counts(List<Row> rows) {
    Map<String, Long> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.getString(0), row.getLong(1), Long::sum));
    return counts;
  }

  static Column isAccepted() {
    return col(RawTable.REASON).isNull();
  }

  static Column isRejected() {
    return col(RawTable.REASON)
        .isNotNull()
        .and(col(RawTable.REASON).notEqual(Duplicates.COLLAPSED));
  }

  private static Judged ofHeld(Dataset<Row> judged, List<InternalRow> rows) {
    int reasonAt = judged.schema().fieldIndex(RawTable.REASON);
    Map<String, Long> outcomes = new HashMap<>();
    List<InternalRow> accepted = new ArrayList<>();
    List<InternalRow> rejected = new ArrayList<>();
    for (InternalRow row : rows) {
      String reason = row.isNullAt(reasonAt) ? null : row.getUTF8String(reasonAt).toString();
      outcomes.merge(reason, 1L, Long::sum);
      if (reason == null) {
        accepted.add(row);
      } else if (!reason.equals(Duplicates.COLLAPSED)) {
        rejected.add(row);
      }
    }
    return new Judged(
        HeldRows.dataset(judged.sparkSession(), accepted, judged.schema()),
        HeldRows.dataset(judged.sparkSession(), rejected, judged.schema()),
        outcomes);
  }
}
