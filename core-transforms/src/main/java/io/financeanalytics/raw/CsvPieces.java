package io.financeanalytics.raw;

import java.io.IOException;

/**
 * Tells which lines of a file are no records but pieces of one that has line breaks inside quotes.
 * Such a line may look like a complete record and must never be taken for one.
 *
 * <p>Where line breaks in quotes are not allowed, a line that ends inside a quoted field is
 * followed to the end that its record would have if they were. If that makes a record with as many
 * fields as the header, all its lines are pieces; if not, the line has a stray quote, and the lines
 * after it stand for themselves. A line is judged by what follows within {@link #FARTHEST} bytes,
 * never by what was found before it, so the outcome does not depend on where in a file reading
 * begins.
 *
 * <p>Where they are allowed, a record over several lines that cannot be cut into fields is given up
 * line by line, so that a quote that is never closed costs as many records as it takes lines.
 */
public final class CsvPieces {

  /**
   * How many bytes a record with line breaks may have to be recognised by its pieces; a reader that
   * begins in the middle of a file looks at as many bytes before its first record.
   */
  public static final int FARTHEST = 32 << 10;

  private static final String LINE_BREAK =
      "a line break inside quotes, which needs the multiline option";
  private static final String TOO_LONG = "longer than " + CsvRecords.LONGEST_RECORD + " bytes";

  private final boolean lineBreaksInQuotes;
  private final int width;
  private final CsvFields whole = new CsvFields();
  private long until;
  private String faultOfPieces;

  /**
   * Nothing is known yet of a file.
   *
   * @param lineBreaksInQuotes whether a quoted field may contain line breaks
   * @param width the number of fields in the file's header
   */
  public CsvPieces(boolean lineBreaksInQuotes, int width) {
    this.lineBreaksInQuotes = lineBreaksInQuotes;
    this.width = width;
  }

  /**
   * Cuts the current record into its fields. A record over several lines that cannot be cut becomes
   * its first line, and its other lines follow as records.
   *
   * @param records where the record is the current one; its bytes may move
   * @param fields receives the values
   * @return null when the record is well formed, otherwise what is wrong with it
   * @throws IOException when the content cannot be read
   */
  public String split(CsvRecords records, CsvFields fields) throws IOException {
    String fault =
        records.tooLong()
            ? TOO_LONG
            : fields.split(records.bytes(), records.start(), records.end());
    if (fault != null && lineBreaksInQuotes && records.spansLines()) {
      faultOfPieces = fault + " in the record that begins at byte " + records.offset();
      until = Math.min(records.nextOffset(), records.offset() + CsvRecords.LONGEST_RECORD);
      records.againByLine(until);
    } else if (fault != null && !lineBreaksInQuotes && fields.endInQuotes() && !records.tooLong()) {
      faultOfPieces = LINE_BREAK;
      until = Math.max(until, records.offset() + lengthAcrossLines(records));
    }
    return records.offset() < until ? faultOfPieces : fault;
  }

  /** The length of the record that the current line begins; 0 when it begins none. */
  private int lengthAcrossLines(CsvRecords records) throws IOException {
    int limit = records.ahead(FARTHEST);
    int start = records.start();
    int end = endOfRecord(records.bytes(), start, limit);
    boolean hasEnd = end >= 0 && (end < limit || limit - start < FARTHEST);
    boolean isRecord =
        hasEnd
            && whole.split(records.bytes(), start, withoutReturn(records.bytes(), end)) == null
            && whole.count() == width;
    return isRecord ? end - start : 0;
  }

  /**
   * Index of the line feed that ends the record, or {@code limit}; -1 as soon as it is certain that
   * there is no record of the header's width.
   */
  private int endOfRecord(byte[] bytes, int start, int limit) {
    int i = start;
    for (int field = 0; field < width; field++) {
      i = afterPadding(bytes, i, limit);
      if (i < limit && bytes[i] == '"') {
        i = afterPadding(bytes, afterClosingQuote(bytes, i + 1, limit), limit);
        boolean textFollows = i < limit && bytes[i] != ',' && bytes[i] != '\n' && bytes[i] != '\r';
        if (textFollows) {
          return -1;
        }
      }
      while (i < limit && bytes[i] != ',' && bytes[i] != '\n') {
        i++;
      }
      if (i == limit || bytes[i] == '\n') {
        return i;
      }
      i++;
    }
    return -1;
  }

  /** Index after the quote that closes the field, or {@code limit}. */
  private static int afterClosingQuote(byte[] bytes, int from, int limit) {
    for (int i = from; i < limit; i++) {
      if (bytes[i] == '"') {
        if (i + 1 == limit || bytes[i + 1] != '"') {
          return i + 1;
        }
        i++;
      }
    }
    return limit;
  }

  private static int afterPadding(byte[] bytes, int from, int limit) {
    int i = from;
    while (i < limit && (bytes[i] == ' ' || bytes[i] == '\t')) {
      i++;
    }
    return i;
  }

  private static int withoutReturn(byte[] bytes, int end) {
    return bytes[end - 1] == '\r' ? end - 1 : end;
  }
}
