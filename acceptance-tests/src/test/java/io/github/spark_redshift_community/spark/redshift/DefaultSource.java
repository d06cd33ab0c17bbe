package io.github.spark_redshift_community.spark.redshift;

import java.sql.SQLException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.CreatableRelationProvider;
import org.apache.spark.sql.sources.RelationProvider;
import scala.collection.immutable.Map;

/** What Spark finds under the connector's name. */
public final class DefaultSource implements RelationProvider, CreatableRelationProvider {

  @Override
  public BaseRelation createRelation(SQLContext context, Map<String, String> options) {
    return new TableRelation(context, ConnectorOptions.of(options));
  }

  @Override
  public BaseRelation createRelation(
      SQLContext context, SaveMode mode, Map<String, String> given, Dataset<Row> data) {
    ConnectorOptions options = ConnectorOptions.of(given);
    options.checkSave();
    if (isToBeSaved(mode, options)) {
      new TableWriter(options, context.sparkContext().hadoopConfiguration()).save(data, mode);
    }
    return createRelation(context, given);
  }

  private static boolean isToBeSaved(SaveMode mode, ConnectorOptions options) {
    if (mode == SaveMode.Append || mode == SaveMode.Overwrite) {
      return true;
    }
    boolean exists;
    try {
      exists = ConnectorJdbc.tableExists(options);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    if (exists && mode == SaveMode.ErrorIfExists) {
      throw new IllegalStateException(
          "Table " + options.table() + " already exists! (SaveMode is set to ErrorIfExists)");
    }
    return !exists;
  }
}
