package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.financeanalytics.RepeatedHashes;
import io.financeanalytics.SmallSide;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Counts what is not unique in a column; for a warehouse whose staged rows Spark can read. */
final class RepeatedValues {

  private static final String HASH = "__hash";
  private static final String OCCURRENCES = "__occurrences";

  private RepeatedValues() {}

  /**
   * {@return how many values occur more than once} Hashes are compared first; the values only where
   * a hash occurs more than once.
   *
   * @param rows the rows, read twice at most
   * @param column the column
   */
  static long count(Dataset<Row> rows, String column) {
    Dataset<Row> hashes =
        RepeatedHashes.of(rows, column, HASH).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return hashes.count() == 0 ? 0 : countAmong(rows, column, hashes);
    } finally {
      hashes.unpersist(true);
    }
  }

  private static long countAmong(Dataset<Row> rows, String column, Dataset<Row> hashes) {
    return rows.select(column)
        .join(SmallSide.hinted(hashes), xxhash64(col(column)).equalTo(col(HASH)), "left_semi")
        .groupBy(col(column))
        .agg(sum(lit(1L)).as(OCCURRENCES))
        .where(col(OCCURRENCES).gt(1))
        .count();
  }
}
