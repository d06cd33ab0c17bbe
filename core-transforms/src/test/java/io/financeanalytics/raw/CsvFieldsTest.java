package io.financeanalytics.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class CsvFieldsTest {

  private static final String UNBALANCED = "unbalanced quote";
  private static final String TEXT_AFTER = "text after a closing quote";

  @Test
  public void fieldsAreSeparatedByCommas() {
    assertThat(fields("a,b,c")).containsExactly("a", "b", "c");
    assertThat(fields("a,,c,")).containsExactly("a", "", "c", "");
    assertThat(fields("a")).containsExactly("a");
    assertThat(fields("")).containsExactly("");
    assertThat(fields(",")).containsExactly("", "");
  }

  @Test
  public void aQuotedFieldMayHoldCommasAndQuotes() {
    assertThat(fields("\"a,b\",c")).containsExactly("a,b", "c");
    assertThat(fields("\"say \"\"hi\"\"\",\"\"\"\"")).containsExactly("say \"hi\"", "\"");
    assertThat(fields("\"\",\"\"")).containsExactly("", "");
    assertThat(fields("\"a\nb\",\"c\r\nd\"")).containsExactly("a\nb", "c\r\nd");
  }

  @Test
  public void spacesAndTabsAroundAValueAreTrimmedInsideQuotesToo() {
    assertThat(fields("  a ,\tb\t, \" c \" ,\"\td e\t\"")).containsExactly("a", "b", "c", "d e");
    assertThat(fields("   ,\"  \",\"\"")).containsExactly("", "", "");
    assertThat(fields("a b\tc")).containsExactly("a b\tc");
  }

  @Test
  public void otherSpacesBelongToTheValue() {
    assertThat(fields("\u00a0a\u00a0,\u2003b")).containsExactly("\u00a0a\u00a0", "\u2003b");
  }

  @Test
  public void aQuoteThatIsNeverClosedIsUnbalanced() {
    assertThat(fault("a,\"b")).isEqualTo(UNBALANCED);
    assertThat(fault("\"")).isEqualTo(UNBALANCED);
    assertThat(fault("\"a\"\"")).isEqualTo(UNBALANCED);
    assertThat(fault("\"a\"\",b")).isEqualTo(UNBALANCED);
    assertThat(fault("\"a,b,c")).isEqualTo(UNBALANCED);
  }

  @Test
  public void aSingleQuoteInAnUnquotedFieldIsUnbalanced() {
    assertThat(fault("a,b\",c")).isEqualTo(UNBALANCED);
    assertThat(fault("12\" shelf,c")).isEqualTo(UNBALANCED);
  }

  @Test
  public void textAfterAClosingQuoteIsMalformed() {
    assertThat(fault("\"a\"b,c")).isEqualTo(TEXT_AFTER);
    assertThat(fault("\"a\" b,c")).isEqualTo(TEXT_AFTER);
    assertThat(fault("\"a\" \"b\",c")).isEqualTo(TEXT_AFTER);
  }

  @Test
  public void aNulByteIsMalformed() {
    assertThat(fault("a\0,b")).isEqualTo("a NUL byte");
    assertThat(fault("\u00e9\0")).isEqualTo("a NUL byte");
  }

  @Test
  public void bytesThatAreNotUtf8AreMalformed() {
    for (byte[] bytes :
        List.of(
            new byte[] {'a', (byte) 0xE9, ',', 'b'},
            new byte[] {(byte) 0xFF, (byte) 0xFE, 'a'},
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {'a', ',', (byte) 0xE2, (byte) 0x82})) {
      assertThat(new CsvFields().split(bytes, 0, bytes.length)).isEqualTo("not UTF-8 text");
    }
    assertThat(fields("\u00e9,\u20ac,\ud83d\ude00"))
        .containsExactly("\u00e9", "\u20ac", "\ud83d\ude00");
  }

  @Test
  public void onlyTheBytesOfTheRecordCount() {
    byte[] bytes = "\"x,a,b\",\"".getBytes(StandardCharsets.UTF_8);
    CsvFields fields = new CsvFields();

    assertThat(fields.split(bytes, 3, 6)).isNull();
    assertThat(fields.texts()).containsExactly("a", "b");
  }

  @Test
  public void aRecordDoesNotInheritFromTheOneBefore() {
    CsvFields fields = new CsvFields();
    split(fields, "\"unbalanced, 1, 2, 3");

    assertThat(split(fields, "a,b")).isNull();
    assertThat(fields.count()).isEqualTo(2);
    assertThat(fields.texts()).containsExactly("a", "b");
  }

  @Test
  public void manyAndLongFieldsFit() {
    String longest = "x".repeat(100_000);
    assertThat(fields("a," + longest + ",b")).containsExactly("a", longest, "b");
    assertThat(fields(",".repeat(9_999))).hasSize(10_000).containsOnly("");
  }

  @Test
  public void whatIsWrittenWithQuotesIsReadBack() {
    Random random = new Random(17);
    for (int i = 0; i < 20_000; i++) {
      List<String> values = new ArrayList<>();
      StringBuilder record = new StringBuilder();
      for (int field = random.nextInt(6); field >= 0; field--) {
        String value = randomText(random, "ab,\" \t\u00e9\n");
        values.add(trimmed(value));
        boolean plain = !value.contains("\"") && !value.contains(",") && random.nextBoolean();
        String quoted = "\"" + value.replace("\"", "\"\"") + "\"";
        record
            .append(plain ? value : " ".repeat(random.nextInt(2)) + quoted)
            .append(field > 0 ? "," : "");
      }
      assertThat(fields(record.toString())).as("%s", record).isEqualTo(values);
    }
  }

  @Test
  public void randomTextIsCutAsTheReferenceCutsIt() {
    Random random = new Random(18);
    int wellFormed = 0;
    for (int i = 0; i < 100_000; i++) {
      String record = randomText(random, "ab,,\"\" \t");
      Reference reference = new Reference(record);
      CsvFields fields = new CsvFields();
      String fault = split(fields, record);

      assertThat(fault).as("fault of <%s>", record).isEqualTo(reference.fault);
      if (fault == null) {
        wellFormed++;
        assertThat(fields.texts()).as("fields of <%s>", record).isEqualTo(reference.values);
      }
    }
    assertThat(wellFormed).isBetween(20_000, 80_000);
  }

  @Test
  public void howManyFieldsAreCutChangesNothingElse() {
    Random random = new Random(19);
    CsvFields some = new CsvFields();
    for (int i = 0; i < 50_000; i++) {
      String record = randomText(random, "ab,,,\" ") + "," + randomText(random, "abc,,,");
      int cut = random.nextInt(6);
      some.cutOnly(cut);
      CsvFields all = new CsvFields();

      String fault = split(all, record);
      assertThat(split(some, record)).as("fault of <%s>", record).isEqualTo(fault);
      if (fault == null) {
        assertThat(some.count()).as("fields of <%s>", record).isEqualTo(all.count());
        List<String> texts = all.texts();
        assertThat(some.texts()).isEqualTo(texts.subList(0, Math.min(cut, texts.size())));
      }
    }
  }

  /** The same rules once more, as an automaton over characters. */
  private static final class Reference {

    private enum State {
      FIELD_START,
      PLAIN,
      QUOTED,
      QUOTE_IN_QUOTED,
      AFTER_QUOTED
    }

    private final List<String> values = new ArrayList<>();
    private String fault;

    Reference(String record) {
      State state = State.FIELD_START;
      StringBuilder value = new StringBuilder();
      long plainQuotes = 0;
      for (char c : (record + ",").toCharArray()) {
        boolean padding = c == ' ' || c == '\t';
        if (state == State.QUOTED) {
          state = c == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
          value.append(c == '"' ? "" : c);
        } else if (state == State.QUOTE_IN_QUOTED && c == '"') {
          state = State.QUOTED;
          value.append(c);
        } else if (c == ',') {
          values.add(trimmed(value.toString()));
          value.setLength(0);
          state = State.FIELD_START;
        } else if (state == State.QUOTE_IN_QUOTED || state == State.AFTER_QUOTED) {
          state = State.AFTER_QUOTED;
          if (!padding) {
            fault = TEXT_AFTER;
            return;
          }
        } else if (state == State.FIELD_START && c == '"') {
          state = State.QUOTED;
        } else {
          state = state == State.FIELD_START && padding ? State.FIELD_START : State.PLAIN;
          plainQuotes += c == '"' ? 1 : 0;
          value.append(c);
        }
      }
      if (state == State.QUOTED || plainQuotes % 2 != 0) {
        fault = UNBALANCED;
      }
    }
  }

  private static String trimmed(String value) {
    return value.replaceAll("^[ \t]+|[ \t]+\\z", "");
  }

  private static String randomText(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(10); i > 0; i--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static List<String> fields(String record) {
    CsvFields fields = new CsvFields();
    assertThat(split(fields, record)).as(record).isNull();
    return fields.texts();
  }

  private static String fault(String record) {
    return split(new CsvFields(), record);
  }

  private static String split(CsvFields fields, String record) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    return fields.split(bytes, 0, bytes.length);
  }
}
