package io.financeanalytics.profile;

import io.financeanalytics.Units;
import io.financeanalytics.quality.ControlTotals;
import io.financeanalytics.quality.CurrencyTotals;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** What is counted and summed in a pass over staged transactions. Those of several tasks add up. */
public final class ProfileSummary implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int reasonAt;
  private final Units quantity;
  private final Map<UTF8String, long[]> rejected = new HashMap<>();
  private final CurrencyTotals totals;
  private long valid;
  private long largestQuantity;
  private long suspectRows;
  private long bytes;

  ProfileSummary(StructType staged) {
    this.reasonAt = staged.fieldIndex(RawTable.REASON);
    this.quantity = Units.of(staged, Transactions.QUANTITY);
    this.totals = new CurrencyTotals(ControlTotals.TRANSACTIONS, staged, RawTable.BUSINESS_DAY);
  }

  /**
   * {@return the summary of a whole pass}
   *
   * @param tasks the summaries of its tasks
   * @param staged the columns of the staged rows
   */
  public static ProfileSummary of(List<ProfileSummary> tasks, StructType staged) {
    ProfileSummary all = new ProfileSummary(staged);
    tasks.forEach(all::addAll);
    return all;
  }

  /** Counts a row by what is wrong with it. */
  void count(InternalRow row) {
    if (row.isNullAt(reasonAt)) {
      valid++;
      largestQuantity = Math.max(largestQuantity, Math.abs(quantity.in(row)));
    } else {
      rejected.computeIfAbsent(row.getUTF8String(reasonAt).copy(), reason -> new long[1])[0]++;
    }
  }

  /** Adds a row to the control totals. */
  void total(InternalRow row) {
    totals.add(row);
  }

  /** Counts a valid row that may share its TransactionID. */
  void suspect() {
    suspectRows++;
  }

  /** Counts bytes that the profile holds. */
  void hold(long more) {
    bytes += more;
  }

  private void addAll(ProfileSummary task) {
    task.rejected.forEach(
        (reason, rows) -> rejected.computeIfAbsent(reason, first -> new long[1])[0] += rows[0]);
    totals.addAll(task.totals);
    valid += task.valid;
    largestQuantity = Math.max(largestQuantity, task.largestQuantity);
    suspectRows += task.suspectRows;
    bytes += task.bytes;
  }

  /** {@return how many rows have which reason; none, which valid rows have, is null here} */
  public Map<String, Long> outcomes() {
    Map<String, Long> outcomes = new HashMap<>();
    if (valid > 0) {
      outcomes.put(null, valid);
    }
    rejected.forEach((reason, rows) -> outcomes.put(reason.toString(), rows[0]));
    return outcomes;
  }

  /** {@return the largest absolute quantity of the valid rows; zero when there are none} */
  public BigDecimal largestQuantity() {
    return BigDecimal.valueOf(largestQuantity, quantity.scale());
  }

  /** {@return the control totals of the valid rows that are alone under their TransactionID} */
  public CurrencyTotals totals() {
    return totals;
  }

  /** {@return how many valid rows may share their TransactionID} */
  public long suspectRows() {
    return suspectRows;
  }

  /** {@return how many bytes of rows and sightings the profile holds} */
  public long bytes() {
    return bytes;
  }
}
