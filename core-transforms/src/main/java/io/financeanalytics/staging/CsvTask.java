package io.financeanalytics.staging;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** The splits that one task reads, one after the other. */
record CsvTask(List<CsvSplit> splits) implements InputPartition {

  CsvTask {
    splits = List.copyOf(splits);
  }
}
