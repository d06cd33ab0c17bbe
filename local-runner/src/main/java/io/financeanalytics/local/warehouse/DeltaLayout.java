package io.financeanalytics.local.warehouse;

import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.EtlRunMeasure;
import io.financeanalytics.table.StarTables;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Where the tables of a Delta warehouse are: the star and the run log by their names, key tables
 * out of readers' sight.
 */
final class DeltaLayout {

  /** Before a dimension's name: its key table. */
  private static final String KEYS = "_keys/";

  private final SparkSession spark;
  private final org.apache.hadoop.fs.Path folder;

  DeltaLayout(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = new org.apache.hadoop.fs.Path(folder.toUri());
  }

  /** The name by which a dimension's key table is staged. */
  static String keyTable(Dimension dimension) {
    return KEYS + dimension.table();
  }

  /** The folder of a table. */
  org.apache.hadoop.fs.Path path(String table) {
    return new org.apache.hadoop.fs.Path(folder, table);
  }

  /** A table of the star, of the run log, or a key table. */
  DeltaTable table(String name) {
    return new DeltaTable(spark, path(name), all().get(name));
  }

  /** The run log's runs. */
  DeltaTable runs() {
    return table(EtlRun.NAME);
  }

  /** The run log's measures. */
  DeltaTable measures() {
    return table(EtlRunMeasure.NAME);
  }

  /** Every table's schema by name. */
  static Map<String, StructType> all() {
    Map<String, StructType> all = new LinkedHashMap<>(StarTables.PUBLISHED);
    all.putAll(StarTables.RUN_LOG);
    for (Dimension dimension : Dimension.ALL) {
      all.put(keyTable(dimension), SurrogateKeys.SCHEMA);
    }
    return all;
  }
}
