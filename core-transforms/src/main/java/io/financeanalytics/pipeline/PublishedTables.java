package io.financeanalytics.pipeline;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What readers see of a warehouse: the tables of its newest successful run, all of one version, and
 * the run log.
 */
public interface PublishedTables {

  /**
   * {@return the rows of a table of the star or of the run log}
   *
   * @param table its name, in any case
   */
  Dataset<Row> table(String table);
}
