package io.financeanalytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.raw.CsvRawSource;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.staging.Duplicates;
import io.financeanalytics.star.Sightings;
import io.financeanalytics.star.Star;
import io.financeanalytics.star.StarInputs;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * How often the raw transactions are read, and that no row of the fact is shuffled, on a folder of
 * differently ordered files with unknown members and duplicates.
 */
public class RawScansTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final int LINES = 12_000;

  @Rule public final transient TemporaryFolder folder = new TemporaryFolder();

  private transient Cache cache;

  @Before
  public void rawFolder() throws IOException {
    spark().conf().set("fs.file.impl", CountingFileSystem.class.getName());
    spark().conf().set("fs.file.impl.disable.cache", "true");
    spark().conf().set("fs.far.impl", CountingFileSystem.Far.class.getName());
    cache = new Cache();
    write(
        "cogs.csv", "ProductID,COGS_EffectiveDate,UnitCOGS\nP1,2024-01-01,1.5\nP2,2024-02-01,2\n");
    write(
        "marketing_spend.csv",
        "Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend\n");
    Files.createDirectories(root().resolve("transactions"));
    String filler = "x".repeat(60);
    StringBuilder first =
        new StringBuilder(
            "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,"
                + "UnitPrice,Note\n");
    StringBuilder second =
        new StringBuilder(
            "unitprice,quantity,channelname,customerid,productname,productid,transactiondate,"
                + "transactionid,note\n");
    for (int i = 0; i < LINES; i++) {
      String product = i % 7 == 0 ? "" : i % 11 == 0 ? "unknown" : "P" + i % 5;
      String customer = i % 3 == 0 ? "" : "C" + i % 100;
      first.append(
          "A" + i + ",2024-03-05," + product + ",N," + customer + ",Web,2,9.99," + filler + "\n");
      second.append(
          "9.99,2,," + customer + ",N," + product + ",2024-03-06,B" + i + "," + filler + "\n");
    }
    second.append("9.99,3,,C1,N,P1,2024-03-07,A17," + filler + "\n");
    write("transactions/a.csv", first.toString());
    write("transactions/b.csv", second.toString());
  }

  @After
  public void release() {
    cache.close();
    List.of("fs.file.impl", "fs.file.impl.disable.cache", "fs.far.impl")
        .forEach(key -> spark().conf().unset(key));
  }

  @Test
  public void filesOnALocalDiskAreGoneThroughThreeTimesAndNoLineIsShuffled() throws IOException {
    assertThat(timesRead(root().toString())).isBetween(3.0, 3.9);
  }

  @Test
  public void filesThatAreFarAwayAreReadOnce() throws IOException {
    assertThat(timesRead("far://" + root())).isBetween(1.0, 1.9);
  }

  /** Builds the fact from the files; how often they were read, headers included. */
  private double timesRead(String raw) throws IOException {
    CountingFileSystem.bytesRead("a.csv");
    Map<String, RawSource> found = new LinkedHashMap<>();
    CsvRawSource.find(spark().sessionState().newHadoopConf(), raw, RawTable.ALL, false)
        .forEach(source -> found.put(source.table().name(), source));
    Sources sources = new Sources(spark(), RunSettings.defaults(raw), cache, new Measures());
    Dataset<Row> costs = sources.read(found.get(Cogs.NAME), Duplicates::judgedCosts).accepted();
    Sources.JudgedTransactions judged =
        sources.judge(sources.readTransactions(found.get(Transactions.NAME)), costs);
    StarInputs inputs =
        new StarInputs(
            judged.accepted(),
            sources.read(found.get(MarketingSpend.NAME), rows -> rows).accepted(),
            costs,
            sources.read(found.get(PlatformChannels.NAME), rows -> rows).accepted());
    Map<Dimension, Dataset<Row>> keys = new LinkedHashMap<>();
    Star.members(Held.of(Sightings.members(judged.sightings())), inputs.spend())
        .forEach((dimension, members) -> keys.put(dimension, keys(members)));
    Dataset<Row> fact = Star.facts(inputs, keys, "run").get(FactTransactions.NAME);

    assertThat(shuffles(fact, Transactions.TRANSACTION_ID)).isZero();
    assertThat(fact.where("ProductKey IS NULL OR CustomerKey IS NULL").count()).isZero();
    double read =
        CountingFileSystem.bytesRead("a.csv")
            / (double) Files.size(root().resolve("transactions/a.csv"));
    assertThat(texts(judged.rejected().select("Reason")))
        .containsExactly("[duplicate_transaction_id]");
    return read;
  }

  private Dataset<Row> keys(Dataset<Row> members) {
    Dataset<Row> none = spark().createDataFrame(List.of(), SurrogateKeys.SCHEMA);
    return SurrogateKeys.withUnknown(none, SurrogateKeys.ofNewcomers(members, none));
  }

  private Path root() {
    return folder.getRoot().toPath();
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(root().resolve(name), content, StandardCharsets.UTF_8);
  }
}
