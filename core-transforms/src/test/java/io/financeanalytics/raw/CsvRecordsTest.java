package io.financeanalytics.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class CsvRecordsTest {

  @Test
  public void recordsEndAtLfOrCrlf() throws IOException {
    assertThat(records("a\nb\r\nc\n")).containsExactly("0:a", "2:b", "5:c");
  }

  @Test
  public void theLastRecordNeedsNoLineEnd() throws IOException {
    assertThat(records("a\nb")).containsExactly("0:a", "2:b");
    assertThat(records("a\r\nb\r")).containsExactly("0:a", "3:b");
    assertThat(records("a")).containsExactly("0:a");
  }

  @Test
  public void blankLinesAreNoRecords() throws IOException {
    assertThat(records("\n\r\na\n \t\n\n\t\r\nb\n\n")).containsExactly("3:a", "12:b");
    assertThat(records("\n\n\r\n  \n")).isEmpty();
    assertThat(records("   ")).isEmpty();
    assertThat(records("")).isEmpty();
  }

  @Test
  public void aLoneCarriageReturnDoesNotEndARecord() throws IOException {
    assertThat(records("a\rb\nc")).containsExactly("0:a\rb", "4:c");
  }

  @Test
  public void lineBreaksInQuotesCutARecordUnlessTheyAreAllowed() throws IOException {
    String content = "1,\"a\nb\"\n2,c\n";

    assertThat(records(content)).containsExactly("0:1,\"a", "5:b\"", "8:2,c");
    assertThat(multiline(content)).containsExactly("0:1,\"a\nb\"", "8:2,c");
  }

  @Test
  public void allowedLineBreaksStayInsideTheirQuotes() throws IOException {
    assertThat(multiline("\"a\r\n\r\nb\",x\r\nc")).containsExactly("0:\"a\r\n\r\nb\",x", "12:c");
    assertThat(multiline("\"a\"\"\nb\"\nc")).containsExactly("0:\"a\"\"\nb\"", "8:c");
    assertThat(multiline("\"\"\"\n\"\nc")).containsExactly("0:\"\"\"\n\"", "6:c");
    assertThat(multiline("\"\"\nb\n")).containsExactly("0:\"\"", "3:b");
    assertThat(multiline("x, \"a\nb\"\n")).containsExactly("0:x, \"a\nb\"");
  }

  @Test
  public void aQuoteInsideAnUnquotedFieldOpensNothing() throws IOException {
    assertThat(multiline("12\" shelf,a\nb\n")).containsExactly("0:12\" shelf,a", "12:b");
  }

  @Test
  public void aQuoteThatIsNeverClosedTakesTheRestOfTheFile() throws IOException {
    assertThat(multiline("a\n\"b\nc\nd\n")).containsExactly("0:a", "2:\"b\nc\nd\n");
  }

  @Test
  public void offsetsCountFromWhereTheContentStandsInItsFile() throws IOException {
    CsvRecords records = new CsvRecords(stream(bytes("a\n\nb\r\nc")), 1_000, false);

    assertThat(records.next()).isTrue();
    assertThat(records.offset()).isEqualTo(1_000);
    assertThat(records.nextOffset()).isEqualTo(1_002);
    assertThat(records.next()).isTrue();
    assertThat(records.offset()).isEqualTo(1_003);
    assertThat(records.nextOffset()).isEqualTo(1_006);
    assertThat(records.next()).isTrue();
    assertThat(records.offset()).isEqualTo(1_006);
    assertThat(records.next()).isFalse();
  }

  @Test
  public void aSkippedLineEndsAtItsLineFeed() throws IOException {
    CsvRecords records = new CsvRecords(stream(bytes("rest of one\nb\nc")), 0, false);
    records.skipLine();

    assertThat(records.next()).isTrue();
    assertThat(text(records)).isEqualTo("b");
    assertThat(records.offset()).isEqualTo(12);
  }

  @Test
  public void aSkippedLineWithoutAnEndIsTheRestOfTheContent() throws IOException {
    CsvRecords records = new CsvRecords(stream(bytes("no end")), 0, false);
    records.skipLine();

    assertThat(records.next()).isFalse();
  }

  @Test
  public void aSkippedLineMayBeLongerThanTheBuffer() throws IOException {
    CsvRecords records = new CsvRecords(stream(bytes("x".repeat(3_000_000) + "\nb\n")), 0, false);
    records.skipLine();

    assertThat(records.next()).isTrue();
    assertThat(text(records)).isEqualTo("b");
    assertThat(records.offset()).isEqualTo(3_000_001);
  }

  @Test
  public void recordsLongerThanTheBufferAreWhole() throws IOException {
    String longest = "x".repeat(1_500_000);

    for (boolean lineBreaksInQuotes : List.of(false, true)) {
      CsvRecords records =
          new CsvRecords(stream(bytes("a\n" + longest + "\r\nb\n")), 0, lineBreaksInQuotes);
      assertThat(records.next()).isTrue();
      assertThat(records.next()).isTrue();
      assertThat(records.tooLong()).isFalse();
      assertThat(text(records)).hasSize(1_500_000).isEqualTo(longest);
      assertThat(records.next()).isTrue();
      assertThat(records.offset()).isEqualTo(1_500_004);
      assertThat(text(records)).isEqualTo("b");
      assertThat(records.next()).isFalse();
    }
  }

  @Test
  public void aRecordOverTheLimitIsOneRecordThatIsTooLong() throws IOException {
    String endless = "x".repeat(CsvRecords.LONGEST_RECORD * 2 + 5);

    for (boolean lineBreaksInQuotes : List.of(false, true)) {
      CsvRecords records =
          new CsvRecords(stream(bytes("a\n" + endless + "\nb\nc")), 0, lineBreaksInQuotes);
      assertThat(records.next()).isTrue();
      assertThat(records.tooLong()).isFalse();
      assertThat(records.next()).isTrue();
      assertThat(records.tooLong()).isTrue();
      assertThat(records.offset()).isEqualTo(2);
      assertThat(records.end() - records.start()).isGreaterThanOrEqualTo(CsvRecords.LONGEST_RECORD);
      assertThat(records.next()).isTrue();
      assertThat(records.tooLong()).isFalse();
      assertThat(text(records)).isEqualTo("b");
      assertThat(records.offset()).isEqualTo(2 + endless.length() + 1);
      assertThat(records.next()).isTrue();
      assertThat(text(records)).isEqualTo("c");
      assertThat(records.next()).isFalse();
    }
  }

  @Test
  public void aRecordOverTheLimitMayBeTheLast() throws IOException {
    String endless = "x".repeat(CsvRecords.LONGEST_RECORD + 1);

    for (String end : List.of("", "\n")) {
      CsvRecords records = new CsvRecords(stream(bytes(endless + end)), 0, false);
      assertThat(records.next()).isTrue();
      assertThat(records.tooLong()).isTrue();
      assertThat(records.next()).isFalse();
    }
  }

  @Test
  public void recordsAreThoseOfTheReferenceHoweverTheContentArrives() throws IOException {
    Random random = new Random(4);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder content = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        content.append("aab,\n\n\r \t\"\u00e9".charAt(random.nextInt(11)));
      }
      assertThat(records(content.toString()))
          .as("%s", content)
          .isEqualTo(reference(content.toString()));
    }
  }

  @Test
  public void withoutQuotesTheOptionMakesNoDifference() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder content = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        content.append("aab,\n\n\r \t\u00e9".charAt(random.nextInt(10)));
      }
      assertThat(multiline(content.toString())).isEqualTo(records(content.toString()));
    }
  }

  @Test
  public void theContentIsClosed() throws IOException {
    boolean[] closed = new boolean[1];
    new CsvRecords(
            new ByteArrayInputStream(new byte[0]) {
              @Override
              public void close() {
                closed[0] = true;
              }
            },
            0,
            false)
        .close();

    assertThat(closed[0]).isTrue();
  }

  /** Lines with their offsets, cut after every line feed. */
  private static List<String> reference(String content) {
    List<String> records = new ArrayList<>();
    int offset = 0;
    for (String line : content.split("(?<=\n)", -1)) {
      String record = line.replaceFirst("\n\\z", "").replaceFirst("\r\\z", "");
      if (!record.matches("[ \t]*")) {
        records.add(offset + ":" + record);
      }
      offset += bytes(line).length;
    }
    return records;
  }

  private static List<String> records(String content) throws IOException {
    return all(content, false);
  }

  private static List<String> multiline(String content) throws IOException {
    return all(content, true);
  }

  /** Every record with its offset. */
  private static List<String> all(String content, boolean lineBreaksInQuotes) throws IOException {
    List<String> all = new ArrayList<>();
    CsvRecords records = new CsvRecords(stream(bytes(content)), 0, lineBreaksInQuotes);
    while (records.next()) {
      all.add(records.offset() + ":" + text(records));
    }
    return all;
  }

  private static String text(CsvRecords records) {
    return new String(
        Arrays.copyOfRange(records.bytes(), records.start(), records.end()),
        StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String content) {
    return content.getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes in pieces of changing size, as a network delivers them. */
  private static InputStream stream(byte[] content) {
    return new ByteArrayInputStream(content) {
      private int piece;

      @Override
      public synchronized int read(byte[] into, int at, int length) {
        piece = piece % 7 + 1;
        int size = content.length > 10_000 ? 50_000 * piece : piece;
        return super.read(into, at, Math.min(length, size));
      }
    };
  }
}
