package io.financeanalytics.acceptance.redshift;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The conversation with one client. Each message is passed on and answered before the next is read,
 * so that a test can hold, refuse or lose exactly one statement.
 */
final class WireSession {

  /** The connection is to be cut without a word. */
  private static final class Dropped extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private record Prepared(String sql, SqlPlan plan) {}

  private static final class Portal {
    private final Prepared prepared;
    private final List<String> parameters;
    private boolean started;

    Portal(Prepared prepared, List<String> parameters) {
      this.prepared = prepared;
      this.parameters = parameters;
    }
  }

  private final int number;
  private final WireChannel client;
  private final Backend backend;
  private final SqlRewrite rewrite;
  private final Transfers transfers;
  private final Faults faults;
  private final StatementLog log;

  private final Map<String, Prepared> statements = new HashMap<>();
  private final Map<String, Portal> portals = new HashMap<>();
  private boolean skipping;

  WireSession(
      int number,
      WireChannel client,
      Backend backend,
      Transfers transfers,
      Faults faults,
      StatementLog log) {
    this.number = number;
    this.client = client;
    this.backend = backend;
    this.transfers = transfers;
    this.rewrite = new SqlRewrite(transfers::lastQuery);
    this.faults = faults;
    this.log = log;
  }

  /** Serves the client until it leaves or is cut off. */
  void serve() throws IOException {
    while (true) {
      WireMessage message = client.read();
      switch (message.type()) {
        case 'X':
          return;
        case 'Q':
          simple(message.reader().text());
          client.flush();
          break;
        case 'S':
          sync();
          client.flush();
          break;
        case 'H':
          client.flush();
          break;
        default:
          if (!skipping) {
            extended(message);
          }
          break;
      }
    }
  }

  private void simple(String sql) throws IOException {
    List<List<SqlToken>> parts = SqlToken.statements(sql);
    if (parts.isEmpty()) {
      client.write(WireMessage.of('I'));
    }
    boolean good = true;
    for (List<SqlToken> part : parts) {
      if (good) {
        String text = parts.size() == 1 ? sql : SqlToken.text(part);
        Prepared prepared = new Prepared(text, rewrite.plan(part));
        good = execute(prepared, List.of(), WireMessage.of('Q', forwarded(prepared.plan())));
      }
    }
    skipping = false;
    client.write(WireMessage.of('Z', backend.transaction()));
  }

  private static String forwarded(SqlPlan plan) {
    return plan instanceof SqlPlan.Forward ? ((SqlPlan.Forward) plan).sql() : "";
  }

  private void sync() throws IOException {
    skipping = false;
    backend.channel().write(WireMessage.of('S'));
    backend.channel().flush();
    while (true) {
      WireMessage answer = backend.channel().read();
      if (answer.type() == 'Z') {
        backend.transaction(answer.reader().character());
        client.write(answer);
        return;
      }
      relay(answer);
    }
  }

  private void extended(WireMessage message) throws IOException {
    switch (message.type()) {
      case 'P':
        parse(message);
        break;
      case 'B':
        bind(message);
        break;
      case 'D':
        describe(message);
        break;
      case 'E':
        String name = message.reader().text();
        Portal portal = portals.get(name);
        if (portal == null) {
          refuse(RedshiftError.of("34000", "portal \"" + name + "\" does not exist"));
        } else {
          executePortal(portal, message);
        }
        break;
      case 'C':
        close(message);
        break;
      default:
        throw new IOException("What is a message of type " + message.type() + "?");
    }
  }

