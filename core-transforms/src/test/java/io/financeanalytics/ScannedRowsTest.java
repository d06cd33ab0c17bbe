package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.raw.CsvRawSource;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.staging.StagedRows;
import io.financeanalytics.staging.StagingSettings;
import io.financeanalytics.table.RawTable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ScannedRowsTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Rule public final transient TemporaryFolder folder = new TemporaryFolder();

  private transient Dataset<Row> staged;

  @Before
  public void write() throws IOException {
    for (RawTable table : RawTable.ALL) {
      Files.writeString(
          folder.getRoot().toPath().resolve(table.name() + ".csv"),
          String.join(",", table.columns()) + "\n");
    }
    Files.writeString(
        folder.getRoot().toPath().resolve("platform_channels.csv"),
        "AdPlatform,ChannelName\nGoogle,Web\nMeta,Shop\n");
    RawSource source =
        CsvRawSource.find(
                spark().sessionState().newHadoopConf(),
                folder.getRoot().toString(),
                RawTable.ALL,
                false)
            .stream()
            .filter(found -> found.table().name().equals("platform_channels"))
            .findFirst()
            .orElseThrow();
    staged =
        new StagedRows(spark(), new StagingSettings(ZoneOffset.UTC, "USD", false, false))
            .of(source);
  }

  @Test
  public void rowsOfAScanComeAsTheReaderMakesThem() {
    assertThat(classes(staged.select("ChannelName"))).containsOnly("ReusedRow");
    assertThat(channels(staged.select("ChannelName"))).containsExactly("Web", "Shop");
  }

  @Test
  public void rowsOfAnRddComeAsTheyAre() {
    Dataset<Row> same =
        spark()
            .internalCreateDataFrame(
                ScannedRows.of(staged.select("ChannelName")).rdd(),
                staged.select("ChannelName").schema(),
                false);

    assertThat(classes(same)).containsOnly("ReusedRow");
    assertThat(channels(same)).containsExactly("Web", "Shop");
  }

  @Test
  public void whateverElseHappensToTheRowsHappens() {
    assertThat(channels(staged.where("AdPlatform = 'Meta'").select("ChannelName")))
        .containsExactly("Shop");
    assertThat(channels(staged.selectExpr("upper(ChannelName)"))).containsExactly("WEB", "SHOP");
    assertThat(channels(staged.select("AdPlatform", "ChannelName").selectExpr("AdPlatform")))
        .containsExactly("Google", "Meta");
  }

  private static List<String> channels(Dataset<Row> rows) {
    return ScannedRows.of(rows).map(row -> row.getUTF8String(0).toString()).collect();
  }

  private static List<String> classes(Dataset<Row> rows) {
    return ScannedRows.of(rows).map((InternalRow row) -> row.getClass().getSimpleName()).collect();
  }
}
