package io.financeanalytics.staging;

import io.financeanalytics.staging.StagedRows.Specification;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The staged rows of one source as a table that Spark can scan. */
final class CsvTable implements SupportsRead {

  private final Specification specification;

  CsvTable(Specification specification) {
    this.specification = specification;
  }

  @Override
  public String name() {
    return "raw " + specification.table();
  }

  @SuppressWarnings(
      "deprecation") // Spark 3.5 calls this one; its successor has a default that wraps it.
  @Override
  public StructType schema() {
    return specification.rawTable().stagedSchema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new CsvScan(specification, schema());
  }
}
