package io.financeanalytics.acceptance.redshift;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Redshift on a free port of the loopback address, for Amazon's own driver: a Postgres behind a
 * proxy that knows Redshift's dialect, its COPY and UNLOAD, and what can go wrong on the way.
 */
public final class RedshiftServer implements AutoCloseable {

  /** The one database. */
  public static final String DATABASE = "finance";

  private static final String USER = "loader";
  private static final String PASSWORD = "Loader-secret-1";

  private final EmbeddedPostgres postgres;
  private final ServerSocket listener;
  private final S3Server s3;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Set<WireChannel> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final Faults faults = new Faults();
  private final StatementLog log = new StatementLog();

  private RedshiftServer(EmbeddedPostgres postgres, ServerSocket listener, S3Server s3) {
    this.postgres = postgres;
    this.listener = listener;
    this.s3 = s3;
  }

  /** Starts an empty database that loads from, and unloads to, an S3. */
  public static RedshiftServer start(S3Server s3) {
    try {
      EmbeddedPostgres postgres =
          EmbeddedPostgres.builder()
              .setServerConfig("fsync", "off")
              .setServerConfig("synchronous_commit", "off")
              .setServerConfig("full_page_writes", "off")
              .setServerConfig("timezone", "UTC")
              .start();
      ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      RedshiftServer server = new RedshiftServer(postgres, listener, s3);
      server.prepare();
      server.background("redshift-accept", server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void prepare() {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : SystemCatalog.database(DATABASE)) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    addUser(USER, PASSWORD);
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER DATABASE " + DATABASE + " OWNER TO " + USER);
      statement.execute("ALTER SCHEMA public OWNER TO " + USER);
      for (String sql : SystemCatalog.objects()) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address for Amazon's driver, without user and password. */
  public String jdbcUrl() {
    return "jdbc:redshift://localhost:" + port() + "/" + DATABASE + "?ssl=false";
  }

  /** The port on the loopback address. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The user who owns the database. */
  public String user() {
    return USER;
  }

  /** The password of {@link #user()}. */
  public String password() {
    return PASSWORD;
  }

  /** Adds a user, who may do nothing until it is granted something. */
  public void addUser(String name, String password) {
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + SqlCursor.quoted(name) + " LOGIN");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    passwords.put(name, password);
  }

  /** A connection straight to the database behind, as its administrator, in Postgres's words. */
  public Connection admin() throws SQLException {
    return postgres.getDatabase("postgres", DATABASE).getConnection();
  }

  /** What a test wants to go wrong. */
  public Faults faults() {
    return faults;
  }

  /** Every statement so far. */
  public StatementLog log() {
    return log;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        int number = connections.incrementAndGet();
        background("redshift-session-" + number, () -> serve(number, socket));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void background(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(int number, Socket socket) {
    try (WireChannel client = new WireChannel(socket)) {
      clients.add(client);
      try {
        serve(number, client);
      } finally {
        clients.remove(client);
      }
    } catch (IOException e) {
      if (!WireSession.isEnd(e)) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(int number, WireChannel client) throws IOException {
    Backend backend = new Startup(postgres.getPort(), passwords).connect(client);
    if (backend == null) {
      return;
    }
    try (WireChannel channel = backend.channel()) {
      LoadErrors errors = new LoadErrors(postgres.getDatabase("postgres", DATABASE));
      Transfers transfers = new Transfers(s3, errors);
      new WireSession(number, client, backend, transfers, faults, log).serve();
      channel.write(WireMessage.of('X'));
      channel.flush();
    }
  }

  @Override
  public void close() {
    try {
      faults.clear();
      listener.close();
      clients.forEach(WireChannel::close);
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
