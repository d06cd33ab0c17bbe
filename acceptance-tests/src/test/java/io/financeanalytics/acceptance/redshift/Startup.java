package io.financeanalytics.acceptance.redshift;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The first words between a client and a server: who it is, and which database it wants. */
final class Startup {

  private static final int PROTOCOL = 196_608;
  private static final int SSL = 80_877_103;
  private static final int GSS = 80_877_104;
  private static final int CANCEL = 80_877_102;
  private static final int MD5 = 5;
  private static final String VERSION = "8.0.2";

  /** What Postgres takes; Amazon's driver sends more. */
  private static final Set<String> PASSED =
      Set.of(
          "user",
          "database",
          "client_encoding",
          "DateStyle",
          "TimeZone",
          "extra_float_digits",
          "application_name");

  private final int backendPort;
  private final Map<String, String> passwords;

  Startup(int backendPort, Map<String, String> passwords) {
    this.backendPort = backendPort;
    this.passwords = passwords;
  }

  /** Lets a client in; null when it is not let in or wanted something else. */
  Backend connect(WireChannel client) throws IOException {
    byte[] body = client.readBody();
    int code = new WireMessage.Reader(body).int32();
    while (code == SSL || code == GSS) {
      client.writeRaw('N');
      client.flush();
      body = client.readBody();
      code = new WireMessage.Reader(body).int32();
    }
    if (code == CANCEL) {
      cancel(body);
      return null;
    }
    Map<String, String> parameters = parameters(body);
    if (!isKnown(client, parameters.get("user"))) {
      return null;
    }
    WireChannel backend =
        new WireChannel(new Socket(InetAddress.getLoopbackAddress(), backendPort));
    if (start(client, backend, parameters)) {
      return new Backend(backend);
    }
    backend.close();
    return null;
  }

  private void cancel(byte[] body) throws IOException {
    try (WireChannel backend =
        new WireChannel(new Socket(InetAddress.getLoopbackAddress(), backendPort))) {
      backend.writeBody(body);
      backend.flush();
      backend.read();
    } catch (EOFException expected) {
      return;
    }
  }

  private static Map<String, String> parameters(byte[] body) {
    WireMessage.Reader reader = new WireMessage.Reader(body);
    reader.int32();
    Map<String, String> parameters = new LinkedHashMap<>();
    String name = reader.text();
    while (!name.isEmpty()) {
      parameters.put(name, reader.text());
      name = reader.hasMore() ? reader.text() : "";
    }
    return parameters;
  }

  private boolean isKnown(WireChannel client, String user) throws IOException {
    byte[] salt = new byte[4];
    new SecureRandom().nextBytes(salt);
    client.write(WireMessage.of('R', MD5, salt));
    client.flush();
    String answer = client.read().reader().text();
    String password = passwords.get(user);
    if (password != null && answer.equals("md5" + md5(md5(text(password + user)), salt))) {
      return true;
    }
    RedshiftError error =
        RedshiftError.of("28000", "password authentication failed for user \"" + user + "\"");
    client.write(error.message("FATAL"));
    client.flush();
    return false;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String md5(String text, byte[] salt) {
    byte[] salted = new byte[text.length() + salt.length];
    System.arraycopy(text(text), 0, salted, 0, text.length());
    System.arraycopy(salt, 0, salted, text.length(), salt.length);
    return md5(salted);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean start(
      WireChannel client, WireChannel backend, Map<String, String> parameters) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(WireMessage.of(' ', PROTOCOL).body());
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (PASSED.contains(parameter.getKey())) {
        body.write(WireMessage.of(' ', parameter.getKey(), parameter.getValue()).body());
      }
    }
    body.write(0);
    backend.writeBody(body.toByteArray());
    backend.flush();
    while (true) {
      WireMessage answer = backend.read();
      client.write(answer.type() == 'S' ? asRedshift(answer) : answer);
      if (answer.type() == 'Z' || answer.type() == 'E') {
        client.flush();
        return answer.type() == 'Z';
      }
    }
  }

  private static WireMessage asRedshift(WireMessage status) {
    boolean version = status.reader().text().equals("server_version");
    return version ? WireMessage.of('S', "server_version", VERSION) : status;
  }
}
