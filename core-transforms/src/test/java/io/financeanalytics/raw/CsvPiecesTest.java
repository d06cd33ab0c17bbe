package io.financeanalytics.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class CsvPiecesTest {

  private static final String LINE_BREAK =
      "a line break inside quotes, which needs the multiline option";

  @Test
  public void aLineInsideTheQuotesOfARecordIsAPieceThoughItLooksLikeARecord() throws IOException {
    assertThat(faults(3, "1,\"x\n2,a,b\ny\",c\n3,d,e\n"))
        .containsExactly(LINE_BREAK, LINE_BREAK, LINE_BREAK, "ok");
  }

  @Test
  public void aStrayQuoteTakesNoOtherLineWithIt() throws IOException {
    assertThat(faults(3, "1,\"x,b\n2,a,b\n3,d,e\n"))
        .containsExactly("unbalanced quote", "ok", "ok");
    assertThat(faults(3, "1,\"x,b\n2,\"a\",b\n")).containsExactly("unbalanced quote", "ok");
    assertThat(faults(3, "1,\"x,b\n2,a,\"b\"\n")).containsExactly("unbalanced quote", "ok");
  }

  @Test
  public void linesThatTogetherHaveAnotherNumberOfFieldsAreNoPieces() throws IOException {
    assertThat(faults(3, "1,\"x\ny\"\n2,a,b\n"))
        .containsExactly("unbalanced quote", "unbalanced quote", "ok");
    assertThat(faults(3, "1,\"x\ny\",b,c\n2,a,b\n"))
        .containsExactly("unbalanced quote", "unbalanced quote", "ok");
  }

  @Test
  public void theQuoteOfAPieceMayStandAfterBlanksAndBeforeThem() throws IOException {
    assertThat(faults(3, "1, \t\"x\n2,a,b\ny\" ,c\r\n3,d,e\n"))
        .containsExactly(LINE_BREAK, LINE_BREAK, LINE_BREAK, "ok");
    assertThat(faults(2, "1,\"x\r\n2,a\r\ny\" \t\r\n3,d"))
        .containsExactly(LINE_BREAK, LINE_BREAK, LINE_BREAK, "ok");
  }

  @Test
  public void aQuoteInsideAFieldBeginsNoPiece() throws IOException {
    assertThat(faults(2, "1,5\" pipe\n2,a\n3,\"b\"\n"))
        .containsExactly("unbalanced quote", "ok", "ok");
  }

  @Test
  public void theLastPieceNeedsNoLineEnd() throws IOException {
    assertThat(faults(2, "1,\"x\n2,a\ny\"")).containsExactly(LINE_BREAK, LINE_BREAK, LINE_BREAK);
    assertThat(faults(2, "1,\"x\n2,a\ny")).containsExactly("unbalanced quote", "ok", "1 fields");
  }

  @Test
  public void aRecordOfMoreBytesIsNotRecognised() throws IOException {
    String fits = "1,\"" + "2,a\n".repeat((CsvPieces.FARTHEST - 8) / 4) + "xxx\"\n3,b";
    assertThat(faults(2, fits)).endsWith(LINE_BREAK, LINE_BREAK, "ok");
    assertThat(faults(2, fits.replace("xxx", "xxxx"))).endsWith("ok", "unbalanced quote", "ok");
  }

  @Test
  public void lookingAheadNeverLosesALine() throws IOException {
    StringBuilder content = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      content.append(i % 3 == 0 ? "1,\"x\n2,a\ny\"\n" : "3,\"some longer text\"\n");
      for (int line = i % 3 == 0 ? 0 : 2; line < 3; line++) {
        expected.add(i % 3 == 0 ? LINE_BREAK : "ok");
      }
    }

    assertThat(faults(2, content.toString())).isEqualTo(expected);
  }

  /** What is wrong with each line of a file whose header has that many fields. */
  private static List<String> faults(int width, String content) throws IOException {
    List<String> faults = new ArrayList<>();
    CsvPieces pieces = new CsvPieces(false, width);
    CsvFields fields = new CsvFields();
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    CsvRecords records = new CsvRecords(new ByteArrayInputStream(bytes), 0, false);
    while (records.next()) {
      String fault = pieces.split(records, fields);
      String ok = fields.count() == width ? "ok" : fields.count() + " fields";
      faults.add(fault == null ? ok : fault);
    }
    return faults;
  }
}
