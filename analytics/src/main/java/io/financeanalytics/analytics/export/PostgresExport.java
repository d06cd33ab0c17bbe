package io.financeanalytics.analytics.export;

import io.financeanalytics.UserException;
import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.marts.Mart;
import io.financeanalytics.pipeline.Together;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Copies the published star, the run log and the marts into a PostgreSQL schema.
 *
 * <ol>
 *   <li>Every table is loaded into a schema beside, by COPY, from all partitions at once.
 *   <li>One transaction replaces the rows of all tables and makes the marts, which are views.
 *   <li>The schema beside is removed, and the tables are analysed.
 * </ol>
 *
 * Readers see the export of before until the transaction commits. What a dead export has left is
 * removed by the next.
 */
public final class PostgresExport {

  /** What the lock is about, beside the schema: the letters of "fina". */
  private static final int LOCK = 0x66696e61;

  private final PostgresTarget target;
  private final Map<String, TableDdl> ddl = TableDdl.all();

  /**
   * An export into {@code target}.
   *
   * @param target the database and schema
   */
  public PostgresExport(PostgresTarget target) {
    this.target = target;
  }

  /**
   * Exports.
   *
   * @param content what is published
   * @return what was written
   * @throws UserException when the database cannot be used, or another export is under way
   */
  public Exported export(PublishedContent content) {
    try (Connection connection = target.connect()) {
      lock(connection);
      try {
        createSchemas(connection);
        Map<String, Dataset<Row>> tables = content.tables();
        List<TableDdl> definitions = tables.keySet().stream().map(ddl::get).toList();
        load(connection, tables);
        Map<String, String> views =
            new MartViews(connection, target.loadingSchema()).create(content.marts());
        List<Exported.Item> items = new ArrayList<>();
        for (TableDdl table : definitions) {
          items.add(new Exported.Item(table.name(), "table", rows(connection, table)));
        }
        publish(connection, definitions, content.marts(), views);
        content.marts().forEach(mart -> items.add(new Exported.Item(mart.name(), "view", null)));
        tidy(connection, definitions);
        return new Exported(
            target + ", schema " + target.schema(), content.runId().orElse(null), items);
      } finally {
        if (!connection.getAutoCommit()) {
          connection.rollback();
          connection.setAutoCommit(true);
        }
        Jdbc.execute(
            connection,
            "DROP SCHEMA IF EXISTS " + Jdbc.quoted(target.loadingSchema()) + " CASCADE");
      }
    } catch (SQLException e) {
      throw new UserException(
          "The export into "
              + target
              + " failed, and readers of schema "
              + target.schema()
              + " see what was there before: "
              + PostgresTarget.sentence(e),
          e);
    }
  }

  /** One export at a time; the lock goes with the connection, however that ends. */
  private void lock(Connection connection) throws SQLException {
    String free =
        Jdbc.value(
            connection, "SELECT pg_try_advisory_lock(" + LOCK + ", hashtext(?))", target.schema());
    if (!"t".equals(free)) {
      throw new UserException(
          "Another export into schema "
              + target.schema()
              + " of "
              + target
              + " is under way. Wait until it has ended and export again.");
    }
  }

  private void createSchemas(Connection connection) throws SQLException {
    String loading = Jdbc.quoted(target.loadingSchema());
    Jdbc.execute(connection, "DROP SCHEMA IF EXISTS " + loading + " CASCADE");
    Jdbc.execute(connection, "CREATE SCHEMA " + loading);
    // CREATE SCHEMA needs a right on the database even when the schema is there.
    if (Jdbc.rows(connection, "SELECT 1 FROM pg_namespace WHERE nspname = ?", target.schema())
        .isEmpty()) {
      Jdbc.execute(connection, "CREATE SCHEMA IF NOT EXISTS " + Jdbc.quoted(target.schema()));
    }
  }

  private void load(Connection connection, Map<String, Dataset<Row>> tables) throws SQLException {
    Jdbc.execute(connection, "SET search_path TO " + Jdbc.quoted(target.loadingSchema()));
    for (String table : tables.keySet()) {
      Jdbc.execute(connection, ddl.get(table).createLoading());
    }
    List<Callable<Void>> loads = new ArrayList<>();
    tables.forEach(
        (table, rows) -> {
          String columns =
              Stream.of(rows.columns()).map(Jdbc::quoted).collect(Collectors.joining(", "));
          loads.add(
              () -> {
                rows.foreachPartition(new PartitionLoad(target, loading(table), columns));
                return null;
              });
        });
    Together.run(loads);
    for (Map.Entry<String, Dataset<Row>> table : tables.entrySet()) {
      check(connection, table.getKey(), table.getValue().count());
    }
  }

  /**
   * Counts what has arrived: a task that was repeated after its COPY would have sent rows twice.
   */
  private void check(Connection connection, String table, long sent) throws SQLException {
    long arrived = rows(connection, ddl.get(table));
    if (arrived != sent) {
      throw new IllegalStateException(
          table + " has " + sent + " rows, and " + arrived + " have arrived in the database");
    }
  }

  private long rows(Connection connection, TableDdl table) throws SQLException {
    return Long.parseLong(Jdbc.value(connection, "SELECT COUNT(*) FROM " + loading(table.name())));
  }

  private String loading(String table) {
    return Jdbc.quoted(target.loadingSchema()) + "." + Jdbc.quoted(table);
  }

  private void publish(
      Connection connection, List<TableDdl> tables, List<Mart> marts, Map<String, String> views)
      throws SQLException {
    connection.setAutoCommit(false);
    new LiveSchema(connection, target.schema(), target.loadingSchema(), tables).replaceRows();
    new MartViews(connection, target.schema()).update(marts, views);
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Gives back the room of the rows of before, and tells the planner what is there now. */
  private void tidy(Connection connection, List<TableDdl> tables) throws SQLException {
    for (TableDdl table : tables) {
      Jdbc.execute(
          connection,
          "VACUUM (ANALYZE) "
              + Jdbc.quoted(target.schema())
              + "."
              + Jdbc.quoted(table.name().toLowerCase(Locale.ROOT)));
    }
  }
}
