package io.financeanalytics.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Keeps Datasets that are used more than once, in memory and on disk, until the run ends. */
final class Cache implements AutoCloseable {

  private final List<Dataset<Row>> kept = new ArrayList<>();

  synchronized Dataset<Row> keep(Dataset<Row> rows) {
    kept.add(rows.persist(StorageLevel.MEMORY_AND_DISK()));
    return rows;
  }

  @Override
  public synchronized void close() {
    kept.forEach(rows -> rows.unpersist(true));
    kept.clear();
  }
}
