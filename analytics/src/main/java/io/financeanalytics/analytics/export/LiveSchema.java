package io.financeanalytics.analytics.export;

import io.financeanalytics.UserException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The schema that readers see, changed inside the caller's transaction only. Its tables stay what
 * they are and only their rows are replaced, so that grants, and views that others have made,
 * survive; readers see the rows of before until the commit and are never blocked.
 */
final class LiveSchema {

  private final Connection connection;
  private final String schema;
  private final String loadingSchema;
  private final Collection<TableDdl> tables;

  LiveSchema(
      Connection connection, String schema, String loadingSchema, Collection<TableDdl> tables) {
    this.connection = connection;
    this.schema = schema;
    this.loadingSchema = loadingSchema;
    this.tables = tables;
  }

  /**
   * Replaces the rows of every table by those in the loading schema. Creates tables, indexes,
   * comments and columns that are missing.
   *
   * @throws UserException when a table has columns that do not fit
   */
  void replaceRows() throws SQLException {
    Jdbc.execute(connection, "SET LOCAL search_path TO " + Jdbc.quoted(schema));
    for (TableDdl table : tables) {
      Jdbc.execute(connection, table.create());
    }
    List<String> missing = missingColumns();
    List<TableDdl> factsFirst = new ArrayList<>(tables);
    java.util.Collections.reverse(factsFirst);
    for (TableDdl table : factsFirst) {
      Jdbc.execute(connection, "DELETE FROM " + table.name());
    }
    for (String statement : missing) {
      Jdbc.execute(connection, statement);
    }
    for (TableDdl table : tables) {
      for (String statement : table.others()) {
        Jdbc.execute(connection, statement);
      }
      String columns =
          columns(loadingSchema, table).keySet().stream()
              .map(Jdbc::quoted)
              .collect(Collectors.joining(", "));
      Jdbc.execute(
          connection,
          String.format(
              "INSERT INTO %s (%s) SELECT %s FROM %s.%s",
              table.name(),
              columns,
              columns,
              Jdbc.quoted(loadingSchema),
              Jdbc.quoted(table.name())));
    }
  }

  /** The statements that add what is missing; they need tables without rows. */
  private List<String> missingColumns() throws SQLException {
    List<String> statements = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (TableDdl table : tables) {
      Map<String, String> present = columns(schema, table);
      for (Map.Entry<String, String> column : columns(loadingSchema, table).entrySet()) {
        String found = present.remove(column.getKey());
        String name = table.name() + "." + column.getKey();
        if (found == null) {
          statements.add(
              "ALTER TABLE "
                  + table.name()
                  + " ADD COLUMN "
                  + Jdbc.quoted(column.getKey())
                  + " "
                  + column.getValue());
        } else if (!found.equals(column.getValue())) {
          differences.add(name + " is " + found + " and must be " + column.getValue() + ".");
        }
      }
      present
          .keySet()
          .forEach(
              column ->
                  differences.add(
                      table.name() + "." + column + " is not a column of this version."));
    }
    if (!differences.isEmpty()) {
      throw new UserException(
          "The tables in schema "
              + schema
              + " are not those that this version writes. "
              + String.join(" ", differences)
              + " Change them, or give another schema with --schema. Nothing was changed.");
    }
    return statements;
  }

  /** The columns of a table with their types, such as {@code numeric(18,2) NOT NULL}. */
  private Map<String, String> columns(String inSchema, TableDdl table) throws SQLException {
    Map<String, String> columns = new LinkedHashMap<>();
    Jdbc.rows(
            connection,
            "SELECT a.attname, format_type(a.atttypid, a.atttypmod)"
                + " || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END"
                + " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped"
                + " ORDER BY a.attnum",
            inSchema,
            table.name().toLowerCase(Locale.ROOT))
        .forEach(column -> columns.put(column.get(0), column.get(1)));
    return columns;
  }
}
