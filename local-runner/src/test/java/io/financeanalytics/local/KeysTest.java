package io.financeanalytics.local;

import static io.financeanalytics.local.CommandLineRun.query;
import static io.financeanalytics.local.CommandLineRun.run;
import static io.financeanalytics.local.CommandLineRun.star;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.table.StarTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Surrogate keys belong to the warehouse, and the rows to the input and nothing else. */
public class KeysTest {

  private static final int ORDERS = 150;
  private static final String KEYS =
      "SELECT 'product' AS Dimension, ProductID AS Member, ProductKey AS Key FROM DimProduct"
          + " UNION ALL SELECT 'customer', CustomerID, CustomerKey FROM DimCustomer"
          + " UNION ALL SELECT 'channel', ChannelName, ChannelKey FROM DimChannel"
          + " UNION ALL SELECT 'campaign', CampaignID, CampaignKey FROM DimCampaign ORDER BY 1, 2";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path raw;
  private Path warehouse;

  @Before
  public void makeRawFolder() {
    raw = RawFiles.write(folder.getRoot().toPath().resolve("raw"), ORDERS);
    warehouse = folder.getRoot().toPath().resolve("warehouse");
  }

  @Test
  public void keysSurviveTheSameInputMoreMembersAndFewerMembers() {
    publish();
    List<String> star = star(warehouse);
    List<String> keys = query(warehouse, KEYS);
    assertThat(keys).hasSizeGreaterThan(40).contains("product,Unknown,-1");

    publish();
    assertThat(star(warehouse)).as("the same input twice").isEqualTo(star);

    List<String> more = RawFiles.transactions(0, ORDERS);
    more.add("T-A,2024-01-05,AAA-1,First of all,A1,A channel,1,5.00,USD");
    more.add("T-Z,2024-01-05,ZZZ-1,Last of all,Z1,Z channel,1,5.00,USD");
    RawFiles.write(raw, "transactions.csv", RawFiles.TRANSACTIONS_HEADER, more);
    publish();
    List<String> moreKeys = query(warehouse, KEYS);
    assertThat(moreKeys).containsAll(keys).hasSize(keys.size() + 6);
    assertThat(moreKeys.stream().map(row -> row.replaceAll(",[^,]*,", ",")))
        .as("no key twice in a dimension")
        .doesNotHaveDuplicates();

    RawFiles.write(
        raw, "transactions.csv", RawFiles.TRANSACTIONS_HEADER, RawFiles.transactions(0, ORDERS));
    publish();
    assertThat(star(warehouse)).as("the first input again").isEqualTo(star);

    RawFiles.write(raw, "transactions.csv", RawFiles.TRANSACTIONS_HEADER, more);
    publish();
    assertThat(query(warehouse, KEYS)).as("members that were away").isEqualTo(moreKeys);
  }

  @Test
  public void aStarDeletedByHandComesBackWithTheSameKeys() throws Exception {
    List<String> later = RawFiles.transactions(0, ORDERS);
    publish();
    later.add("T-A,2024-01-05,AAA-1,First of all,A1,A channel,1,5.00,USD");
    RawFiles.write(raw, "transactions.csv", RawFiles.TRANSACTIONS_HEADER, later);
    publish();
    List<String> star = star(warehouse);
    for (String table : StarTables.PUBLISHED.keySet()) {
      delete(warehouse.resolve(table));
    }
    publish();
    assertThat(star(warehouse)).isEqualTo(star);
  }

  @Test
  public void howTheFilesAreCutAndOrderedDoesNotShow() throws Exception {
    publish();
    List<String> star = star(warehouse);
    Path cut = folder.getRoot().toPath().resolve("cut");
    Files.createDirectories(cut);
    List<String> lines = RawFiles.transactions(0, ORDERS);
    Collections.shuffle(lines, new Random(11));
    List<String> first = new ArrayList<>(lines.subList(0, 20));
    List<String> second = new ArrayList<>(lines.subList(20, lines.size()));
    String header = RawFiles.TRANSACTIONS_HEADER;
    RawFiles.write(cut, "transactions/2024/b.csv", header, first);
    RawFiles.write(
        cut,
        "transactions/a.csv.gz",
        RawFiles.gzipped("\ufeff" + header + "\r\n" + String.join("\r\n", second)));
    for (String name : List.of("marketing_spend", "cogs")) {
      List<String> rows = new ArrayList<>(Files.readAllLines(raw.resolve(name + ".csv")));
      String columns = rows.remove(0);
      Collections.shuffle(rows, new Random(12));
      RawFiles.write(cut, name + "/1.csv", columns, rows.subList(0, 3));
      RawFiles.write(cut, name + "/2.csv", columns, rows.subList(3, rows.size()));
      RawFiles.write(cut, name + "/3.csv", columns, List.of());
    }
    Path other = folder.getRoot().toPath().resolve("other");
    CommandLineRun result = run(cut, other);
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(star(other)).isEqualTo(star);
  }

  private void publish() {
    CommandLineRun result = run(raw, warehouse);
    assertThat(result.exitCode()).as(result.err()).isZero();
  }

  private static void delete(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
