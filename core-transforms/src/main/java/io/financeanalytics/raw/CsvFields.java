package io.financeanalytics.raw;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts one record into the values of its fields: separated by commas, optionally in double quotes,
 * a quote inside quotes doubled. Spaces and tabs around a value are trimmed, inside quotes too. The
 * values stay valid until the next call of {@link #split} and as long as the record stands where it
 * is.
 */
public final class CsvFields {

  private static final long COMMAS = EightBytes.of(',');
  private static final long QUOTES = EightBytes.of('"');

  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  private byte[] copied = new byte[4096];

  /** What holds the values: the record itself, or, where quotes were taken out, a copy. */
  private byte[] values = copied;

  private int valuesEnd;
  private int[] starts = new int[32];
  private int[] ends = new int[32];
  private int count;
  private int cut = Integer.MAX_VALUE;
  private boolean endInQuotes;

  /**
   * From now on only the first fields of a record need have their values known; all are counted.
   *
   * @param fields how many of them
   */
  public void cutOnly(int fields) {
    cut = fields;
  }

  /**
   * Cuts the record in {@code bytes[start, end)}.
   *
   * @param bytes the bytes that hold the record
   * @param start index of its first byte
   * @param end index after its last byte
   * @return null when the record is well formed, otherwise what is wrong with it
   */
  public String split(byte[] bytes, int start, int end) {
    endInQuotes = false;
    return splitInPlace(bytes, start, end) ? null : splitCopy(bytes, start, end);
  }

  /**
   * Cuts a record of ASCII characters without quotes, as most are, where it stands; false when it
   * is another one.
   */
  private boolean splitInPlace(byte[] bytes, int start, int end) {
    count = 0;
    values = bytes;
    int valueStart = start;
    int i = start;
    for (; i <= end - EightBytes.COUNT; i += EightBytes.COUNT) {
      long word = EightBytes.at(bytes, i);
      if (EightBytes.matches(word, QUOTES) != 0 || EightBytes.hasNoPlainText(word)) {
        return false;
      }
      long commas = EightBytes.matches(word, COMMAS);
      if (count >= cut) {
        count += Long.bitCount(commas);
        continue;
      }
      for (; commas != 0; commas &= commas - 1) {
        int comma = i + EightBytes.first(commas);
        addField(valueStart, comma);
        valueStart = comma + 1;
      }
    }
    for (; i < end; i++) {
      byte b = bytes[i];
      if (b == ',') {
        addField(valueStart, i);
        valueStart = i + 1;
      } else if (b == '"' || b <= 0) {
        return false;
      }
    }
    addField(valueStart, end);
    return true;
  }

  private String splitCopy(byte[] bytes, int start, int end) {
    count = 0;
    valuesEnd = 0;
    if (copied.length < end - start) {
      copied = new byte[Math.max(end - start, copied.length * 2)];
    }
    values = copied;
    String fault = notText(bytes, start, end);
    int strayQuotes = 0;
    int i = start;
    while (fault == null) {
      while (i < end && isPadding(bytes[i])) {
        i++;
      }
      int valueStart = valuesEnd;
      if (i < end && bytes[i] == '"') {
        i = copyQuoted(bytes, i + 1, end);
        if (i < 0) {
          endInQuotes = true;
          return "unbalanced quote";
        }
        while (i < end && isPadding(bytes[i])) {
          i++;
        }
        if (i < end && bytes[i] != ',') {
          return "text after a closing quote";
        }
      } else {
        while (i < end && bytes[i] != ',') {
          strayQuotes += bytes[i] == '"' ? 1 : 0;
          values[valuesEnd++] = bytes[i++];
        }
      }
      addField(valueStart, valuesEnd);
      if (i >= end) {
        return strayQuotes % 2 == 0 ? null : "unbalanced quote";
      }
      i++;
    }
    return fault;
  }

  /** {@return whether the record ended inside a field that a quote had opened} */
  public boolean endInQuotes() {
    return endInQuotes;
  }

  /** {@return how many fields the record has} */
  public int count() {
    return count;
  }

  /** {@return the bytes that hold all values} */
  public byte[] bytes() {
    return values;
  }

  /**
   * {@return index of the first byte of a field's value}
   *
   * @param field the field's position, from 0 on; one of those that are cut, see {@link #cutOnly}
   */
  public int start(int field) {
    return starts[field];
  }

  /**
   * {@return index after the last byte of a field's value}
   *
   * @param field the field's position, from 0 on; one of those that are cut, see {@link #cutOnly}
   */
  public int end(int field) {
    return ends[field];
  }

  /** {@return all values that are cut, as text} */
  public List<String> texts() {
    int known = Math.min(count, cut);
    List<String> texts = new ArrayList<>(known);
    for (int i = 0; i < known; i++) {
      texts.add(new String(values, starts[i], ends[i] - starts[i], StandardCharsets.UTF_8));
    }
    return texts;
  }

  /**
   * Copies a quoted value up to its closing quote; the index after that quote, or -1 when there is
   * none.
   */
  private int copyQuoted(byte[] bytes, int from, int end) {
    int i = from;
    while (i < end) {
      byte b = bytes[i++];
      if (b == '"') {
        if (i == end || bytes[i] != '"') {
          return i;
        }
        i++;
      }
      values[valuesEnd++] = b;
    }
    return -1;
  }

  private void addField(int valueStart, int valueEnd) {
    if (count >= cut) {
      count++;
      return;
    }
    int from = valueStart;
    int to = valueEnd;
    while (from < to && isPadding(values[from])) {
      from++;
    }
    while (to > from && isPadding(values[to - 1])) {
      to--;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    starts[count] = from;
    ends[count++] = to;
  }

  private String notText(byte[] bytes, int start, int end) {
    boolean ascii = true;
    for (int i = start; i < end; i++) {
      if (bytes[i] == 0) {
        return "a NUL byte";
      }
      ascii &= bytes[i] > 0;
    }
    if (ascii) {
      return null;
    }
    try {
      utf8.decode(ByteBuffer.wrap(bytes, start, end - start));
      return null;
    } catch (CharacterCodingException e) {
      return "not UTF-8 text";
    }
  }

  private static boolean isPadding(byte b) {
    return b == ' ' || b == '\t';
  }
}
