package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.SparkTest;
import io.financeanalytics.raw.CsvRawSource;
import io.financeanalytics.raw.CsvRecords;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StagedRowsTest extends SparkTest {

  private static final long serialVersionUID = 1L;
  private static final String HEADER = "AdPlatform,ChannelName\n";
  private static final String MAX_PARTITION_BYTES = "spark.sql.files.maxPartitionBytes";
  private static final String OPEN_COST = "spark.sql.files.openCostInBytes";

  @Rule public final transient TemporaryFolder raw = new TemporaryFolder();

  @After
  public void resetSplits() {
    spark().conf().unset(MAX_PARTITION_BYTES);
    spark().conf().unset(OPEN_COST);
  }

  @Test
  public void theSchemaIsTheStagedSchemaOfTheSource() throws IOException {
    write("cogs.csv", "ProductID,COGS_EffectiveDate,UnitCOGS\n");
    Dataset<Row> rows = staged(Cogs.TABLE, false);

    assertThat(rows.schema().asNullable()).isEqualTo(Cogs.TABLE.stagedSchema().asNullable());
    assertThat(rows.collectAsList()).isEmpty();
  }

  @Test
  public void everyRecordIsARowWithItsPlaceAndItsRecordVerbatim() throws IOException {
    write("platform_channels.csv", HEADER + "Google, \"Shop, online\" \r\n\r\nbroken\nMeta,Web");

    assertThat(platforms(false))
        .containsExactly(
            "[Google,Shop, online,platform_channels.csv,23,Google, \"Shop, online\" ,null,null]",
            "[Meta,Web,platform_channels.csv,57,Meta,Web,null,null]",
            "[null,null,platform_channels.csv,50,broken,malformed_record,"
                + "malformed_record: 1 fields where the header has 2]");
  }

  @Test
  public void aRecordThatCannotBeCutIsMalformedAndKeptVerbatim() throws IOException {
    write("platform_channels.csv", HEADER + "\"Google,Shop\n\"a\"b,c\na\0,b\na,b,c\n");

    assertThat(reasons(false))
        .containsExactly(
            "\"Google,Shop -> malformed_record: unbalanced quote",
            "\"a\"b,c -> malformed_record: text after a closing quote",
            "a,b,c -> malformed_record: 3 fields where the header has 2",
            "a\ufffd,b -> malformed_record: a NUL byte");
  }

  @Test
  public void aRecordThatIsNotUtf8IsMalformedAndTheOthersAreNot() throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.write(HEADER.getBytes(StandardCharsets.UTF_8));
    content.write(new byte[] {'C', 'a', 'f', (byte) 0xE9, ',', 'x', '\n'});
    content.write("Caf\u00e9,x\n".getBytes(StandardCharsets.UTF_8));
    write("platform_channels.csv", content.toByteArray());

    List<Row> rows = staged(PlatformChannels.TABLE, false).orderBy("RecordOffset").collectAsList();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).<String>getAs("Reason")).isEqualTo("malformed_record");
    assertThat(rows.get(0).<String>getAs("Detail")).isEqualTo("malformed_record: not UTF-8 text");
    assertThat(rows.get(0).<String>getAs("RawRecord")).isEqualTo("Caf\ufffd,x");
    assertThat(rows.get(1).<String>getAs("Reason")).isNull();
    assertThat(rows.get(1).<String>getAs("AdPlatform")).isEqualTo("Caf\u00e9");
  }

  @Test
  public void lineBreaksInQuotesAreReadOnlyWithTheOption() throws IOException {
    write("platform_channels.csv", HEADER + "\"Google\nAds\",Shop\nMeta,Web\n");

    assertThat(reasons(false))
        .containsExactly(
            "\"Google -> malformed_record: a line break inside quotes, which needs the multiline option",
            "Ads\",Shop -> malformed_record: a line break inside quotes, which needs the multiline option",
            "Meta,Web -> null");
    assertThat(reasons(true)).containsExactly("\"Google\nAds\",Shop -> null", "Meta,Web -> null");
  }

  @Test
  public void aRecordOverTheLimitIsOneMalformedRow() throws IOException {
    String endless = "x".repeat(CsvRecords.LONGEST_RECORD + 10);
    write("platform_channels.csv", HEADER + "a,b\n" + endless + ",c\nd,e\n");

    Dataset<Row> rows = staged(PlatformChannels.TABLE, false);

    assertThat(texts(rows.where("Reason IS NOT NULL").selectExpr("length(RawRecord)")))
        .containsExactly("[65535]");
    assertThat(texts(rows.drop("RawRecord")))
        .containsExactly(
            "[a,b,platform_channels.csv,23,null,null]",
            "[d,e,platform_channels.csv," + (23 + 4 + endless.length() + 3) + ",null,null]",
            "[null,null,platform_channels.csv,27,malformed_record,"
                + "malformed_record: longer than 16777216 bytes]");
  }

  @Test
  public void filesOfAFolderMayOrderTheirColumnsDifferently() throws IOException {
    write("cogs/a.csv", "ProductID,COGS_EffectiveDate,UnitCOGS\nP1,2024-05-01,1.5\n");
    write(
        "cogs/b.csv",
        "\ufeffcurrencycode,UNITCOGS,Extra,productid,cogs_effectivedate\r\neur,2,x,P2,2024-05-02\r\n");

    assertThat(texts(staged(Cogs.TABLE, false).drop("RawRecord")))
        .containsExactly(
            "[P1,2024-05-01,1.5000,USD,cogs/a.csv,38,null,null]",
            "[P2,2024-05-02,2.0000,EUR,cogs/b.csv,61,null,null]");
  }

  @Test
  public void compressedFilesGiveTheRowsOfTheirContent() throws IOException {
    String content = HEADER + "Google,Shop\nbroken\nMeta,Web\n";
    write("platform_channels.csv", content);
    List<String> plain = platforms(false);
    Files.delete(raw.getRoot().toPath().resolve("platform_channels.csv"));
    write("platform_channels.csv.gz", gzip(content));

    assertThat(platforms(false))
        .hasSize(3)
        .isEqualTo(
            plain.stream()
                .map(row -> row.replace("platform_channels.csv", "platform_channels.csv.gz"))
                .toList());
  }

  @Test
  public void aCompressedFileMayHaveSeveralMembers() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    members.write(gzip(HEADER + "Google,Sh"));
    members.write(gzip("op\nMeta,Web\n"));
    members.write(gzip("TikTok,Web\n"));
    write("platform_channels.csv.gz", members.toByteArray());

    assertThat(reasons(false))
        .containsExactly("Google,Shop -> null", "Meta,Web -> null", "TikTok,Web -> null");
  }

  @Test
  public void aDamagedCompressedFileIsNamed() throws IOException {
    Random random = new Random(7);
    StringBuilder content = new StringBuilder(HEADER);
    for (int i = 0; i < 20_000; i++) {
      content.append(random.nextInt()).append(",Shop\n");
    }
    byte[] whole = gzip(content.toString());
    write("platform_channels.csv.gz", Arrays.copyOf(whole, whole.length / 2));
    Dataset<Row> rows = staged(PlatformChannels.TABLE, false);

    assertThatThrownBy(rows::collectAsList).rootCause().isInstanceOf(EOFException.class);
    assertThatThrownBy(rows::collectAsList)
        .hasStackTraceContaining("platform_channels.csv.gz is damaged or incomplete")
        .hasStackTraceContaining("Deliver the file again.");
  }

  @Test
  public void anAbsentOptionalSourceHasNoRows() {
    Dataset<Row> rows = staged(PlatformChannels.TABLE, false);

    assertThat(rows.columns()).containsExactly(PlatformChannels.TABLE.stagedSchema().fieldNames());
    assertThat(rows.collectAsList()).isEmpty();
  }

  @Test
  public void aQueryForSomeColumnsGetsTheSameValues() throws IOException {
    write("platform_channels.csv", HEADER + "Google,Shop\nbroken\n");
    Dataset<Row> rows = staged(PlatformChannels.TABLE, false);

    assertThat(texts(rows.select("ChannelName"))).containsExactly("[Shop]", "[null]");
    assertThat(texts(rows.select("Reason", "AdPlatform")))
        .containsExactly("[malformed_record,null]", "[null,Google]");
    assertThat(texts(rows.select("RecordOffset", "SourceFile")))
        .containsExactly("[23,platform_channels.csv]", "[35,platform_channels.csv]");
    assertThat(rows.count()).isEqualTo(2);
  }

  @Test
  public void rowsThatAreKeptDoNotChangeWhileTheNextAreRead() throws IOException {
    write("platform_channels.csv", HEADER + "Google,Shop\nMeta,Web\nTikTok,App\n");
    Dataset<Row> kept = staged(PlatformChannels.TABLE, false).cache();

    try {
      assertThat(texts(kept.select("AdPlatform", "ChannelName")))
          .containsExactly("[Google,Shop]", "[Meta,Web]", "[TikTok,App]");
    } finally {
      kept.unpersist();
    }
  }

  @Test
  public void aSplitAtEveryPlaceOfAFileGivesTheSameRows() throws IOException {
    write("platform_channels.csv", HEADER + "Google,Shop\r\n\r\n \nMeta,\"W,eb\"\nbr\"oken\nX,Y");
    List<String> whole = platforms(false);
    assertThat(whole).hasSize(4);

    for (int bytes : List.of(1, 7, 16, 35)) {
      splitEvery(bytes);
      assertThat(platforms(false)).as("splits of %d bytes", bytes).isEqualTo(whole);
    }
  }

  @Test
  public void randomFilesGiveTheSameRowsInOneSplitAndInMany() throws IOException {
    Random random = new Random(64);
    for (int round = 0; round < 3; round++) {
      long records = 0;
      for (String name : List.of("a.csv", "b.csv")) {
        String content =
            HEADER.replace("\n", random.nextBoolean() ? "\n" : "\r\n") + randomCsv(random);
        write("platform_channels/" + name, content);
        records += records(content) - 1;
      }
      resetSplits();
      List<String> whole = platforms(false);
      splitEvery(64);

      assertThat(whole).as("round %d", round).hasSize((int) records).doesNotHaveDuplicates();
      assertThat(platforms(false)).as("round %d", round).isEqualTo(whole);
      assertThat(staged(PlatformChannels.TABLE, false).rdd().getNumPartitions())
          .as("splits")
          .isGreaterThan(2);
    }
  }

  @Test
  public void manySmallSplitsShareATask() throws IOException {
    for (int i = 0; i < 40; i++) {
      write("platform_channels/" + i + ".csv", HEADER + "P" + i + ",Shop\n");
    }
    Dataset<Row> rows = staged(PlatformChannels.TABLE, false);

    assertThat(rows.collectAsList()).hasSize(40);
    assertThat(rows.rdd().getNumPartitions()).isLessThanOrEqualTo(4);
  }

  @Test
  public void lineBreaksInQuotesMakeAFileUnsplittable() throws IOException {
    write("platform_channels.csv", HEADER + "\"Goo\ngle\",\"Sh\n\nop\"\n".repeat(20));
    splitEvery(16);

    assertThat(staged(PlatformChannels.TABLE, true).rdd().getNumPartitions()).isEqualTo(1);
    assertThat(texts(staged(PlatformChannels.TABLE, true).select("AdPlatform", "Reason")))
        .hasSize(20)
        .containsOnly("[Goo\ngle,null]");
  }

  @Test
  public void aFileThatVanishedSinceItWasFoundFailsLoudly() throws IOException {
    write("platform_channels.csv", HEADER + "Google,Shop\n");
    Dataset<Row> rows = staged(PlatformChannels.TABLE, false);
    Files.delete(raw.getRoot().toPath().resolve("platform_channels.csv"));

    assertThatThrownBy(rows::collectAsList).hasMessageContaining("platform_channels.csv");
  }

  @Test
  public void theSessionsTimeZoneDoesNotMatter() throws IOException {
    write(
        "transactions.csv",
        "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,UnitPrice\n"
            + "T,2024-05-01T23:30,P,N,C,Shopify,1,2\n");
    write(
        "marketing_spend.csv",
        String.join(",", MarketingSpend.TABLE.columns()) + "\n2024-05-01,C,,,0,0,1,\n");
    spark().conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    try {
      assertThat(
              texts(
                  staged(Transactions.TABLE, false)
                      .selectExpr("unix_seconds(TransactionDate)", "BusinessDay")))
          .containsExactly("[1714606200,2024-05-01]");
      assertThat(texts(staged(MarketingSpend.TABLE, false).select("Date")))
          .containsExactly("[2024-05-01]");
    } finally {
      spark().conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  private void splitEvery(int bytes) {
    spark().conf().set(MAX_PARTITION_BYTES, String.valueOf(bytes));
    spark().conf().set(OPEN_COST, "1");
  }

  private static String randomCsv(Random random) {
    StringBuilder csv = new StringBuilder();
    for (int i = random.nextInt(400); i > 0; i--) {
      String piece =
          switch (random.nextInt(12)) {
            case 0 -> "\r\n";
            case 1, 2 -> "\n";
            case 3 -> "\n\n";
            case 4 -> ",";
            case 5 -> "\"";
            case 6 -> "\"a,b\",c\n";
            case 7 -> "\u00e9";
            case 8 -> " ";
            case 9 -> "x".repeat(random.nextInt(150));
            default -> "Google,Shop\n";
          };
      csv.append(piece);
    }
    return csv.toString();
  }

  /** The lines that are not blank. */
  private static long records(String content) {
    return content.lines().filter(line -> !line.matches("[ \t]*")).count();
  }

  private List<String> platforms(boolean lineBreaksInQuotes) {
    return texts(staged(PlatformChannels.TABLE, lineBreaksInQuotes));
  }

  private List<String> reasons(boolean lineBreaksInQuotes) {
    List<String> reasons = new ArrayList<>();
    for (Row row : staged(PlatformChannels.TABLE, lineBreaksInQuotes).collectAsList()) {
      reasons.add(row.getAs("RawRecord") + " -> " + row.getAs("Detail"));
    }
    reasons.sort(null);
    return reasons;
  }

  private Dataset<Row> staged(RawTable table, boolean lineBreaksInQuotes) {
    RawSource source =
        CsvRawSource.find(
                new Configuration(), raw.getRoot().getPath(), List.of(table), lineBreaksInQuotes)
            .get(0);
    return new StagedRows(
            spark(), new StagingSettings(ZoneOffset.UTC, "USD", lineBreaksInQuotes, false))
        .of(source);
  }

  private void write(String name, String content) throws IOException {
    write(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String name, byte[] content) throws IOException {
    Path file = raw.getRoot().toPath().resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static byte[] gzip(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
