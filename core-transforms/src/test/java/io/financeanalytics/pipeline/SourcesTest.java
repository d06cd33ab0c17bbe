package io.financeanalytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.raw.CsvRawSource;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.staging.Duplicates;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.Transactions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SourcesTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String TRANSACTIONS =
      "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,"
          + "UnitPrice\n";
  private static final String COSTS = "ProductID,COGS_EffectiveDate,UnitCOGS\n";

  @Rule public final transient TemporaryFolder raw = new TemporaryFolder();

  @Test
  public void aTotalCostThatOverflowsOnlyByRoundingIsAnAmountOverflow() throws IOException {
    write("transactions.csv", TRANSACTIONS + line("T1", "99999999.9999") + line("T2", "1"));
    write("cogs.csv", COSTS + "P,2024-01-01,100000000.0001\n");

    Sources.JudgedTransactions judged = judged();

    assertThat(texts(judged.accepted().select("TransactionID"))).containsExactly("[T2]");
    assertThat(texts(judged.rejected().select("Reason", "Detail", "RawRecord")))
        .containsExactly(
            "[amount_overflow,amount_overflow: Quantity x UnitCOGS = 99999999.9999 x"
                + " 100000000.0001 does not fit decimal(18,2),"
                + "T1,2024-06-10,P,N,C,Web,99999999.9999,1]");
  }

  @Test
  public void theLargestTotalCostThatFitsIsAccepted() throws IOException {
    write("transactions.csv", TRANSACTIONS + line("T1", "99999999.9999"));
    write("cogs.csv", COSTS + "P,2024-01-01,100000000.0000\n");

    assertThat(texts(judged().accepted().select("TransactionID"))).containsExactly("[T1]");
  }

  /** A compressed file may have any number of rows, so that the driver does not hold them. */
  @Test
  public void spendAndCostsAreCountedTheSameWhereverTheirRowsAre() throws IOException {
    String spend =
        "Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend,CurrencyCode\n"
            + "2024-01-01,C1,,Google,1,1,2.50,USD\n"
            + "2024-01-01,C1,,Google,1,1,2.50,USD\n"
            + "2024-01-02,C1,Name,Google,1,1,2.50,USD\n"
            + "2024-01-02,C1,Name,Google,1,1,2.50,USD\n"
            + "2024-01-02,C1,Name,Google,1,2,2.50,USD\n"
            + "2024-01-02,C1,Name,Google,1,1,minus,USD\n";
    String costs = COSTS + "P,2024-01-01,7.0000\nP,2024-01-01,7\nP,2024-01-01,3\nQ,2024-01-01,x\n";
    write("transactions.csv", TRANSACTIONS + line("T1", "99999999.9999"));
    write("marketing_spend.csv", spend);
    write("cogs.csv", costs);
    List<Measure> held = measures();
    Files.delete(raw.getRoot().toPath().resolve("marketing_spend.csv"));
    Files.delete(raw.getRoot().toPath().resolve("cogs.csv"));
    compress("marketing_spend.csv.gz", spend);
    compress("cogs.csv.gz", costs);

    assertThat(held)
        .contains(
            Measure.count(Stage.SOURCE, "marketing_spend", "rows_repeated", 2),
            Measure.count(Stage.SOURCE, "marketing_spend", "rows_accepted", 5),
            Measure.count(Stage.SOURCE, "cogs", "rows_accepted", 1),
            Measure.count(Stage.SOURCE, "cogs", "rows_collapsed", 1));
    assertThat(measures()).containsExactlyInAnyOrderElementsOf(held);
  }

  /** What is measured of all sources but platforms. */
  private List<Measure> measures() {
    RunSettings settings = RunSettings.defaults(raw.getRoot().getPath());
    List<RawSource> found =
        CsvRawSource.find(
            new Configuration(),
            settings.rawFolder(),
            List.of(Transactions.TABLE, Cogs.TABLE, MarketingSpend.TABLE),
            false);
    Measures measures = new Measures();
    try (Cache cache = new Cache()) {
      Sources sources = new Sources(spark(), settings, cache, measures);
      sources.readSpend(found.get(2));
      Judged costs = sources.read(found.get(1), Duplicates::judgedCosts);
      sources.judge(sources.readTransactions(found.get(0)), costs.accepted());
    }
    return measures.all();
  }

  private void compress(String name, String content) throws IOException {
    try (OutputStream file =
        new GZIPOutputStream(Files.newOutputStream(raw.getRoot().toPath().resolve(name)))) {
      file.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private Sources.JudgedTransactions judged() {
    RunSettings settings = RunSettings.defaults(raw.getRoot().getPath());
    List<RawSource> found =
        CsvRawSource.find(
            new Configuration(),
            settings.rawFolder(),
            List.of(Transactions.TABLE, Cogs.TABLE),
            false);
    Sources sources = new Sources(spark(), settings, new Cache(), new Measures());
    Judged costs = sources.read(found.get(1), Duplicates::judgedCosts);
    return sources.judge(sources.readTransactions(found.get(0)), costs.accepted());
  }

  private static String line(String id, String quantity) {
    return id + ",2024-06-10,P,N,C,Web," + quantity + ",1\n";
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(raw.getRoot().toPath().resolve(name), content, StandardCharsets.UTF_8);
  }
}
