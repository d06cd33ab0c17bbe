package io.github.spark_redshift_community.spark.redshift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The statements that the connector sends. */
final class ConnectorSql {

  private ConnectorSql() {}

  static String queryGroup(String operation, String label, String application) {
    return "set query_group to '{\"spark-redshift-connector\":{\"svc\":\"\",\"hst\":\"\","
        + "\"ver\":\"6.6.1-spark_3.5\",\"op\":\""
        + operation
        + "\",\"lbl\":\""
        + label
        + "\",\"tid\":\""
        + application
        + "\"}}'";
  }

  static String createTable(StructType schema, ConnectorOptions options) {
    return "CREATE TABLE IF NOT EXISTS "
        + options.table()
        + " ("
        + columns(schema)
        + ") DISTSTYLE "
        + options.distStyle()
        + " "
        + (options.distKey() == null ? "" : "DISTKEY (" + options.distKey() + ")")
        + " "
        + options.sortKey();
  }

  private static String columns(StructType schema) {
    return Arrays.stream(schema.fields())
        .map(ConnectorSql::column)
        .collect(Collectors.joining(", "));
  }

  private static String column(StructField field) {
    String type =
        field.metadata().contains("redshift_type")
            ? field.metadata().getString("redshift_type")
            : type(field);
    String encoding =
        field.metadata().contains("encoding")
            ? "ENCODE " + field.metadata().getString("encoding")
            : "";
    String column =
        '"' + field.name() + "\" " + type + " " + (field.nullable() ? "" : "NOT NULL") + " ";
    return (column + encoding).strip();
  }

  private static String type(StructField field) {
    DataType type = field.dataType();
    if (type instanceof DecimalType) {
      DecimalType decimal = (DecimalType) type;
      return "DECIMAL(" + decimal.precision() + "," + decimal.scale() + ")";
    }
    if (type.equals(DataTypes.StringType)) {
      return field.metadata().contains("maxlength")
          ? "VARCHAR(" + field.metadata().getLong("maxlength") + ")"
          : "VARCHAR(MAX)";
    }
    switch (type.typeName()) {
      case "integer":
        return "INTEGER";
      case "long":
        return "BIGINT";
      case "short":
      case "byte":
        return "SMALLINT";
      case "double":
        return "DOUBLE PRECISION";
      case "float":
        return "REAL";
      case "boolean":
        return "BOOLEAN";
      case "timestamp":
        return "TIMESTAMP";
      case "date":
        return "DATE";
      default:
        throw new IllegalArgumentException("Don't know how to save " + field + " to JDBC");
    }
  }

  /** The statements before the load: comments, then what the user asked for. */
  static List<String> preActions(StructType schema, ConnectorOptions options) {
    List<String> actions = new ArrayList<>();
    if (options.description() != null) {
      actions.add("COMMENT ON TABLE %s IS '" + options.description().replace("'", "''") + "'");
    }
    for (StructField field : schema.fields()) {
      if (field.metadata().contains("description")) {
        String description = field.metadata().getString("description").replace("'", "''");
        actions.add("COMMENT ON COLUMN %s.\"" + field.name() + "\" IS '" + description + "'");
      }
    }
    actions.addAll(List.of(options.preActions()));
    return actions;
  }

  static String copy(
      StructType schema, ConnectorOptions options, String manifest, String credentials) {
    String columns =
        options.columnList()
            ? Arrays.stream(schema.fieldNames())
                .map(name -> '"' + name + '"')
                .collect(Collectors.joining(",", "(", ") "))
            : "";
    return "COPY "
        + options.table()
        + " "
        + columns
        + "FROM '"
        + asS3(manifest)
        + "' FORMAT AS PARQUET SERIALIZETOJSON manifest  "
        + options.extraCopyOptions()
        + " CREDENTIALS '"
        + credentials
        + "'";
  }

  static String unload(
      String[] columns, ConnectorOptions options, String folder, String credentials) {
    String names =
        Arrays.stream(columns).map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    String source = options.source().replace("\\", "\\\\").replace("'", "\\'");
    String region = options.region().isEmpty() ? "" : "REGION AS '" + options.region() + "'";
    return "UNLOAD ('SELECT "
        + names
        + " FROM "
        + source
        + " ') TO '"
        + asS3(folder)
        + "' WITH CREDENTIALS '"
        + credentials
        + "' FORMAT AS PARQUET  MANIFEST  "
        + region
        + " "
        + options.extraUnloadOptions();
  }

  /** Redshift knows one scheme of S3 only. */
  static String asS3(String url) {
    return url.replaceAll("s3[an]://", "s3://");
  }
}
