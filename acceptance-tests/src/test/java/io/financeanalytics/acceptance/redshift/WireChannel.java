package io.financeanalytics.acceptance.redshift;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;

/** One end of a connection, in messages. */
final class WireChannel implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  WireChannel(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
  }

  /** Waits for a message. */
  WireMessage read() throws IOException {
    char type = (char) in.readUnsignedByte();
    return new WireMessage(type, readBody());
  }

  /** Waits for the first message, which has no type. */
  byte[] readBody() throws IOException {
    int length = in.readInt() - 4;
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return body;
  }

  /** Puts a message behind those that wait to be sent. */
  void write(WireMessage message) throws IOException {
    out.write(message.type());
    writeBody(message.body());
  }

  void writeBody(byte[] body) throws IOException {
    out.writeInt(body.length + 4);
    out.write(body);
  }

  void writeRaw(char sign) throws IOException {
    out.write(sign);
  }

  /** Sends what waits. */
  void flush() throws IOException {
    out.flush();
  }

  /** Cuts the connection; what waits is not sent. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
