package io.financeanalytics.pipeline;

import io.financeanalytics.HeldRows;
import io.financeanalytics.SmallSide;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Brings rows into the driver's memory, where {@link HeldRows} finds them. Such jobs are no queries
 * to Spark: its list of queries does not show them.
 */
public final class Held {

  private Held() {}

  /**
   * {@return the rows of a dataset in Spark's own form; a job runs, unless the driver holds them}
   *
   * @param rows few rows
   */
  public static List<InternalRow> rows(Dataset<Row> rows) {
    return HeldRows.in(rows)
        .orElseGet(() -> Arrays.asList(rows.queryExecution().executedPlan().executeCollect()));
  }

  /**
   * {@return a dataset of the same rows: held by the driver if they are few, else the one given}
   * What is held goes with every task that reads it, so few is what may be sent to every task.
   *
   * @param rows a dataset
   */
  public static Dataset<Row> ifFew(Dataset<Row> rows) {
    if (!SmallSide.fits(rows)) {
      return rows;
    }
    Dataset<Row> held = of(rows);
    return SmallSide.fits(held) ? held : rows;
  }

  /**
   * {@return a dataset with the rows of another, which the driver then holds}
   *
   * @param rows few rows
   */
  public static Dataset<Row> of(Dataset<Row> rows) {
    return HeldRows.dataset(rows.sparkSession(), rows(rows), rows.schema());
  }
}
