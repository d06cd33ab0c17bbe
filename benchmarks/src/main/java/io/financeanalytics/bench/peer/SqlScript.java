package io.financeanalytics.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Pattern;

/** A script of SQL for DuckDB, with placeholders such as <code>${RAW}</code>. */
public final class SqlScript {

  private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\s*(\\R|$)");

  private final String text;

  private SqlScript(String text) {
    this.text = text;
  }

  /** {@return the script that the module holds under this name} */
  static SqlScript named(String name) {
    try (InputStream in = SqlScript.class.getResourceAsStream("/peers/" + name)) {
      return new SqlScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("The script " + name + " cannot be read", e);
    }
  }

  /** {@return a connection to a database in memory} */
  public static Connection duckDb() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:");
  }

  /** Runs all statements in order. */
  void run(Connection connection, Map<String, String> values) throws SQLException {
    String filled = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("${" + value.getKey() + "}", value.getValue());
    }
    try (Statement statement = connection.createStatement()) {
      for (String sql : END_OF_STATEMENT.split(filled)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }
}
