package io.financeanalytics.analytics.export;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Single statements. */
final class Jdbc {

  private Jdbc() {}

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of an answer, whose values are texts or null. */
  static List<List<String>> rows(Connection connection, String sql, String... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setString(i + 1, parameters[i]);
      }
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet answer = statement.executeQuery()) {
        while (answer.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
            row.add(answer.getString(i));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }

  /** The only value of an answer. */
  static String value(Connection connection, String sql, String... parameters) throws SQLException {
    return rows(connection, sql, parameters).get(0).get(0);
  }

  /** An identifier of letters, digits and underscores, in lower case and in quotes. */
  static String quoted(String identifier) {
    return "\"" + identifier.toLowerCase(java.util.Locale.ROOT) + "\"";
  }
}
