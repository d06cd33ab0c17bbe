package io.financeanalytics.analytics.export;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Sends the rows of one partition into a loading table, on a connection of its own and in one COPY,
 * so that a partition that fails leaves nothing.
 */
final class PartitionLoad implements ForeachPartitionFunction<Row> {

  private static final long serialVersionUID = 1L;

  private static final int CHUNK = 1 << 16;

  private final PostgresTarget target;
  private final String copy;

  /**
   * Loads into {@code table}, a qualified name, whose columns are {@code columns} in that order.
   */
  PartitionLoad(PostgresTarget target, String table, String columns) {
    this.target = target;
    this.copy = "COPY " + table + " (" + columns + ") FROM STDIN";
  }

  @Override
  public void call(Iterator<Row> rows) throws SQLException {
    if (!rows.hasNext()) {
      return;
    }
    try (Connection connection = target.connect()) {
      CopyIn load = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copy);
      try {
        StringBuilder text = new StringBuilder(CHUNK);
        while (rows.hasNext()) {
          CopyText.append(rows.next(), text);
          if (text.length() >= CHUNK) {
            send(text, load);
          }
        }
        send(text, load);
        load.endCopy();
      } finally {
        if (load.isActive()) {
          load.cancelCopy();
        }
      }
    }
  }

  private static void send(StringBuilder text, CopyIn load) throws SQLException {
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    load.writeToCopy(bytes, 0, bytes.length);
    text.setLength(0);
  }
}
