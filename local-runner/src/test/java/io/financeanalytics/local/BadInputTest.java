package io.financeanalytics.local;

import static io.financeanalytics.local.CommandLineRun.commits;
import static io.financeanalytics.local.CommandLineRun.finance;
import static io.financeanalytics.local.CommandLineRun.query;
import static io.financeanalytics.local.CommandLineRun.run;
import static io.financeanalytics.local.CommandLineRun.star;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What a person gets for input that cannot be used: an exit code that says whose turn it is, one
 * paragraph that says what to do, and tables as they were.
 */
public class BadInputTest {

  private static final int ORDERS = 200;

  @ClassRule public static final TemporaryFolder SHARED = new TemporaryFolder();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static Path published;

  private Path raw;
  private Path warehouse;

  @BeforeClass
  public static void publish() {
    Path root = SHARED.getRoot().toPath();
    published = root.resolve("warehouse");
    CommandLineRun first = run(RawFiles.write(root.resolve("raw"), ORDERS), published);
    assertThat(first.exitCode()).as(first.err()).isZero();
  }

  @Before
  public void makeRawFolder() {
    raw = RawFiles.write(folder.getRoot().toPath().resolve("raw"), ORDERS);
    warehouse = folder.getRoot().toPath().resolve("warehouse");
  }

  @Test
  public void aMissingFileIsNamedWithWhatIsThere() throws Exception {
    Files.delete(raw.resolve("cogs.csv"));
    isAMistake("There is no cogs.csv", "the folder has marketing_spend.csv, transactions.csv");
  }

  @Test
  public void everyMissingColumnIsNamedWithItsFileAndThePresentOnes() throws Exception {
    RawFiles.write(raw, "cogs.csv", "ProductID,Cost", List.of("PRD-1,3.00"));
    RawFiles.write(raw, "marketing_spend.csv", "Date,Campaign", List.of("2024-01-01,X"));
    isAMistake(
        "cogs.csv has no column COGS_EffectiveDate, UnitCOGS; it has ProductID, Cost.",
        "marketing_spend.csv has no column CampaignID",
        "it has Date, Campaign.",
        "Nothing was written.");
  }

  @Test
  public void aFileOfZeroBytesIsNamed() throws Exception {
    RawFiles.write(raw, "transactions.csv", new byte[0]);
    isAMistake("transactions.csv is empty");
  }

  @Test
  public void aWrongDelimiterIsRecognised() throws Exception {
    RawFiles.write(
        raw,
        "cogs.csv",
        RawFiles.COGS_HEADER.replace(',', ';'),
        List.of("PRD-1;2024-01-01;3,00;EUR"));
    isAMistake("cogs.csv has no column", "separated by ';'", "commas");
  }

  @Test
  public void aFileThatOnlyPretendsToBeGzipIsNamed() throws Exception {
    Files.delete(raw.resolve("transactions.csv"));
    RawFiles.write(
        raw, "transactions.csv.gz", RawFiles.TRANSACTIONS_HEADER.getBytes(StandardCharsets.UTF_8));
    isAMistake("transactions.csv.gz is not a readable gzip file");
  }

  @Test
  public void aGzipFileThatWasCutOffIsNamedThoughItsHeaderCanBeRead() throws Exception {
    StringBuilder text = new StringBuilder(RawFiles.TRANSACTIONS_HEADER).append('\n');
    RawFiles.transactions(0, 100_000).forEach(line -> text.append(line).append('\n'));
    byte[] whole = RawFiles.gzipped(text.toString());
    Files.delete(raw.resolve("transactions.csv"));
    RawFiles.write(raw, "transactions.csv.gz", Arrays.copyOf(whole, whole.length - 1000));
    List<String> before = commits(published);
    CommandLineRun result = run(raw, published);
    isOneParagraph(result, Finance.MISTAKE, "transactions.csv.gz is damaged or incomplete");
    assertThat(commits(published)).isEqualTo(before);
  }

  @Test
  public void aFileInTwoFormsIsRefusedAsItsRowsWouldCountTwice() throws Exception {
    RawFiles.write(raw, "cogs/2024.csv", RawFiles.COGS_HEADER, List.of());
    isAMistake("more than one of cogs.csv and cogs", "keep one");
  }

  @Test
  public void aBinaryFileIsExplainedInPrintableWords() throws Exception {
    byte[] noise = new byte[300_000];
    new Random(7).nextBytes(noise);
    RawFiles.write(raw, "transactions.csv", noise);
    isPrintable(isAMistake("The header of transactions.csv is not a CSV record"));

    for (int i = 0; i < noise.length; i++) {
      noise[i] = noise[i] <= 0 || noise[i] == '\n' || noise[i] == '"' ? 0x1b : noise[i];
    }
    RawFiles.write(raw, "transactions.csv", noise);
    isPrintable(isAMistake("transactions.csv has no column TransactionID"));
  }

