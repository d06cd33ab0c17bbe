package io.financeanalytics.glue.redshift;

import io.financeanalytics.SqlStatements;
import io.financeanalytics.UserException;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.table.Dimension;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The schema of the star and the schema beside it for keys, lease and staging. What is missing is
 * created from the DDL that is packed with the software; what differs is an error.
 */
final class Schema {

  /** Tables of a run begin with it; see {@link #staging}. */
  private static final String LOAD = "load_";

  private static final String LEASE = "run_lease";

  private static final List<String> DDL =
      List.of("create_dimensions.sql", "create_facts.sql", "create_run_log.sql");

  private final String name;
  private final String stagingName;
  private final Map<String, TableDefinition> tables = new LinkedHashMap<>();

  /** The schema of that name, in lower case. */
  Schema(String name) {
    this.name = name;
    this.stagingName = name + "_staging";
    List<String> statements = new ArrayList<>();
    DDL.forEach(file -> statements.addAll(SqlStatements.split(read(file))));
    TableDefinition.of(statements).forEach(table -> tables.put(table.name(), table));
  }

  String name() {
    return name;
  }

  /** The name as statements have it. */
  String quotedName() {
    return Sql.quoted(name);
  }

  TableDefinition definition(String table) {
    return tables.get(table);
  }

  /** The qualified name of a table or view that readers see. */
  String table(String table) {
    return Sql.quoted(name) + "." + Sql.quoted(table.toLowerCase(Locale.ROOT));
  }

  /** The qualified name of a run's own table; no other run writes to it. */
  String staging(String runId, String table) {
    return staged(loadPrefix(runId) + table.toLowerCase(Locale.ROOT));
  }

  /** The qualified name of the key table of a dimension. */
  String keys(Dimension dimension) {
    return staged(keyTable(dimension));
  }

  /** The qualified name of the lease. */
  String lease() {
    return staged(LEASE);
  }

  /** Creates the schemas and the lease, without which no run can say that it is under way. */
  void prepareLease(Connection connection) throws SQLException {
    createSchema(connection, name);
    createSchema(connection, stagingName);
    Sql.update(
        connection,
        "CREATE TABLE IF NOT EXISTS "
            + lease()
            + " (runid VARCHAR(64) NOT NULL, startedat TIMESTAMP NOT NULL, beat BIGINT NOT NULL)");
  }

  /**
   * Creates tables that are missing, adds columns that are missing.
   *
   * @throws UserException naming every table and column that differs
   */
  void prepareTables(Connection connection) throws SQLException {
    Map<String, Map<String, ColumnDefinition>> present = columns(connection, name);
    List<String> differences = new ArrayList<>();
    Sql.update(connection, "SET search_path TO " + Sql.quoted(name));
    for (TableDefinition table : tables.values()) {
      Map<String, ColumnDefinition> found = present.get(table.name().toLowerCase(Locale.ROOT));
      if (found == null) {
        for (String statement : table.statements()) {
          Sql.update(connection, statement);
        }
      } else {
        update(connection, table, found, differences);
      }
    }
    if (!differences.isEmpty()) {
      throw new UserException(
          "The tables in schema "
              + name
              + " are not those that this version writes. "
              + String.join(" ", differences)
              + " Change them, or give another schema with --REDSHIFT_SCHEMA. Nothing was written.");
    }
    createKeyTables(connection);
  }

  /** Removes the staging tables of every run but one, whose own they are. */
  void dropStagingOfOthers(Connection connection, String ownRunId) throws SQLException {
    for (String table : stagingTables(connection)) {
      if (!table.startsWith(loadPrefix(ownRunId))) {
        Sql.update(connection, "DROP TABLE IF EXISTS " + staged(table));
      }
    }
  }

  /** Removes the staging tables of a run. */
  void dropStaging(Connection connection, String runId) throws SQLException {
    for (String table : stagingTables(connection)) {
      if (table.startsWith(loadPrefix(runId))) {
        Sql.update(connection, "DROP TABLE IF EXISTS " + staged(table));
      }
    }
  }

  private List<String> stagingTables(Connection connection) throws SQLException {
    return Sql.texts(
            connection,
            "SELECT table_name FROM information_schema.tables WHERE table_schema = ?",
            stagingName)
        .stream()
        .filter(table -> table.startsWith(LOAD))
        .toList();
  }

  private String staged(String table) {
    return Sql.quoted(stagingName) + "." + Sql.quoted(table);
  }

  private static String loadPrefix(String runId) {
    return LOAD + runId.toLowerCase(Locale.ROOT).replace('-', '_') + "_";
  }