  private void parse(WireMessage message) throws IOException {
    WireMessage.Reader reader = message.reader();
    String name = reader.text();
    String sql = reader.text();
    byte[] types = reader.rest();
    List<List<SqlToken>> parts = SqlToken.statements(sql);
    Prepared prepared =
        new Prepared(
            sql,
            parts.size() > 1
                ? new SqlPlan.Refusal(
                    RedshiftError.of(
                        "42601", "cannot insert multiple commands into a prepared statement"))
                : rewrite.plan(parts.isEmpty() ? List.of() : parts.get(0)));
    statements.put(name, prepared);
    if (prepared.plan() instanceof SqlPlan.Refusal) {
      RedshiftError error = ((SqlPlan.Refusal) prepared.plan()).error();
      refuse(error);
      logged(prepared.sql(), List.of(), Instant.now(), outcome(error));
    } else if (prepared.plan() instanceof SqlPlan.Forward) {
      backend.send(WireMessage.of('P', name, forwarded(prepared.plan()), types));
      relayUntil("1", prepared.sql(), List.of());
    } else {
      client.write(WireMessage.of('1'));
    }
  }

  private void bind(WireMessage message) throws IOException {
    WireMessage.Reader reader = message.reader();
    String portal = reader.text();
    String statement = reader.text();
    Prepared prepared = statements.get(statement);
    if (prepared == null) {
      refuse(RedshiftError.of("26000", "prepared statement \"" + statement + "\" does not exist"));
      return;
    }
    List<String> parameters = parameters(reader);
    portals.put(portal, new Portal(prepared, parameters));
    if (prepared.plan() instanceof SqlPlan.Forward) {
      backend.send(message);
      relayUntil("2", prepared.sql(), parameters);
    } else {
      client.write(WireMessage.of('2'));
    }
  }

