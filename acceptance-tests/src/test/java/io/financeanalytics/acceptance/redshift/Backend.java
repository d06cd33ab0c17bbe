package io.financeanalytics.acceptance.redshift;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The database behind one session, for statements that the proxy itself has to run there. */
final class Backend {

  /** Takes the rows of a query, whose values are texts or null. */
  interface Rows {
    /** The columns, before the first row. */
    void columns(List<Column> columns) throws IOException, RedshiftError;

    /** A row. */
    void row(String[] values) throws IOException, RedshiftError;
  }

  /**
   * A column of a result.
   *
   * @param name its label
   * @param type the number of its type
   * @param modifier what limits the type; -1 for nothing
   */
  record Column(String name, int type, int modifier) {}

  private final WireChannel channel;
  private char transaction = 'I';

  Backend(WireChannel channel) {
    this.channel = channel;
  }

  WireChannel channel() {
    return channel;
  }

  /** Whether there is a transaction: I for none, T for one, E for one that failed. */
  char transaction() {
    return transaction;
  }

  void transaction(char status) {
    transaction = status;
  }

  /** Sends messages and has them done at once. */
  void send(WireMessage message) throws IOException {
    channel.write(message);
    channel.write(WireMessage.of('H'));
    channel.flush();
  }

  /** Runs a statement and drops its rows. */
  void run(String sql) throws IOException, RedshiftError {
    query(
        sql,
        new Rows() {
          @Override
          public void columns(List<Column> columns) {}

          @Override
          public void row(String[] values) {}
        });
  }

  /** The rows of a small query. */
  List<String[]> rows(String sql) throws IOException, RedshiftError {
    List<String[]> rows = new ArrayList<>();
    query(
        sql,
        new Rows() {
          @Override
          public void columns(List<Column> columns) {}

          @Override
          public void row(String[] values) {
            rows.add(values);
          }
        });
    return rows;
  }

  /** Runs a query inside the session's transaction. */
  void query(String sql, Rows rows) throws IOException, RedshiftError {
    channel.write(WireMessage.of('Q', sql));
    channel.flush();
    RedshiftError error = null;
    while (true) {
      WireMessage answer = channel.read();
      if (answer.type() == 'Z') {
        transaction = answer.reader().character();
        break;
      }
      try {
        if (answer.type() == 'E') {
          error = error == null ? RedshiftError.of(answer) : error;
        } else if (error == null && answer.type() == 'T') {
          rows.columns(columns(answer.reader()));
        } else if (error == null && answer.type() == 'D') {
          rows.row(values(answer.reader()));
        }
      } catch (RedshiftError e) {
        error = e;
      }
    }
    if (error != null) {
      throw error;
    }
  }

  private static List<Column> columns(WireMessage.Reader reader) {
    List<Column> columns = new ArrayList<>();
    int count = reader.int16();
    for (int i = 0; i < count; i++) {
      String name = reader.text();
      reader.bytes(6);
      int type = reader.int32();
      reader.bytes(2);
      columns.add(new Column(name, type, reader.int32()));
      reader.bytes(2);
    }
    return columns;
  }

  private static String[] values(WireMessage.Reader reader) {
    String[] values = new String[reader.int16()];
    for (int i = 0; i < values.length; i++) {
      int length = reader.int32();
      values[i] = length < 0 ? null : new String(reader.bytes(length), StandardCharsets.UTF_8);
    }
    return values;
  }

  /** Begins a load into a table. */
  void beginCopy(String sql) throws IOException, RedshiftError {
    channel.write(WireMessage.of('Q', sql));
    channel.flush();
    RedshiftError error = null;
    while (true) {
      WireMessage answer = channel.read();
      if (answer.type() == 'G') {
        return;
      }
      if (answer.type() == 'E') {
        error = RedshiftError.of(answer);
      }
      if (answer.type() == 'Z') {
        transaction = answer.reader().character();
        throw error == null ? RedshiftError.of("XX000", "no load began") : error;
      }
    }
  }

  /** Sends lines to load. */
  void copy(String lines) throws IOException {
    channel.write(new WireMessage('d', lines.getBytes(StandardCharsets.UTF_8)));
  }

  /** Ends a load. */
  void endCopy() throws IOException, RedshiftError {
    channel.write(WireMessage.of('c'));
    finishCopy();
  }

  /** Gives a load up, which aborts the transaction. */
  void failCopy() throws IOException {
    channel.write(WireMessage.of('f', "given up"));
    try {
      finishCopy();
    } catch (RedshiftError expected) {
      return;
    }
  }

  private void finishCopy() throws IOException, RedshiftError {
    channel.flush();
    RedshiftError error = null;
    while (true) {
      WireMessage answer = channel.read();
      if (answer.type() == 'E') {
        error = RedshiftError.of(answer);
      }
      if (answer.type() == 'Z') {
        transaction = answer.reader().character();
        if (error != null) {
          throw error;
        }
        return;
      }
    }
  }

  /** Aborts the transaction, if there is one. */
  void abort() throws IOException {
    try {
      run("DO $$ BEGIN RAISE EXCEPTION 'refused'; END $$");
    } catch (RedshiftError expected) {
      return;
    }
  }
}
