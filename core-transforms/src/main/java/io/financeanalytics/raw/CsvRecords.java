package io.financeanalytics.raw;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into CSV records without decoding them. A record ends at LF or CRLF; with
 * line breaks in quotes allowed, a line end inside a quoted field belongs to the field. Lines of
 * nothing but spaces and tabs are no records and are passed over. The bytes of the current record
 * stay valid until the next call of {@link #next()}.
 */
public final class CsvRecords implements Closeable {

  /**
   * A longer record is given up: its first bytes are kept as evidence and it counts as malformed.
   */
  public static final int LONGEST_RECORD = 16 << 20;

  private static final int FIRST_BUFFER = 1 << 18;
  private static final long LINE_FEEDS = EightBytes.of('\n');

  private final InputStream content;
  private final boolean lineBreaksInQuotes;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int filled;
  private int nextStart;
  private long bufferOffset;
  private int start;
  private int end;
  private boolean tooLong;
  private boolean spansLines;
  private long linesUntil;
  private boolean exhausted;

  /**
   * Records of {@code content}, which is closed with this object.
   *
   * @param content uncompressed bytes
   * @param offset where the content's first byte stands in its file
   * @param lineBreaksInQuotes whether a quoted field may contain line breaks
   */
  public CsvRecords(InputStream content, long offset, boolean lineBreaksInQuotes) {
    this.content = content;
    this.bufferOffset = offset;
    this.lineBreaksInQuotes = lineBreaksInQuotes;
  }

  /**
   * Passes over everything up to and including the next line feed.
   *
   * @throws IOException when the content cannot be read
   */
  public void skipLine() throws IOException {
    start = nextStart;
    while (start < filled || fill()) {
      while (start < filled) {
        if (buffer[start++] == '\n') {
          nextStart = start;
          return;
        }
      }
      nextStart = start;
    }
  }

  /**
   * Moves to the next record; false when there is none.
   *
   * @return whether there is one
   * @throws IOException when the content cannot be read
   */
  public boolean next() throws IOException {
    if (tooLong) {
      skipLine();
    }
    do {
      start = nextStart;
      tooLong = false;
      spansLines = false;
      int stop = lineBreaksInQuotes && offset() >= linesUntil ? endOfRecord() : endOfLine();
      if (stop == start && stop == filled) {
        return false;
      }
      nextStart = tooLong ? stop : Math.min(stop + 1, filled);
      end = stop > start && buffer[stop - 1] == '\r' ? stop - 1 : stop;
    } while (isBlank());
    return true;
  }

  /**
   * Takes the current record back and gives its first line instead; all lines that begin before
   * {@code until} are then records of their own.
   *
   * @param until where in the file line breaks in quotes are allowed again
   * @throws IOException when the content cannot be read
   */
  public void againByLine(long until) throws IOException {
    linesUntil = until;
    nextStart = start;
    tooLong = false;
    next();
  }

  /**
   * Reads ahead without moving to another record, whose bytes may move to other indexes.
   *
   * @param most how many bytes are wanted from the current record's first one on
   * @return index after the last of them; there are fewer only at the end of the content
   * @throws IOException when the content cannot be read
   */
  public int ahead(int most) throws IOException {
    boolean more = true;
    while (more && filled - start < most) {
      more = fill();
    }
    return Math.min(filled, start + most);
  }

  /** {@return where the current record's first byte stands in the file} */
  public long offset() {
    return bufferOffset + start;
  }

  /** {@return where the next record's first byte would stand in the file} */
  public long nextOffset() {
    return bufferOffset + nextStart;
  }

  /** {@return the bytes that hold the current record} */
  public byte[] bytes() {
    return buffer;
  }

  /** {@return index of the current record's first byte} */
  public int start() {
    return start;
  }

  /** {@return index after the current record's last byte, the line end left out} */
  public int end() {
    return end;
  }

  /**
   * {@return whether the current record is only the first part of one longer than {@link
   * #LONGEST_RECORD}}
   */
  public boolean tooLong() {
    return tooLong;
  }

  /** {@return whether the current record has line feeds inside quotes} */
  public boolean spansLines() {
    return spansLines;
  }

  @Override
  public void close() throws IOException {
    content.close();
  }

  private boolean isBlank() {
    for (int i = start; i < end; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Index of the line feed that ends the line, or of the end of the content. */
  private int endOfLine() throws IOException {
    int length = 0;
    do {
      int i = lineFeed(start + length);
      if (i < filled) {
        return i;
      }
      length = filled - start;
    } while (mayGrow(length) && fill());
    return start + length;
  }

  /** Index of the next line feed, or of the end of what was read. */
  private int lineFeed(int from) {
    int i = from;
    for (; i <= filled - EightBytes.COUNT; i += EightBytes.COUNT) {
      long found = EightBytes.matches(EightBytes.at(buffer, i), LINE_FEEDS);
      if (found != 0) {
        return i + EightBytes.first(found);
      }
    }
    while (i < filled && buffer[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Like {@link #endOfLine}, but a line feed inside a quoted field does not count. */
  private int endOfRecord() throws IOException {
    boolean atFieldStart = true;
    boolean quotedField = false;
    boolean inQuotes = false;
    byte previous = 0;
    int length = 0;
    do {
      for (int i = start + length; i < filled; i++) {
        byte b = buffer[i];
        if (b == '"') {
          boolean opens = atFieldStart || (quotedField && previous == '"');
          inQuotes = !inQuotes && opens;
          quotedField |= atFieldStart;
          atFieldStart = false;
        } else if (!inQuotes) {
          if (b == '\n') {
            return i;
          }
          quotedField &= b != ',';
          atFieldStart = b == ',' || (atFieldStart && (b == ' ' || b == '\t'));
        } else if (b == '\n') {
          spansLines = true;
        }
        previous = b;
      }
      length = filled - start;
    } while (mayGrow(length) && fill());
    return start + length;
  }

  private boolean mayGrow(int length) {
    tooLong = length >= LONGEST_RECORD;
    return !tooLong;
  }

  /**
   * Reads more bytes after those of the current record, which move to the front; false at the end
   * of the content.
   */
  private boolean fill() throws IOException {
    if (exhausted) {
      return false;
    }
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, filled - start);
      bufferOffset += start;
      filled -= start;
      nextStart -= start;
      end -= start;
      start = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = content.read(buffer, filled, buffer.length - filled);
    exhausted = read < 0;
    filled += Math.max(read, 0);
    return !exhausted;
  }
}