  private static String keyTable(Dimension dimension) {
    return "keys_" + dimension.table().toLowerCase(Locale.ROOT);
  }

  private static void createSchema(Connection connection, String schema) throws SQLException {
    // CREATE SCHEMA needs a right on the database even when the schema is there.
    if (Sql.rows(connection, "SELECT nspname FROM pg_namespace WHERE nspname = ?", schema)
        .isEmpty()) {
      Sql.update(connection, "CREATE SCHEMA IF NOT EXISTS " + Sql.quoted(schema));
    }
  }

  /**
   * Creates the key tables that are missing. Should the dimension have members already, for someone
   * has removed the key table, they keep their keys and new ones begin after the highest.
   */
  private void createKeyTables(Connection connection) throws SQLException {
    Map<String, Map<String, ColumnDefinition>> present = columns(connection, stagingName);
    for (Dimension dimension : Dimension.ALL) {
      if (!present.containsKey(keyTable(dimension))) {
        String key = dimension.keyColumn();
        Row highest =
            Sql.rows(
                    connection,
                    "SELECT COALESCE(MAX(" + key + "), 0) FROM " + table(dimension.table()))
                .get(0);
        int next = Math.max(((Number) highest.get(0)).intValue(), 0) + 1;
        Sql.update(
            connection,
            "CREATE TABLE "
                + keys(dimension)
                + " (surrogatekey INTEGER GENERATED BY DEFAULT AS IDENTITY("
                + next
                + ",1), naturalkey VARCHAR(128) NOT NULL)");
        if (next > 1) {
          Sql.update(
              connection,
              "INSERT INTO "
                  + keys(dimension)
                  + " (surrogatekey, naturalkey) SELECT "
                  + key
                  + ", "
                  + dimension.naturalKeyColumn()
                  + " FROM "
                  + table(dimension.table())
                  + " WHERE "
                  + key
                  + " <> "
                  + SurrogateKeys.UNKNOWN_KEY);
        }
      }
    }
  }

  private void update(
      Connection connection,
      TableDefinition table,
      Map<String, ColumnDefinition> found,
      List<String> differences)
      throws SQLException {
    Map<String, ColumnDefinition> unknown = new LinkedHashMap<>(found);
    for (ColumnDefinition column : table.columns()) {
      ColumnDefinition there = unknown.remove(column.name().toLowerCase(Locale.ROOT));
      String name = table.name() + "." + column.name();
      if (there == null) {
        // Rows of older versions have no value for it, so it cannot be NOT NULL.
        Sql.update(
            connection,
            "ALTER TABLE "
                + table(table.name())
                + " ADD COLUMN "
                + column.name()
                + " "
                + column.type());
      } else if (!there.type().equals(column.type())) {
        differences.add(name + " is " + there.type() + " and must be " + column.type() + ".");
      } else if (there.notNull() && !column.notNull()) {
        differences.add(name + " is NOT NULL and must allow nulls.");
      }
    }
    for (ColumnDefinition column : unknown.values()) {
      differences.add(table.name() + "." + column.name() + " is not a column of this version.");
    }
  }

  /**
   * The columns of every table in a schema, by the tables' names and the columns' in lower case.
   */
  private static Map<String, Map<String, ColumnDefinition>> columns(
      Connection connection, String schema) throws SQLException {
    List<Row> rows =
        Sql.rows(
            connection,
            "SELECT table_name, column_name, data_type, character_maximum_length, numeric_precision,"
                + " numeric_scale, is_nullable FROM information_schema.columns WHERE table_schema = ?"
                + " ORDER BY table_name, ordinal_position",
            schema);
    Map<String, Map<String, ColumnDefinition>> tables = new LinkedHashMap<>();
    for (Row row : rows) {
      String column = row.getString(1).toLowerCase(Locale.ROOT);
      tables
          .computeIfAbsent(
              row.getString(0).toLowerCase(Locale.ROOT), table -> new LinkedHashMap<>())
          .put(column, new ColumnDefinition(column, type(row), "NO".equals(row.getString(6))));
    }
    return tables;
  }

  /** A column's type in the form that the DDL has. */
  private static String type(Row column) {
    String type = column.getString(2).toLowerCase(Locale.ROOT);
    return switch (type) {
      case "character varying" -> "varchar(" + column.get(3) + ")";
      case "numeric" -> "decimal(" + column.get(4) + "," + column.get(5) + ")";
      case "timestamp without time zone" -> "timestamp";
      default -> type;
    };
  }

  private static String read(String file) {
    try (InputStream ddl = Schema.class.getResourceAsStream("/sql/ddl/" + file)) {
      return new String(ddl.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + " from the jar", e);
    }
  }
}
