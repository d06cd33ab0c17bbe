package io.financeanalytics.staging;

import io.financeanalytics.raw.RawSource;
import java.util.Set;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.util.SerializableConfiguration;

/**
 * The staged rows of one source as a table that Spark can scan.
 *
 * @param source the source, its files found
 * @param settings how raw values are understood
 * @param hadoop the settings of file systems
 */
record CsvTable(
    RawSource source, StagingSettings settings, Broadcast<SerializableConfiguration> hadoop)
    implements SupportsRead {

  @Override
  public String name() {
    return "raw " + source.table().name();
  }

  @SuppressWarnings(
      "deprecation") // Spark 3.5 calls this one; its successor has a default that wraps it.
  @Override
  public StructType schema() {
    return source.table().stagedSchema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new CsvScan(this, schema());
  }
}
