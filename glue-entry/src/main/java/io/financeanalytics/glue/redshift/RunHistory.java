package io.financeanalytics.glue.redshift;

import io.financeanalytics.pipeline.PublishedRun;
import io.financeanalytics.pipeline.RunLog;
import io.financeanalytics.pipeline.RunRecord;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.EtlRunMeasure;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The run log in Redshift. Its few rows are written by statements, in the transaction of their run.
 */
final class RunHistory {

  /** Rows in one statement; single ones are slow in Redshift. */
  private static final int BATCH = 200;

  private final Schema schema;

  RunHistory(Schema schema) {
    this.schema = schema;
  }

  /** The newest successful runs, newest first. */
  List<String> newestSuccesses(Connection connection, int most) throws SQLException {
    return Sql.texts(
        connection,
        "SELECT "
            + EtlRun.RUN_ID
            + " FROM "
            + schema.table(EtlRun.NAME)
            + " WHERE "
            + EtlRun.STATUS
            + " = ? ORDER BY "
            + EtlRun.FINISHED_AT
            + " DESC, "
            + EtlRun.RUN_ID
            + " DESC LIMIT "
            + most,
        RunStatus.SUCCEEDED.code());
  }

  /** The newest successful run with what it measured. */
  Optional<PublishedRun> newestSuccess(Connection connection) throws SQLException {
    List<String> newest = newestSuccesses(connection, 1);
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    List<Row> measures =
        Sql.rows(
            connection,
            "SELECT "
                + columns(EtlRunMeasure.SCHEMA)
                + " FROM "
                + schema.table(EtlRunMeasure.NAME)
                + " WHERE "
                + EtlRunMeasure.RUN_ID
                + " = ?",
            newest.get(0));
    return Optional.of(new PublishedRun(newest.get(0), RunLog.measuresOf(measures)));
  }

  /** Every run that is known. */
  Set<String> all(Connection connection) throws SQLException {
    return new HashSet<>(
        Sql.texts(connection, "SELECT " + EtlRun.RUN_ID + " FROM " + schema.table(EtlRun.NAME)));
  }

  /** Whether a run is known. */
  boolean knows(Connection connection, String runId) throws SQLException {
    return !Sql.rows(
            connection,
            "SELECT " + EtlRun.RUN_ID + " FROM " + schema.table(EtlRun.NAME) + " WHERE RunID = ?",
            runId)
        .isEmpty();
  }

  /** Adds a run with what it measured. */
  void add(Connection connection, RunRecord run) throws SQLException {
    insert(connection, EtlRunMeasure.NAME, EtlRunMeasure.SCHEMA, RunLog.measureRows(run));
    insert(connection, EtlRun.NAME, EtlRun.SCHEMA, List.of(RunLog.runRow(run, null)));
  }

  private void insert(Connection connection, String table, StructType columns, List<Row> rows)
      throws SQLException {
    String one =
        Arrays.stream(columns.fields())
            .map(RunHistory::placeholder)
            .collect(Collectors.joining(", ", "(", ")"));
    for (int from = 0; from < rows.size(); from += BATCH) {
      List<Row> batch = rows.subList(from, Math.min(from + BATCH, rows.size()));
      List<Object> values = new ArrayList<>();
      for (Row row : batch) {
        for (int i = 0; i < columns.size(); i++) {
          values.add(row.get(i) instanceof BigDecimal value ? value.toPlainString() : row.get(i));
        }
      }
      Sql.update(
          connection,
          "INSERT INTO "
              + schema.table(table)
              + " ("
              + columns(columns)
              + ") VALUES "
              + String.join(", ", Collections.nCopies(batch.size(), one)),
          values.toArray());
    }
  }

  /**
   * A number goes as text with its type: a parameter that is NUMERIC has no digits after the point.
   */
  private static String placeholder(StructField column) {
    return column.dataType() instanceof DecimalType type
        ? "CAST(? AS DECIMAL(" + type.precision() + ", " + type.scale() + "))"
        : "?";
  }

  private static String columns(StructType columns) {
    return Arrays.stream(columns.fieldNames())
        .map(name -> Sql.quoted(name.toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(", "));
  }
}
