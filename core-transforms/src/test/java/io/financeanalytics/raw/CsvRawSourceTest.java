package io.financeanalytics.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.UserException;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CsvRawSourceTest {

  private static final String HEADER = "ProductID,COGS_EffectiveDate,UnitCOGS,CurrencyCode\n";

  private static final String EMPTY =
      " is empty; it must at least have a header row with the columns ProductID,"
          + " COGS_EffectiveDate, UnitCOGS.";

  @Rule public final TemporaryFolder raw = new TemporaryFolder();

  @Test
  public void aSourceMayBeOneFile() throws IOException {
    write("cogs.csv", HEADER + "P,2024-05-01,1,EUR\n");

    RawSource source = costs();

    assertThat(source.table()).isSameAs(Cogs.TABLE);
    assertThat(source.notes()).isEmpty();
    assertThat(source.files()).hasSize(1);
    RawFile file = source.files().get(0);
    assertThat(file.name()).isEqualTo("cogs.csv");
    assertThat(file.header())
        .containsExactly("ProductID", "COGS_EffectiveDate", "UnitCOGS", "CurrencyCode");
    assertThat(file.dataStart()).isEqualTo(HEADER.length());
    assertThat(file.length()).isEqualTo(HEADER.length() + 19);
    assertThat(file.compressed()).isFalse();
  }

  @Test
  public void aSourceMayBeAFolderOfFilesInTheOrderOfTheirNames() throws IOException {
    write("cogs/b.csv", HEADER);
    write("cogs/a.csv", HEADER);
    write("cogs/2024/c.CSV", HEADER);

    assertThat(costs().files())
        .extracting(RawFile::name)
        .containsExactly("cogs/2024/c.CSV", "cogs/a.csv", "cogs/b.csv");
  }

  @Test
  public void filesMayBeCompressed() throws IOException {
    write("cogs.csv.gz", gzip(HEADER + "P,2024-05-01,1,EUR\n"));

    RawFile file = costs().files().get(0);

    assertThat(file.compressed()).isTrue();
    assertThat(file.dataStart()).isEqualTo(HEADER.length());
  }

  @Test
  public void aFolderMayHoldCompressedFilesToo() throws IOException {
    write("cogs/a.csv", HEADER);
    write("cogs/b.csv.gz", gzip(HEADER));

    assertThat(costs().files())
        .extracting(RawFile::name)
        .containsExactly("cogs/a.csv", "cogs/b.csv.gz");
  }

  @Test
  public void aHeaderWithoutRowsIsValid() throws IOException {
    write("cogs.csv", "ProductID,COGS_EffectiveDate,UnitCOGS");

    RawFile file = costs().files().get(0);

    assertThat(file.dataStart()).isEqualTo(file.length());
  }

  @Test
  public void aByteOrderMarkIsNoPartOfTheHeader() throws IOException {
    write("cogs.csv", "\ufeff" + HEADER);

    RawFile file = costs().files().get(0);

    assertThat(file.header()).startsWith("ProductID");
    assertThat(file.dataStart()).isEqualTo(HEADER.length() + 3);
  }

  @Test
  public void aByteOrderMarkMayStandBeforeAQuotedHeader() throws IOException {
    write("cogs.csv", "\ufeff\"ProductID\",\"COGS_EffectiveDate\",\"UnitCOGS\"\r\n");

    assertThat(costs().files().get(0).header())
        .containsExactly("ProductID", "COGS_EffectiveDate", "UnitCOGS");
  }

  @Test
  public void headersAreTrimmedAndFoundInAnyCaseAndOrder() throws IOException {
    write("cogs.csv", " unitcogs ,\"PRODUCTID\",\tcogs_effectivedate\r\n");

    RawFile file = costs().files().get(0);

    assertThat(file.header()).containsExactly("unitcogs", "PRODUCTID", "cogs_effectivedate");
    assertThat(file.position("ProductID")).isEqualTo(1);
    assertThat(file.position("COGS_EffectiveDate")).isEqualTo(2);
    assertThat(file.position("UnitCOGS")).isZero();
    assertThat(file.position("CurrencyCode")).isEqualTo(-1);
  }

  @Test
  public void aBlankLineAfterAByteOrderMarkIsNoHeader() throws IOException {
    write("cogs.csv", "\ufeff \t\r\n" + HEADER);

    assertThat(costs().files().get(0).header())
        .containsExactly("ProductID", "COGS_EffectiveDate", "UnitCOGS", "CurrencyCode");
  }

  @Test
  public void aColumnNameMayContainALineBreakWhereLineBreaksInQuotesAreAllowed()
      throws IOException {
    write("cogs.csv", "\"Notes\n(internal)\",ProductID,COGS_EffectiveDate,UnitCOGS\n");

    assertFailure("The header of cogs.csv is not a CSV record: unbalanced quote.");
    assertThat(find(true, Cogs.TABLE).get(0).files().get(0).header())
        .containsExactly("Notes\n(internal)", "ProductID", "COGS_EffectiveDate", "UnitCOGS");
  }

  @Test
  public void blankLinesBeforeTheHeaderAreNoRecords() throws IOException {
    write("cogs.csv", "\n  \n" + HEADER);

    assertThat(costs().files().get(0).dataStart()).isEqualTo(HEADER.length() + 4);
  }

  @Test
  public void extraColumnsAreReportedAndIgnored() throws IOException {
    write("cogs.csv", "ProductID,Colour,COGS_EffectiveDate,UnitCOGS,Size\n");

    assertThat(costs().notes()).containsExactly("cogs.csv: ignored unknown columns Colour, Size.");
  }

  @Test
  public void otherFilesInAFolderAreReportedAndIgnored() throws IOException {
    write("cogs/a.csv", HEADER);
    write("cogs/notes.txt", "hello");
    write("cogs/.hidden.csv", HEADER);
    write("cogs/_SUCCESS", "");
    write("cogs/_old/b.csv", HEADER);

    RawSource source = costs();

    assertThat(source.files()).extracting(RawFile::name).containsExactly("cogs/a.csv");
    assertThat(source.notes())
        .containsExactlyInAnyOrder(
            "cogs/notes.txt is not a .csv or .csv.gz file and was not read.",
            "cogs/.hidden.csv is not a .csv or .csv.gz file and was not read.",
            "cogs/_SUCCESS is not a .csv or .csv.gz file and was not read.",
            "cogs/_old is not a .csv or .csv.gz file and was not read.");
  }

  @Test
  public void anOptionalSourceMayBeAbsent() throws IOException {
    List<RawSource> sources = find(PlatformChannels.TABLE);

    assertThat(sources).hasSize(1);
    assertThat(sources.get(0).files()).isEmpty();
    assertThat(sources.get(0).notes()).isEmpty();
  }

  @Test
  public void aMissingFileIsNamedWithTheFilesThatAreThere() throws IOException {
    write("transaction.csv", "x\n");
    write("readme.md", "x\n");

    assertFailure(
        "There is no cogs.csv (or .csv.gz, or a folder cogs/ of such files); the folder has"
            + " readme.md, transaction.csv.");
  }

  @Test
  public void anEmptyRawFolderIsSaidToBeEmpty() {
    assertFailure(
        "There is no cogs.csv (or .csv.gz, or a folder cogs/ of such files); the folder has"
            + " nothing.");
  }

  @Test
  public void aMissingColumnIsNamedWithFileAndPresentColumns() throws IOException {
    write("cogs/a.csv", HEADER);
    write("cogs/b.csv", "Product,UnitCOGS,Note\n");

    assertFailure(
        "cogs/b.csv has no column ProductID, COGS_EffectiveDate; it has Product, UnitCOGS, Note.");
  }

  @Test
  public void aWrongDelimiterIsNamed() throws IOException {
    write("cogs.csv", HEADER.replace(',', ';'));
    assertFailure(
        "cogs.csv has no column ProductID, COGS_EffectiveDate, UnitCOGS; it has"
            + " ProductID;COGS_EffectiveDate;UnitCOGS;CurrencyCode. Its columns seem to be"
            + " separated by ';'; they must be separated by commas.");

    write("cogs.csv", HEADER.replace(',', '\t'));
    assertFailure(
        "cogs.csv has no column ProductID, COGS_EffectiveDate, UnitCOGS; it has"
            + " ProductID?COGS_EffectiveDate?UnitCOGS?CurrencyCode. Its columns seem to be"
            + " separated by tabs; they must be separated by commas.");
  }

  @Test
  public void aRepeatedColumnIsRefused() throws IOException {
    write("cogs.csv", "ProductID,COGS_EffectiveDate,UnitCOGS,productid\n");

    assertFailure("cogs.csv has the column productid more than once.");
  }

  @Test
  public void columnsThatNobodyKnowsMayBeRepeatedOrHaveNoName() throws IOException {
    write("cogs.csv", "Note,ProductID,,COGS_EffectiveDate,UnitCOGS,Note,note,,\n");

    RawSource source = costs();

    assertThat(source.files()).hasSize(1);
    assertThat(source.notes())
        .containsExactly("cogs.csv: ignored unknown columns Note, (no name), note.");
  }

  @Test
  public void aFileOfZeroBytesIsRefusedAndTheColumnsItLacksAreNamed() throws IOException {
    write("cogs.csv", "");
    assertFailure("cogs.csv" + EMPTY);

    write("cogs.csv", "\n \n");
    assertFailure("cogs.csv" + EMPTY);
  }

  @Test
  public void aCompressedFileOfZeroBytesIsRefused() throws IOException {
    write("cogs.csv.gz", new byte[0]);
    assertFailure("cogs.csv.gz" + EMPTY);

    write("cogs.csv.gz", gzip(""));
    assertFailure("cogs.csv.gz" + EMPTY);

    write("cogs.csv.gz", Arrays.copyOf(gzip(HEADER), 5));
    assertFailure("cogs.csv.gz is not a readable gzip file: it ends too early.");
  }

  @Test
  public void aByteOrderMarkAloneIsNoColumn() throws IOException {
    write("cogs.csv", "\ufeff");

    assertFailure("cogs.csv" + EMPTY);
  }

  @Test
  public void aFileInUtf16IsRecognised() throws IOException {
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE)) {
      write("cogs.csv", HEADER.getBytes(charset));
      assertFailure(
          "The header of cogs.csv is not a CSV record: a NUL byte. It seems to be saved as UTF-16;"
              + " save it as UTF-8.");
    }
  }

  @Test
  public void upperAndLowerCaseMatterInTheNameOfAFile() throws IOException {
    write("Cogs.CSV", HEADER);
    write("Platform_Channels.csv", "AdPlatform,ChannelName\n");

    assertFailure(
        "There is no cogs.csv (or .csv.gz, or a folder cogs/ of such files); the folder has"
            + " Cogs.CSV, Platform_Channels.csv. Upper and lower case matter: rename Cogs.CSV to"
            + " cogs.csv.");
    assertThat(find(PlatformChannels.TABLE).get(0).notes())
        .containsExactly(
            "Platform_Channels.csv was not read. Upper and lower case matter: rename"
                + " Platform_Channels.csv to platform_channels.csv.");
  }

  @Test
  public void aFileThatIsNotGzipIsRefused() throws IOException {
    write("cogs.csv.gz", HEADER);

    assertFailure("cogs.csv.gz is not a readable gzip file: Not in GZIP format.");
  }

  @Test
  public void aHeaderThatIsNoRecordIsRefused() throws IOException {
    write("cogs.csv", "\"ProductID,COGS_EffectiveDate,UnitCOGS\n");

    assertFailure("The header of cogs.csv is not a CSV record: unbalanced quote.");
  }

  @Test
  public void aFileAndAFolderOfOneSourceWouldCountTwice() throws IOException {
    write("cogs.csv", HEADER);
    write("cogs/a.csv", HEADER);

    assertFailure(
        "There is more than one of cogs.csv and cogs; keep one, or its rows would count twice.");
  }

  @Test
  public void aFileAndItsCompressedCopyWouldCountTwice() throws IOException {
    write("cogs.csv", HEADER);
    write("cogs.csv.gz", gzip(HEADER));

    assertFailure(
        "There is more than one of cogs.csv and cogs.csv.gz; keep one, or its rows would count"
            + " twice.");
  }

  @Test
  public void aFolderWithoutCsvFilesIsRefused() throws IOException {
    write("cogs/notes.txt", "hello");

    assertFailure("The folder cogs has no .csv or .csv.gz file.");
  }

  @Test
  public void theFolderOfAnOptionalSourceMustHaveFilesToo() throws IOException {
    write("platform_channels/notes.txt", "hello");

    assertThatThrownBy(() -> find(PlatformChannels.TABLE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("The folder platform_channels has no .csv or .csv.gz file.");
  }

  @Test
  public void everythingThatIsWrongIsSaidAtOnce() throws IOException {
    write("cogs.csv", "ProductID\n");
    write("platform_channels.csv", "");

    assertThatThrownBy(() -> find(RawTable.ALL.toArray(new RawTable[0])))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("There is no transactions.csv")
        .hasMessageContaining("There is no marketing_spend.csv")
        .hasMessageContaining("cogs.csv has no column COGS_EffectiveDate, UnitCOGS")
        .hasMessageContaining("platform_channels.csv is empty")
        .hasMessageEndingWith(" Nothing was written.");
  }

  @Test
  public void aMissingRawFolderIsNamed() {
    String folder = new File(raw.getRoot(), "nowhere").getPath();

    assertThatThrownBy(
            () -> CsvRawSource.find(new Configuration(), folder, List.of(Cogs.TABLE), false))
        .isInstanceOf(UserException.class)
        .hasMessage("The raw folder " + folder + " does not exist.");
  }

  @Test
  public void aRawFolderThatIsAFileIsNamed() throws IOException {
    write("cogs.csv", HEADER);
    String file = new File(raw.getRoot(), "cogs.csv").getPath();

    assertThatThrownBy(
            () -> CsvRawSource.find(new Configuration(), file, List.of(Cogs.TABLE), false))
        .isInstanceOf(UserException.class)
        .hasMessage(file + " is not a folder; it must be the folder that holds the raw CSV files.");
  }

  @Test
  public void sourcesComeInTheOrderAskedFor() throws IOException {
    write("cogs.csv", HEADER);
    write(
        "transactions.csv",
        "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,UnitPrice");

    assertThat(find(Transactions.TABLE, Cogs.TABLE))
        .extracting(RawSource::table)
        .containsExactly(Transactions.TABLE, Cogs.TABLE);
  }

  private void assertFailure(String problem) {
    assertThatThrownBy(this::costs)
        .isInstanceOf(UserException.class)
        .hasMessage(
            "The raw files in "
                + raw.getRoot()
                + " cannot be used. "
                + problem
                + " Nothing was written.");
  }

  private RawSource costs() {
    return find(Cogs.TABLE).get(0);
  }

  private List<RawSource> find(RawTable... tables) {
    return find(false, tables);
  }

  private List<RawSource> find(boolean lineBreaksInQuotes, RawTable... tables) {
    return CsvRawSource.find(
        new Configuration(), raw.getRoot().getPath(), List.of(tables), lineBreaksInQuotes);
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
