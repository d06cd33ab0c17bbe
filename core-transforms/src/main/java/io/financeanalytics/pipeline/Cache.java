package io.financeanalytics.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Keeps what is used more than once, in memory and on disk, until the run ends. */
final class Cache implements AutoCloseable {

  private final List<Runnable> releases = new ArrayList<>();

  synchronized Dataset<Row> keep(Dataset<Row> rows) {
    rows.persist(StorageLevel.MEMORY_AND_DISK());
    releases.add(() -> rows.unpersist(true));
    return rows;
  }

  /** As bytes: to find out how large objects are in memory, Spark goes through all of them. */
  synchronized void keep(JavaRDD<?> objects) {
    objects.persist(StorageLevel.MEMORY_AND_DISK_SER());
    releases.add(() -> objects.unpersist(true));
  }

  @Override
  public synchronized void close() {
    releases.forEach(Runnable::run);
    releases.clear();
  }
}
