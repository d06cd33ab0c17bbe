package io.financeanalytics.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Secrets Manager and the Data Catalog as the SDK speaks to them: signed JSON 1.1 requests. It
 * knows the calls that the job makes and refuses every other, and what the real ones refuse.
 */
final class AwsApi implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final Map<String, JsonNode> tables = new ConcurrentHashMap<>();
  private final List<String> calls = new ArrayList<>();

  /** The one database. */
  private static final String DATABASE = "lake";

  private record Refusal(String code, String message) {}

  private AwsApi(HttpServer server) {
    this.server = server;
    server.createContext("/", this::serve);
  }

  static AwsApi start() {
    try {
      AwsApi api =
          new AwsApi(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      api.server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void putSecret(String id, String value) {
    secrets.put(id, value);
  }

  /** Calls so far, such as {@code CreateTable dimdate}. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  /** The place of a table in the catalog. */
  Optional<String> location(String table) {
    return Optional.ofNullable(tables.get(table))
        .map(found -> found.path("StorageDescriptor").path("Location").asText());
  }

  /** The columns of a table in the catalog, such as {@code datekey int}. */
  List<String> columns(String table) {
    List<String> columns = new ArrayList<>();
    tables
        .get(table)
        .path("StorageDescriptor")
        .path("Columns")
        .forEach(
            column -> columns.add(column.get("Name").asText() + " " + column.get("Type").asText()));
    return columns;
  }

  /** Someone adds something to a table in the catalog. */
  void edit(String table, Consumer<ObjectNode> change) {
    ObjectNode edited = tables.get(table).deepCopy();
    change.accept(edited);
    tables.put(table, edited);
  }

  /** A table in the catalog. */
  JsonNode table(String table) {
    return tables.get(table);
  }

  /** Forgets secrets, tables and calls. */
  synchronized void forget() {
    secrets.clear();
    tables.clear();
    calls.clear();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      String signature = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      JsonNode request = JSON.readTree(exchange.getRequestBody());
      Object answer =
          signature.startsWith("AWS4-HMAC-SHA256 ")
              ? answer(target, request)
              : new Refusal("MissingAuthenticationTokenException", "Not signed");
      boolean refused = answer instanceof Refusal;
      ObjectNode body = JSON.createObjectNode();
      if (answer instanceof Refusal refusal) {
        body.put("__type", refusal.code()).put("message", refusal.message());
      } else {
        body = (ObjectNode) answer;
      }
      byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
      exchange.sendResponseHeaders(refused ? 400 : 200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Object answer(String target, JsonNode request) {
    String call = target.substring(target.indexOf('.') + 1);
    String name = request.path("TableInput").path("Name").asText(request.path("Name").asText());
    synchronized (this) {
      calls.add((call + " " + name).strip());
    }
    if (target.equals("secretsmanager.GetSecretValue")) {
      String id = request.path("SecretId").asText();
      return secrets.containsKey(id)
          ? JSON.createObjectNode().put("Name", id).put("SecretString", secrets.get(id))
          : new Refusal(
              "ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
    }
    if (!target.startsWith("AWSGlue.")) {
      return new Refusal("UnknownOperationException", target);
    }
    if (!DATABASE.equals(request.path("DatabaseName").asText())) {
      return new Refusal("EntityNotFoundException", "Database not found.");
    }
    return switch (call) {
      case "GetTable" ->
          tables.containsKey(name)
              ? JSON.createObjectNode().set("Table", tables.get(name))
              : new Refusal("EntityNotFoundException", "Entity Not Found");
      case "CreateTable" ->
          tables.putIfAbsent(name, request.get("TableInput")) == null
              ? JSON.createObjectNode()
              : new Refusal("AlreadyExistsException", "Table already exists.");
      case "UpdateTable" ->
          tables.replace(name, request.get("TableInput")) != null
              ? JSON.createObjectNode()
              : new Refusal("EntityNotFoundException", "Table not found.");
      default -> new Refusal("UnknownOperationException", target);
    };
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
