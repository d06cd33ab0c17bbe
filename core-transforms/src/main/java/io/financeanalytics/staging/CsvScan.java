package io.financeanalytics.staging;

import io.financeanalytics.raw.RawFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/** One scan of a source's files: which columns it makes, and how the files are cut into tasks. */
final class CsvScan
    implements ScanBuilder, Scan, Batch, SupportsPushDownRequiredColumns, SupportsReportStatistics {

  private final CsvTable table;
  private StructType columns;

  CsvScan(CsvTable table, StructType columns) {
    this.table = table;
    this.columns = columns;
  }

  @Override
  public void pruneColumns(StructType required) {
    columns = required;
  }

  @Override
  public Scan build() {
    return this;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public String description() {
    return table.name() + " " + columns.simpleString();
  }

  @Override
  public Statistics estimateStatistics() {
    long bytes = table.source().bytes();
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        return OptionalLong.of(bytes);
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.empty();
      }
    };
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  /**
   * Packs the splits of all files into tasks of about the size that Spark would choose for files of
   * its own.
   */
  @Override
  public InputPartition[] planInputPartitions() {
    SparkSession spark = SparkSession.active();
    long openCost = spark.sessionState().conf().filesOpenCostInBytes();
    long share =
        (table.source().bytes() + table.source().files().size() * openCost)
            / spark.sparkContext().defaultParallelism();
    long taskBytes =
        Math.min(spark.sessionState().conf().filesMaxPartitionBytes(), Math.max(openCost, share));

    List<InputPartition> tasks = new ArrayList<>();
    List<CsvSplit> task = new ArrayList<>();
    long filled = 0;
    for (RawFile file : table.source().files()) {
      for (CsvSplit split : splits(file, taskBytes)) {
        if (!task.isEmpty() && filled + split.storedBytes() > taskBytes) {
          tasks.add(new CsvTask(task));
          task = new ArrayList<>();
          filled = 0;
        }
        task.add(split);
        filled += split.storedBytes() + openCost;
      }
    }
    if (!task.isEmpty()) {
      tasks.add(new CsvTask(task));
    }
    return tasks.toArray(new InputPartition[0]);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new CsvReaderFactory(table.source().table(), table.settings(), columns, table.hadoop());
  }

  private List<CsvSplit> splits(RawFile file, long taskBytes) {
    if (file.compressed() || table.settings().lineBreaksInQuotes()) {
      return List.of(new CsvSplit(file, file.dataStart(), Long.MAX_VALUE));
    }
    List<CsvSplit> splits = new ArrayList<>();
    for (long start = file.dataStart(); start < file.length(); start += taskBytes) {
      splits.add(new CsvSplit(file, start, Math.min(start + taskBytes, file.length())));
    }
    return splits;
  }
}
