package io.financeanalytics.staging;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Spark's way in to the CSV reader; public because Spark makes it by its name. Use {@link
 * StagedRows}.
 */
public final class CsvProvider implements TableProvider {

  static final String SPECIFICATION = "specification";

  /** For Spark. */
  public CsvProvider() {}

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return StagedRows.Specification.fromJson(options.get(SPECIFICATION)).rawTable().stagedSchema();
  }

  @Override
  public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> options) {
    String json = new CaseInsensitiveStringMap(options).get(SPECIFICATION);
    return new CsvTable(StagedRows.Specification.fromJson(json));
  }
}