  private static void isPrintable(CommandLineRun result) {
    assertThat(result.err().strip()).hasSizeLessThan(3000).doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  public void aRawFolderThatIsNotThereIsNamed() throws Exception {
    raw = raw.resolveSibling("nowhere");
    isAMistake("The raw folder " + raw + " does not exist");
  }

  @Test
  public void aFileInPlaceOfTheRawFolderIsNamed() throws Exception {
    raw = raw.resolve("cogs.csv");
    isAMistake(raw + " is not a folder");
  }

  @Test
  public void everyBadOptionIsReportedAtOnce() {
    CommandLineRun result =
        run(
            raw,
            warehouse,
            "--business-zone=Mars/Olympus",
            "--reporting-currency=DOLLARS",
            "--max-quarantine-ratio=1.5",
            "--max-shrink-ratio=-0.1");
    isOneParagraph(
        result,
        Finance.MISTAKE,
        "--business-zone Mars/Olympus",
        "--reporting-currency DOLLARS",
        "--max-quarantine-ratio 1.5",
        "--max-shrink-ratio -0.1");
    assertThat(warehouse).doesNotExist();
  }

  @Test
  public void aShareThatIsNoNumberIsNamed() {
    CommandLineRun result = run(raw, warehouse, "--max-quarantine-ratio", "abc");
    isOneParagraph(
        result,
        Finance.MISTAKE,
        "--max-quarantine-ratio abc is no share; give a number from 0 to 1.");
  }

  @Test
  public void aRunOfAVerySmallSampleSucceedsAsTheSampleSaysItWill() {
    Path sample = folder.getRoot().toPath().resolve("sample");
    CommandLineRun made = finance("sample", "--orders", "30", "--out", sample.toString());
    String next = made.out().lines().reduce((line, last) -> last).orElseThrow();
    assertThat(next).startsWith("Next: ./finance run --raw " + sample);
    String ratio = next.substring(next.lastIndexOf(' ') + 1);

    CommandLineRun result = run(sample, warehouse, "--max-quarantine-ratio", ratio);
    assertThat(result.exitCode()).as(result.out()).isZero();
  }

  @Test
  public void anUnknownOptionIsTheUsersMistakeToo() {
    CommandLineRun result = run(raw, warehouse, "--quick");
    assertThat(result.exitCode()).isEqualTo(Finance.MISTAKE);
    assertThat(result.err()).contains("--quick").doesNotContain("\tat ");
    assertThat(warehouse).doesNotExist();
  }

  @Test
  public void aWarehouseThatCannotBeMadeIsNamed() throws Exception {
    Path file = folder.newFile("taken").toPath();
    isOneParagraph(
        run(raw, file.resolve("warehouse")),
        Finance.MISTAKE,
        file.resolve("warehouse").toString(),
        "--warehouse");
    isOneParagraph(run(raw, file), Finance.MISTAKE, file.toString(), "--warehouse");
    assertThat(file).isRegularFile().isEmptyFile();
  }

  @Test
  public void aQueryOfNoWarehouseSaysHowToMakeOne() {
    CommandLineRun result =
        finance("query", "--warehouse", warehouse.toString(), "SELECT * FROM DimDate");
    isOneParagraph(result, Finance.MISTAKE, warehouse.toString(), "./finance run");
    assertThat(warehouse).doesNotExist();
  }

  @Test
  public void headersWithoutRowsMakeEmptyFactsAndTheCurrentYear() {
    RawFiles.write(raw, "transactions.csv", RawFiles.TRANSACTIONS_HEADER, List.of());
    RawFiles.write(raw, "marketing_spend.csv", RawFiles.SPEND_HEADER, List.of());
    RawFiles.write(raw, "cogs.csv", RawFiles.COGS_HEADER, List.of());
    CommandLineRun result = run(raw, warehouse);
    assertThat(result.exitCode()).as(result.err()).isZero();
    int year = LocalDate.now(ZoneOffset.UTC).getYear();
    assertThat(
            query(
                warehouse,
                "SELECT (SELECT COUNT(*) FROM FactTransactions) AS Lines,"
                    + " (SELECT COUNT(*) FROM FactMarketingSpend) AS Spend,"
                    + " (SELECT COUNT(*) FROM ProductCost) AS Costs,"
                    + " (SELECT MIN(ProductKey) FROM DimProduct) AS Product,"
                    + " (SELECT COUNT(*) FROM DimProduct) AS Products,"
                    + " MIN(FullDate) AS First, MAX(FullDate) AS Last FROM DimDate"))
        .containsExactly(
            "Lines,Spend,Costs,Product,Products,First,Last",
            "0,0,0,-1,1," + year + "-01-01," + year + "-12-31");
  }

  @Test
  public void aColumnFullOfGarbageIsRefusedWithEvidenceAndLeavesTheStarAlone() throws Exception {
    List<String> garbage = new ArrayList<>();
    RawFiles.transactions(1, ORDERS).forEach(line -> garbage.add(line.replace(".99,", ".99 USD,")));
    RawFiles.write(raw, "transactions.csv", RawFiles.TRANSACTIONS_HEADER, garbage);
    List<String> starBefore = star(published);
    List<String> commitsBefore = commits(published);

    CommandLineRun result = run(raw, published, "--json");
    assertThat(result.exitCode()).as(result.err()).isEqualTo(Finance.REFUSED);
    assertThat(result.err()).doesNotContain("\tat ");
    assertThat(result.out()).contains("\"status\" : \"refused\"", "\"published\" : false");

    assertThat(commits(published)).isEqualTo(commitsBefore);
    assertThat(star(published)).isEqualTo(starBefore);
    String runId = result.out().replaceAll("(?s).*?\"runId\" : \"([^\"]+)\".*", "$1");
    assertThat(
            query(
                published,
                "SELECT Status, TableVersions,"
                    + " (SELECT COUNT(*) FROM Quarantine q WHERE q.RunID = r.RunID) AS Bad,"
                    + " (SELECT MAX(Reason) FROM Quarantine q WHERE q.RunID = r.RunID) AS Reason,"
                    + " (SELECT CAST(SUM(Value) AS INT) FROM EtlRunMeasure m WHERE m.RunID = r.RunID"
                    + " AND Stage = 'source' AND Object = 'transactions' AND Measure = 'rows_quarantined')"
                    + " AS Measured FROM EtlRun r WHERE RunID = '"
                    + runId
                    + "'"))
        .containsExactly(
            "Status,TableVersions,Bad,Reason,Measured",
            "refused,," + garbage.size() + ",bad_decimal," + garbage.size());
  }

  @Test
  public void aPlatformOfTwoChannelsIsRefused() throws Exception {
    RawFiles.write(
        raw,
        "platform_channels.csv",
        "AdPlatform,ChannelName",
        List.of("Google,Shopify", "Google,Amazon"));

    CommandLineRun refused = run(raw, warehouse);

    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(Finance.REFUSED);
    assertThat(refused.out())
        .contains(
            "REFUSED: PlatformChannel has 1 values of AdPlatform more than once."
                + " Correct platform_channels");
  }

  @Test
  public void aRawFolderThatLostHalfItsHistoryIsRefusedUnlessShrinkingIsAllowed() throws Exception {
    CommandLineRun all = run(raw, warehouse);
    assertThat(all.exitCode()).as(all.err()).isZero();
    List<String> before = star(warehouse);
    List<String> commitsBefore = commits(warehouse);
    RawFiles.write(
        raw,
        "transactions.csv",
        RawFiles.TRANSACTIONS_HEADER,
        RawFiles.transactions(ORDERS / 2, ORDERS));

    CommandLineRun refused = run(raw, warehouse);
    assertThat(refused.exitCode()).as(refused.err()).isEqualTo(Finance.REFUSED);
    assertThat(refused.out())
        .contains("REFUSED: transactions: 100 rows were accepted, the published run has 200");
    assertThat(commits(warehouse)).isEqualTo(commitsBefore);
    assertThat(star(warehouse)).isEqualTo(before);

    assertThat(run(raw, warehouse, "--allow-shrink").exitCode()).isZero();
    assertThat(query(warehouse, "SELECT COUNT(*) AS Lines FROM FactTransactions"))
        .containsExactly("Lines", "100");
  }

  private CommandLineRun isAMistake(String... words) throws Exception {
    CommandLineRun result = run(raw, warehouse);
    isOneParagraph(result, Finance.MISTAKE, words);
    assertThat(warehouse).doesNotExist();
    return result;
  }

  private static void isOneParagraph(CommandLineRun result, int exitCode, String... words) {
    assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
    assertThat(result.err().lines()).hasSize(1);
    assertThat(result.err()).contains(words).doesNotContain("Exception");
    assertThat(result.out()).isEmpty();
  }
}
