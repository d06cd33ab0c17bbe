package io.financeanalytics.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.table.Transactions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class RawDataTest {

  private static final double TINY = 0.001;

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static RawData tiny(String name) {
    return RawData.at(TINY, FOLDER.getRoot().toPath().resolve(name));
  }

  @Test
  public void theSameScaleGivesTheSameBytes() throws IOException {
    RawData one = tiny("one");
    RawData other = tiny("other");

    for (int i = 0; i < one.files().size(); i++) {
      assertThat(Files.mismatch(one.files().get(i), other.files().get(i))).isEqualTo(-1);
    }
  }

  @Test
  public void dataThatIsThereIsNotMadeAgain() throws IOException {
    RawData made = tiny("kept");
    Path costs = made.folder().resolve("cogs.csv");
    Files.writeString(costs, "mine");

    assertThat(tiny("kept")).isEqualTo(made);
    assertThat(costs).hasContent("mine");
  }

  @Test
  public void dataOfAnotherScaleIsReplaced() {
    long tinyLines = tiny("grown").lines();

    assertThat(RawData.at(2 * TINY, FOLDER.getRoot().toPath().resolve("grown")).lines())
        .isGreaterThan(tinyLines);
  }

  @Test
  public void theFilesHaveTheColumnsOfTheContract() throws IOException {
    RawData data = tiny("columns");

    assertThat(header(data, "transactions.csv"))
        .containsExactlyInAnyOrderElementsOf(Transactions.TABLE.columns());
    assertThat(header(data, "marketing_spend.csv"))
        .containsExactly(
            "Date", "CampaignID", "CampaignName", "AdPlatform", "Impressions", "Clicks", "Spend");
    assertThat(header(data, "cogs.csv"))
        .containsExactly("ProductID", "COGS_EffectiveDate", "UnitCOGS");
  }

  @Test
  public void thereAreAsManyLinesAsAnnouncedFromAllChannels() throws IOException {
    RawData data = tiny("lines");
    List<String[]> lines = lines(data);

    assertThat(lines).hasSize(Math.toIntExact(data.lines()));
    assertThat(lines.stream().map(line -> line[3]).distinct())
        .containsExactlyInAnyOrder("Store", "Catalog", "Web");
  }

  @Test
  public void transactionIdsAreUniqueButForTheOnesThatAreMeantToRepeat() throws IOException {
    List<String[]> lines = lines(RawData.at(0.005, FOLDER.getRoot().toPath().resolve("ids")));
    Set<String> ids = new HashSet<>();
    List<String> repeated = new ArrayList<>();
    for (String[] line : lines) {
      if (!ids.add(line[0])) {
        repeated.add(line[0]);
      }
    }

    assertThat(repeated).isNotEmpty();
    assertThat(repeated.size()).isLessThan(lines.size() / 1_000);
  }

  @Test
  public void discountsAreNotNegativeNorAboveTheGrossRevenueButForAFewOnPurpose()
      throws IOException {
    long odd = 0;
    List<String[]> lines = lines(tiny("discounts"));
    for (String[] line : lines) {
      if (line[7].isEmpty() || line[8].equals("n/a")) {
        continue;
      }
      BigDecimal gross = new BigDecimal(line[7]).multiply(new BigDecimal(line[8]));
      BigDecimal discount = new BigDecimal(line[9]);
      if (discount.signum() < 0) {
        odd++;
      } else {
        assertThat(discount).isLessThanOrEqualTo(gross);
      }
    }

    assertThat(odd).isLessThan(lines.size() / 1_000);
  }

  private static List<String> header(RawData data, String file) throws IOException {
    try (java.io.BufferedReader reader = Files.newBufferedReader(data.folder().resolve(file))) {
      return Arrays.asList(reader.readLine().split(","));
    }
  }

  /** The fields of all order lines; a quoted name counts as one field. */
  private static List<String[]> lines(RawData data) throws IOException {
    return Files.readAllLines(data.folder().resolve("transactions.csv")).stream()
        .skip(1)
        .map(line -> line.replaceAll("\"([^\"]*),([^\"]*)\"", "$1$2").split(",", -1))
        .toList();
  }
}
