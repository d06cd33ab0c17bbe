package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final StagingSettings SETTINGS = new StagingSettings(ZoneOffset.UTC, "USD", false);

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

  private List<String> read(List<CsvSplit> splits) throws IOException {
    List<String> rows = new ArrayList<>();
    try (CsvPartitionReader reader =
        new CsvPartitionReader(
            new CsvTask(splits), PlatformChannels.TABLE, SETTINGS, SCHEMA, hadoop)) {
      while (reader.next()) {
        InternalRow row = reader.get();
        List<String> values = new ArrayList<>();
        for (int i = 0; i < SCHEMA.size(); i++) {
          values.add(row.isNullAt(i) ? "null" : row.get(i, SCHEMA.apply(i).dataType()).toString());
        }
        rows.add(String.join(",", values));
      }
    }
    return rows;
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
