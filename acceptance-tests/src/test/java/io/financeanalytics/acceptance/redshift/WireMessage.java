package io.financeanalytics.acceptance.redshift;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A message of the protocol between a client and a database: a type and a body. */
final class WireMessage {

  private final char type;
  private final byte[] body;

  WireMessage(char type, byte[] body) {
    this.type = type;
    this.body = body;
  }

  /**
   * A message made of parts.
   *
   * @param parts a text, which is ended by a zero; an Integer of four bytes; a Short of two; a
   *     Character of one; or bytes
   */
  static WireMessage of(char type, Object... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (Object part : parts) {
      byte[] bytes = bytes(part);
      body.write(bytes, 0, bytes.length);
    }
    return new WireMessage(type, body.toByteArray());
  }

  private static byte[] bytes(Object part) {
    if (part instanceof String) {
      return (part + "\0").getBytes(StandardCharsets.UTF_8);
    }
    if (part instanceof Integer) {
      return ByteBuffer.allocate(4).putInt((Integer) part).array();
    }
    if (part instanceof Short) {
      return ByteBuffer.allocate(2).putShort((Short) part).array();
    }
    if (part instanceof Character) {
      return new byte[] {(byte) ((Character) part).charValue()};
    }
    return (byte[]) part;
  }

  char type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  Reader reader() {
    return new Reader(body);
  }

  /** Reads a body from its beginning to its end. */
  static final class Reader {
    private final ByteBuffer body;

    Reader(byte[] body) {
      this.body = ByteBuffer.wrap(body);
    }

    boolean hasMore() {
      return body.hasRemaining();
    }

    char character() {
      return (char) body.get();
    }

    short int16() {
      return body.getShort();
    }

    int int32() {
      return body.getInt();
    }

    byte[] bytes(int count) {
      byte[] bytes = new byte[count];
      body.get(bytes);
      return bytes;
    }

    byte[] rest() {
      return bytes(body.remaining());
    }

    /** A text up to its zero. */
    String text() {
      int start = body.position();
      int end = start;
      while (body.get(end) != 0) {
        end++;
      }
      String text = new String(bytes(end - start), StandardCharsets.UTF_8);
      body.get();
      return text;
    }
  }
}
