package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.raw.CsvPieces;
import io.financeanalytics.raw.RawFile;
import io.financeanalytics.table.PlatformChannels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CsvPartitionReaderTest {

  private static final String HEADER = "AdPlatform,ChannelName\n";
  private static final StructType SCHEMA = PlatformChannels.TABLE.stagedSchema();
  private static final StagingSettings SETTINGS =
      new StagingSettings(ZoneOffset.UTC, "USD", false, false);

  @Rule public final TemporaryFolder raw = new TemporaryFolder();

  private final Configuration hadoop = new Configuration();

  @Test
  public void whereverAFileIsCutEveryRecordIsReadOnce() throws IOException {
    RawFile file = write(HEADER + "Google,Shop\r\n\r\n \nMeta,\"W,eb\"\nbr\"oken\n,\nX,Y");
    List<String> whole = read(file, List.of(file.dataStart(), file.length()));
    assertThat(whole).hasSize(5);

    for (long cut = file.dataStart(); cut <= file.length(); cut++) {
      assertThat(read(file, List.of(file.dataStart(), cut, file.length())))
          .as("cut at byte %d", cut)
          .isEqualTo(whole);
    }
  }

  @Test
  public void randomFilesGiveTheSameRowsHoweverTheyAreCut() throws IOException {
    Random random = new Random(42);
    long records = 0;
    for (int round = 0; round < 400; round++) {
      String header = HEADER.replace("\n", random.nextBoolean() ? "\n" : "\r\n");
      String content = header + randomCsv(random);
      RawFile file = write(content);
      List<String> whole = read(file, List.of(file.dataStart(), file.length()));
      List<Long> cuts = new ArrayList<>();
      int step = 1 + random.nextInt(80);
      for (long cut = file.dataStart(); cut < file.length(); cut += step) {
        cuts.add(cut);
      }
      cuts.add(file.length());

      assertThat(whole).as("records of <%s>", content).hasSize(linesWithText(content) - 1);
      assertThat(read(file, cuts)).as("<%s> every %d bytes", content, step).isEqualTo(whole);
      records += whole.size();
    }
    assertThat(records).isGreaterThan(4_000);
  }

  @Test
  public void aPieceOfARecordIsNoRecordWhereverTheFileIsCut() throws IOException {
    String broken = "\"Goo\nGhost,Shop\n\n\"\"Ghost\"\",Shop\r\ngle\",Shop\n";
    RawFile file = write(HEADER + "a,b\n" + broken + "c,d\n\"stray,e\nf,g\n" + broken + "h,i");

    List<String> whole = read(file, List.of(file.dataStart(), file.length()));

    assertThat(whole.stream().filter(row -> !row.contains("malformed_record")))
        .extracting(row -> row.substring(0, 3))
        .containsExactly("a,b", "c,d", "f,g", "h,i");
    assertThat(whole.stream().filter(row -> row.contains("the multiline option"))).hasSize(8);
    for (long cut = file.dataStart(); cut <= file.length(); cut++) {
      assertThat(read(file, List.of(file.dataStart(), cut, file.length())))
          .as("cut at byte %d", cut)
          .isEqualTo(whole);
    }
  }

  @Test
  public void aRecordWithManyPiecesIsRecognisedFromAnyOfThem() throws IOException {
    String pieces = "Ghost,Shop\n".repeat(CsvPieces.FARTHEST / 11 - 2);
    RawFile file = write(HEADER + "x".repeat(50_000) + ",y\n\"" + pieces + "\",Shop\na,b\n");

    List<String> whole = read(file, List.of(file.dataStart(), file.length()));

    assertThat(whole.stream().filter(row -> row.contains("malformed_record")))
        .hasSize(whole.size() - 2);
    for (long cut = file.length() - 5; cut > 50_000; cut -= 1_003) {
      assertThat(read(file, List.of(file.dataStart(), cut, file.length()))).isEqualTo(whole);
    }
  }

  @Test
  public void withLineBreaksAllowedAQuoteThatIsNeverClosedSpoilsEveryLineThatItTakes()
      throws IOException {
    RawFile file = write(HEADER + "a,\"b\nc\"\nd,\"e\n\nf,g\r\nh,i\n");

    assertThat(readMultiline(file))
        .containsExactly(
            "a,b\nc,file.csv,23,a,\"b\nc\",null,null",
            malformed(31, "d,\"e", "unbalanced quote in the record that begins at byte 31"),
            malformed(37, "f,g", "unbalanced quote in the record that begins at byte 31"),
            malformed(42, "h,i", "unbalanced quote in the record that begins at byte 31"));
  }

  @Test
  public void withLineBreaksAllowedAQuoteThatIsClosedTooLateSpoilsTheLinesInBetween()
      throws IOException {
    RawFile file = write(HEADER + "a,\"b\nc,d\ne,\"f\"\ng,h\n");

    String fault = "text after a closing quote in the record that begins at byte 23";
    assertThat(readMultiline(file))
        .containsExactly(
            malformed(23, "a,\"b", fault),
            malformed(28, "c,d", fault),
            malformed(32, "e,\"f\"", fault),
            "g,h,file.csv,38,g,h,null,null");
  }

  @Test
  public void theRecordsAreTheSameWhicheverColumnsAreWanted() throws IOException {
    RawFile file = write(HEADER + "a,\"b\nc,d\ne,\"f\"\ng,h\n\"\ni,j");
    StructType place = new StructType().add(SCHEMA.apply("RecordOffset"));

    for (boolean multiline : List.of(false, true)) {
      StagingSettings settings = new StagingSettings(ZoneOffset.UTC, "USD", multiline, false);
      List<CsvSplit> all = List.of(new CsvSplit(file, file.dataStart(), Long.MAX_VALUE));
      assertThat(read(all, settings, place))
          .containsExactly("23", "28", "32", "38", "42", "44")
          .hasSameSizeAs(read(all, settings, SCHEMA));
    }
  }

  @Test
  public void oneTaskMayReadSplitsOfSeveralFiles() throws IOException {
    RawFile first = write(HEADER + "a,b\nc,d\n");
    RawFile second = write("ChannelName,AdPlatform\nf,e\n");
    List<CsvSplit> splits =
        List.of(
            new CsvSplit(first, first.dataStart() + 1, first.length()),
            new CsvSplit(second, second.dataStart(), second.length()));

    assertThat(read(splits))
        .containsExactly("c,d,file.csv,27,c,d,null,null", "e,f,file.csv,23,f,e,null,null");
  }

  /** The rows of a file cut at the given bytes, each piece read by a task of its own. */
  private List<String> read(RawFile file, List<Long> cuts) throws IOException {
    List<String> rows = new ArrayList<>();
    for (int i = 1; i < cuts.size(); i++) {
      rows.addAll(read(List.of(new CsvSplit(file, cuts.get(i - 1), cuts.get(i)))));
    }
    return rows;
  }

  private List<String> readMultiline(RawFile file) throws IOException {
    return read(
        List.of(new CsvSplit(file, file.dataStart(), Long.MAX_VALUE)),
        new StagingSettings(ZoneOffset.UTC, "USD", true, false),
        SCHEMA);
  }

  private List<String> read(List<CsvSplit> splits) throws IOException {
    return read(splits, SETTINGS, SCHEMA);
  }

  private List<String> read(List<CsvSplit> splits, StagingSettings settings, StructType columns)
      throws IOException {
    List<String> rows = new ArrayList<>();
    try (CsvPartitionReader reader =
        new CsvPartitionReader(
            new CsvTask(splits), PlatformChannels.TABLE, settings, columns, hadoop)) {
      while (reader.next()) {
        InternalRow row = reader.get();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
          values.add(row.isNullAt(i) ? "null" : row.get(i, columns.apply(i).dataType()).toString());
        }
        rows.add(String.join(",", values));
      }
    }
    return rows;
  }

  private static String malformed(long offset, String record, String fault) {
    return String.format(
        "null,null,file.csv,%d,%s,malformed_record,malformed_record: %s", offset, record, fault);
  }

  private static String randomCsv(Random random) {
    StringBuilder csv = new StringBuilder();
    for (int i = random.nextInt(80); i > 0; i--) {
      csv.append(
          switch (random.nextInt(14)) {
            case 0, 1 -> "\r\n";
            case 2, 3 -> "\n";
            case 4 -> "\n\n";
            case 5 -> ",";
            case 6 -> "\"";
            case 7 -> "\"a,b\",c\n";
            case 8 -> "\u00e9";
            case 9 -> " ";
            case 10 -> "\t\r\n";
            case 11 -> "x".repeat(random.nextInt(150));
            default -> "Google,Shop\n";
          });
    }
    return csv.toString();
  }

  private static int linesWithText(String content) {
    return (int) List.of(content.split("\r?\n")).stream().filter(l -> !l.matches("[ \t]*")).count();
  }

  private RawFile write(String content) throws IOException {
    Path file = raw.newFile().toPath();
    Files.writeString(file, content, StandardCharsets.UTF_8);
    String header = content.substring(0, content.indexOf('\n'));
    return new RawFile(
        file.toUri().toString(),
        "file.csv",
        Files.size(file),
        0,
        header.length() + 1,
        List.of(header.trim().split(",")));
  }
}
