package io.financeanalytics.acceptance.marts;

import io.financeanalytics.marts.Mart;
import io.financeanalytics.marts.Marts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** The marts in a Postgres, by the statements of sql/marts as they stand. */
final class PostgresMarts implements MartDatabase, AutoCloseable {

  private final EmbeddedPostgres postgres;
  private final Connection connection;

  PostgresMarts() {
    try {
      postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("timezone", "UTC")
              .start();
      connection = postgres.getPostgresDatabase().getConnection();
      for (Map.Entry<String, TinyStar.Table> table : TinyStar.tables().entrySet()) {
        create(table.getKey(), table.getValue());
      }
      for (Mart mart : Marts.ALL) {
        execute(mart.createOrReplace());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<String> ask(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (answer.next()) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
          Object value = answer.getObject(i);
          values.add(value == null ? "" : value.toString());
        }
        rows.add(String.join(",", values));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private void create(String name, TinyStar.Table table) throws SQLException {
    execute(
        "CREATE TABLE "
            + name
            + Arrays.stream(table.schema().fields())
                .map(field -> field.name() + " " + type(field.dataType()))
                .collect(Collectors.joining(", ", " (", ")")));
    String marks = String.join(", ", Collections.nCopies(table.schema().size(), "?"));
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + name + " VALUES (" + marks + ")")) {
      for (Row row : table.rows()) {
        for (int i = 0; i < row.size(); i++) {
          insert.setObject(i + 1, row.get(i));
        }
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static String type(DataType type) {
    return type.equals(DataTypes.StringType) ? "VARCHAR(512)" : type.sql();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
      postgres.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