  private static List<String> parameters(WireMessage.Reader reader) {
    int formats = reader.int16();
    boolean[] binary = new boolean[formats];
    for (int i = 0; i < formats; i++) {
      binary[i] = reader.int16() == 1;
    }
    List<String> parameters = new ArrayList<>();
    int count = reader.int16();
    for (int i = 0; i < count; i++) {
      int length = reader.int32();
      byte[] value = length < 0 ? null : reader.bytes(length);
      boolean hex = formats > 0 && binary[formats == 1 ? 0 : i];
      parameters.add(
          value == null
              ? "NULL"
              : hex ? HexFormat.of().formatHex(value) : new String(value, StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private void describe(WireMessage message) throws IOException {
    WireMessage.Reader reader = message.reader();
    boolean statement = reader.character() == 'S';
    String name = reader.text();
    Prepared prepared =
        statement
            ? statements.get(name)
            : portals.containsKey(name) ? portals.get(name).prepared : null;
    if (prepared == null || prepared.plan() instanceof SqlPlan.Forward) {
      backend.send(message);
      relayUntil("Tn", prepared == null ? "" : prepared.sql(), List.of());
      return;
    }
    if (statement) {
      client.write(WireMessage.of('t', (short) 0));
    }
    client.write(WireMessage.of('n'));
  }

  private void close(WireMessage message) throws IOException {
    WireMessage.Reader reader = message.reader();
    boolean statement = reader.character() == 'S';
    String name = reader.text();
    if (statement) {
      statements.remove(name);
    } else {
      portals.remove(name);
    }
    // Postgres does not mind to close what it does not know.
    backend.send(message);
    relayUntil("3", "", List.of());
  }

  private void executePortal(Portal portal, WireMessage message) throws IOException {
    if (portal.started) {
      backend.send(message);
      relayUntil("CsI", portal.prepared.sql(), portal.parameters);
      return;
    }
    portal.started = true;
    skipping = !execute(portal.prepared, portal.parameters, message);
  }

  /** Does one statement, with what a test wants to go wrong; tells whether it went well. */
  private boolean execute(Prepared prepared, List<String> parameters, WireMessage message)
      throws IOException {
    String sql = prepared.sql();
    Instant start = Instant.now();
    if (faults.before(sql)) {
      logged(sql, parameters, start, "DROPPED BEFORE");
      throw new Dropped();
    }
    String outcome;
    boolean good = true;
    try {
      RedshiftError failure = faults.failure(sql);
      if (failure != null) {
        throw failure;
      }
      outcome = perform(prepared.plan(), message);
    } catch (RedshiftError e) {
      refuse(e);
      outcome = outcome(e);
      good = false;
    }
    if (faults.after(sql)) {
      if (message.type() != 'Q') {
        sync();
      }
      logged(sql, parameters, start, "DROPPED AFTER");
      throw new Dropped();
    }
    logged(sql, parameters, start, outcome);
    return good;
  }

  private String perform(SqlPlan plan, WireMessage message) throws IOException, RedshiftError {
    if (plan instanceof SqlPlan.Refusal) {
      throw ((SqlPlan.Refusal) plan).error();
    }
    if (plan instanceof SqlPlan.Forward) {
      String tag = forward(message);
      if (((SqlPlan.Forward) plan).commits()) {
        backend.run("COMMIT");
      }
      return tag;
    }
    String tag;
    if (plan instanceof SqlPlan.Copy) {
      long rows = transfers.copy(backend, ((SqlPlan.Copy) plan).tokens());
      client.write(
          WireMessage.of(
              'N',
              'S',
              "INFO",
              'C',
              "00000",
              'M',
              "Load into table completed, " + rows + " record(s) loaded successfully.",
              '\0'));
      tag = "COPY";
    } else if (plan instanceof SqlPlan.Unload) {
      transfers.unload(backend, rewrite, ((SqlPlan.Unload) plan).tokens());
      tag = "UNLOAD";
    } else {
      tag = ((SqlPlan.Nothing) plan).tag();
    }
    client.write(WireMessage.of('C', tag));
    return tag;
  }

  /** Has the database do it; the rows go to the client as they come. */
  private String forward(WireMessage message) throws IOException, RedshiftError {
    String tag = "";
    if (message.type() != 'Q') {
      backend.send(message);
      while (true) {
        WireMessage answer = backend.channel().read();
        if (answer.type() == 'E') {
          throw RedshiftError.of(answer);
        }
        relay(answer);
        if ("CsI".indexOf(answer.type()) >= 0) {
          return answer.type() == 'C' ? answer.reader().text() : "";
        }
      }
    }
    backend.channel().write(message);
    backend.channel().flush();
    RedshiftError error = null;
    while (true) {
      WireMessage answer = backend.channel().read();
      if (answer.type() == 'Z') {
        backend.transaction(answer.reader().character());
        if (error != null) {
          throw error;
        }
        return tag;
      }
      if (answer.type() == 'E') {
        error = RedshiftError.of(answer);
      } else {
        tag = answer.type() == 'C' ? answer.reader().text() : tag;
        relay(answer);
      }
    }
  }

  private void relayUntil(String types, String sql, List<String> parameters) throws IOException {
    while (true) {
      WireMessage answer = backend.channel().read();
      if (answer.type() == 'E') {
        RedshiftError error = RedshiftError.of(answer);
        skipping = true;
        client.write(error.message());
        logged(sql, parameters, Instant.now(), outcome(error));
        return;
      }
      relay(answer);
      if (types.indexOf(answer.type()) >= 0) {
        return;
      }
    }
  }

  private void relay(WireMessage answer) throws IOException {
    client.write(answer);
  }

  private void refuse(RedshiftError error) throws IOException {
    skipping = true;
    if (!error.isFromBackend()) {
      backend.abort();
    }
    client.write(error.message());
  }

  private static String outcome(RedshiftError error) {
    return "ERROR " + error.sqlState() + " " + error.getMessage();
  }

  private void logged(String sql, List<String> parameters, Instant start, String outcome) {
    long millis = Duration.between(start, Instant.now()).toMillis();
    log.add(new StatementLog.Statement(number, sql, parameters, start, millis, outcome));
  }

  /** Whether a conversation ended because one side left. */
  static boolean isEnd(IOException e) {
    return e instanceof EOFException || e instanceof Dropped || e instanceof SocketException;
  }
}
