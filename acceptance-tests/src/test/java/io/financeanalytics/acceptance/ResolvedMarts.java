package io.financeanalytics.acceptance;

import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import io.financeanalytics.marts.Mart;
import io.financeanalytics.marts.Marts;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;

/**
 * What the marts of a warehouse answer, without surrogate keys: it must be the same whichever
 * warehouse they are in. Rows are text, sorted.
 */
final class ResolvedMarts {

  /** The warehouse's own. */
  private static final List<String> KEYS = List.of("ProductKey", "CustomerKey", "ChannelKey");

  private ResolvedMarts() {}

  /** The marts over a Delta warehouse, as its readers see them. */
  static Map<String, List<String>> inDelta(Path warehouse) {
    DeltaLog.clearCache();
    SparkSession spark = TestSpark.get().newSession();
    DeltaPublishedTables tables = new DeltaPublishedTables(spark, warehouse);
    Map<String, List<String>> marts = new TreeMap<>();
    for (Mart mart : Marts.ALL) {
      Marts.register(spark, tables::table, mart.name());
      marts.put(
          mart.name(),
          spark
              .sql("SELECT " + columns(spark, mart) + " FROM " + mart.name())
              .collectAsList()
              .stream()
              .map(ResolvedMarts::text)
              .sorted()
              .toList());
    }
    return marts;
  }

  /** The marts in a schema of a database, with the columns that they have in Spark. */
  static Map<String, List<String>> in(Connection connection, String schema) throws SQLException {
    Map<String, List<String>> marts = new TreeMap<>();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path TO " + schema);
      for (Mart mart : Marts.ALL) {
        try (ResultSet answer = statement.executeQuery("SELECT * FROM " + mart.name())) {
          List<String> rows = new ArrayList<>();
          while (answer.next()) {
            List<Object> values = new ArrayList<>();
            for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
              if (KEYS.stream().noneMatch(columnName(answer, i)::equalsIgnoreCase)) {
                values.add(answer.getObject(i));
              }
            }
            rows.add(values.stream().map(ResolvedMarts::text).collect(Collectors.joining(" | ")));
          }
          marts.put(mart.name(), rows.stream().sorted().toList());
        }
      }
    }
    return marts;
  }

  private static String columnName(ResultSet answer, int column) throws SQLException {
    return answer.getMetaData().getColumnLabel(column);
  }

  private static String columns(SparkSession spark, Mart mart) {
    return Arrays.stream(spark.table(mart.name()).columns())
        .filter(column -> !KEYS.contains(column))
        .collect(Collectors.joining(", "));
  }

  private static String text(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(row::get)
        .map(ResolvedMarts::text)
        .collect(Collectors.joining(" | "));
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : "" + value;
  }
}
