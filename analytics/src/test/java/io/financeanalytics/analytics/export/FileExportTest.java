package io.financeanalytics.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.UserException;
import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.analytics.SmallStar;
import io.financeanalytics.analytics.TestSpark;
import io.financeanalytics.marts.Marts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileExportTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static final SmallStar STAR =
      SmallStar.ofAShop()
          .with(
              "DimProduct",
              "{'ProductKey':4,'ProductID':' 4','ProductName':''}",
              "{'ProductKey':5,'ProductID':'=5','ProductName':'two\\u000alines, \\u0022'}");

  private PublishedContent content;

  @Before
  public void publish() {
    content = new PublishedContent(TestSpark.get(), STAR);
  }

  @Test
  public void parquetHoldsTheRowsOfEveryTableAndMart() throws IOException {
    Path out = folder.getRoot().toPath().resolve("bi/export");

    Exported exported = new FileExport(out, FileFormat.PARQUET).export(content);

    for (Exported.Item item : exported.tables()) {
      Dataset<Row> read = TestSpark.get().read().parquet(out.resolve(item.name()).toString());
      Dataset<Row> expected = content.query("SELECT * FROM " + item.name());
      assertThat(read.schema().sql()).isEqualTo(expected.schema().asNullable().sql());
      assertThat(texts(read)).as(item.name()).isEqualTo(texts(expected)).hasSize(rows(item));
    }
    assertThat(names(out))
        .contains("export.json", "FactTransactions", "product_margin")
        .hasSize(content.tables().size() + Marts.ALL.size() + 1)
        .noneMatch(name -> name.startsWith("."));
    assertThat(names(out.resolve("FactTransactions")))
        .allSatisfy(name -> assertThat(name).startsWith("part-").endsWith(".parquet"));
    assertThat(names(out.getParent())).containsExactly("export");
  }

  @Test
  public void csvIsOneFileForEachTableWhichTellsNullFromAnEmptyText() throws IOException {
    Path out = folder.getRoot().toPath().resolve("csv");

    Exported exported = new FileExport(out, FileFormat.CSV).export(content);

    assertThat(exported.where()).isEqualTo(out.toString());
    assertThat(names(out)).contains("DimProduct.csv", "daily_sales.csv", "export.json");
    assertThat(Files.readString(out.resolve("DimProduct.csv")))
        .startsWith("ProductKey,ProductID,ProductName\n")
        .contains("\n3,NEW-3,\n", "\n4, 4,\"\"\n", "\n5,=5,\"two\nlines, \"\"\"\n")
        .contains("\n2,XSS-2," + SmallStar.HOSTILE_NAME + "\n");
    assertThat(Files.readString(out.resolve("FactTransactions.csv")))
        .contains("2025-03-12T10:00:00.000000Z,1.0000,50.0000,50.00,0.00,50.00,");
    assertThat(Files.readString(out.resolve("export.json")))
        .contains("\"runId\" : \"20250401T000000Z-00000001\"", "\"FactTransactions\" : 6");
  }

  @Test
  public void aTableWithoutRowsIsAFileWithItsHeader() throws IOException {
    Path out = folder.getRoot().toPath().resolve("csv");

    new FileExport(out, FileFormat.CSV)
        .export(new PublishedContent(TestSpark.get(), new SmallStar()));

    assertThat(Files.readString(out.resolve("PlatformChannel.csv")))
        .isEqualTo("AdPlatform,ChannelName\n");
  }

  @Test
  public void anEarlierExportIsReplacedAsAWhole() throws IOException {
    Path out = folder.newFolder("out").toPath();
    new FileExport(out, FileFormat.PARQUET).export(content);

    new FileExport(out, FileFormat.CSV).export(content);

    assertThat(names(out)).contains("DimDate.csv").doesNotContain("DimDate");
  }

  @Test
  public void aFolderThatHoldsAnythingElseIsLeftAlone() throws IOException {
    Path out = folder.newFolder("mine").toPath();
    Files.writeString(out.resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> new FileExport(out, FileFormat.CSV).export(content))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nothing was written");

    assertThat(names(out)).containsExactly("notes.txt");
    assertThat(names(folder.getRoot().toPath())).containsExactly("mine");
  }

  @Test
  public void anExportThatDiedBetweenItsMovesIsHealedByTheNext() throws IOException {
    Path out = folder.getRoot().toPath().resolve("out");
    new FileExport(out, FileFormat.CSV).export(content);
    Files.move(out, out.resolveSibling(".out.before"));
    Files.createDirectories(out.resolveSibling(".out.draft"));

    try (ExportFolder opened = new ExportFolder(out)) {
      assertThat(names(out)).contains("DimDate.csv");
      assertThat(names(opened.draft())).isEmpty();
      assertThatThrownBy(() -> new ExportFolder(out))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("under way");
    }
    assertThat(names(folder.getRoot().toPath())).containsExactly("out");
  }

  private static int rows(Exported.Item item) {
    return item.rows().intValue();
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  private static List<String> names(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
