package io.financeanalytics.glue.redshift;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Single statements with their parameters. */
final class Sql {

  private Sql() {}

  /** Executes a statement; returns how many rows it changed. */
  static int update(Connection connection, String sql, Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      return statement.executeUpdate();
    }
  }

  /** Answers a query; the rows have the names of the answer's columns. */
  static List<Row> rows(Connection connection, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, parameters);
      try (ResultSet answer = statement.executeQuery()) {
        return rows(answer);
      }
    }
  }

  /** The texts in the first column of the answer to a query. */
  static List<String> texts(Connection connection, String sql, Object... parameters)
      throws SQLException {
    return rows(connection, sql, parameters).stream().map(row -> row.getString(0)).toList();
  }

  /** An identifier of ours, which holds letters, digits and underscores only, in quotes. */
  static String quoted(String identifier) {
    return "\"" + identifier + "\"";
  }

  /** A text as a literal. */
  static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private static List<Row> rows(ResultSet answer) throws SQLException {
    ResultSetMetaData columns = answer.getMetaData();
    StructType names = new StructType();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      // The values are Java objects for this process only; their types in Spark do not matter.
      names = names.add(columns.getColumnLabel(i), DataTypes.NullType);
    }
    List<Row> rows = new ArrayList<>();
    while (answer.next()) {
      Object[] values = new Object[columns.getColumnCount()];
      for (int i = 0; i < values.length; i++) {
        values[i] = answer.getObject(i + 1);
      }
      rows.add(new GenericRowWithSchema(values, names));
    }
    return rows;
  }
}
