package io.financeanalytics.staging;

import io.financeanalytics.table.RawTable;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/** Makes the readers of a scan in its tasks. */
record CsvReaderFactory(
    RawTable table,
    StagingSettings settings,
    StructType columns,
    Broadcast<SerializableConfiguration> hadoop)
    implements PartitionReaderFactory {

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new CsvPartitionReader(
        (CsvTask) partition, table, settings, columns, hadoop.value().value());
  }
}
