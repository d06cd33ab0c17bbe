package io.financeanalytics.local.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.UserException;
import io.financeanalytics.table.RawTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** How the files are written. */
public class SampleGeneratorTest {
  private static final List<String> FILES =
      List.of("transactions.csv", "marketing_spend.csv", "cogs.csv", "platform_channels.csv");
  private static final Path COMMITTED = Path.of("..", "data", "raw");

  @ClassRule public static final TemporaryFolder SHARED = new TemporaryFolder();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static Path sample;

  @BeforeClass
  public static void makeTheDefaultSample() throws Exception {
    sample = SHARED.newFolder().toPath();
    write(sample, SampleSettings.DEFAULT_ORDERS, SampleSettings.DEFAULT_SEED);
  }

  @Test
  public void theSameSeedGivesTheSameBytes() throws Exception {
    Path first = folder.newFolder().toPath();
    Path second = folder.newFolder().toPath();
    assertThat(write(first, 400, 7)).isEqualTo(write(second, 400, 7));
    for (String file : FILES) {
      assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
  }

  @Test
  public void anotherSeedGivesOtherOrdersSpendAndCosts() throws Exception {
    Path first = folder.newFolder().toPath();
    Path second = folder.newFolder().toPath();
    write(first, 400, 7);
    write(second, 400, 8);
    for (String file : FILES.subList(0, 3)) {
      assertThat(SampleRecords.lines(second.resolve(file)))
          .as(file)
          .isNotEqualTo(SampleRecords.lines(first.resolve(file)));
    }
  }

  @Test
  public void theCommittedSampleIsWhatTheGeneratorWrites() throws Exception {
    long bytes = 0;
    for (String file : FILES) {
      assertThat(COMMITTED.resolve(file))
          .as("make it again: ./finance sample --out data/raw")
          .hasSameBinaryContentAs(sample.resolve(file));
      bytes += Files.size(COMMITTED.resolve(file));
    }
    assertThat(bytes).isLessThan(2_000_000);
  }

  @Test
  public void theHeadersAreTheColumnsOfTheDataContractInItsOrder() {
    assertThat(FILES.stream().map(file -> SampleRecords.lines(sample.resolve(file)).get(0)))
        .containsExactly(
            "TransactionID,OrderID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,"
                + "Quantity,UnitPrice,DiscountAmount,TaxAmount,ShippingChargedToCustomer,"
                + "ActualShippingCost,PlatformFee,FulfillmentFee,PaymentProcessingFee,ReturnFlag,"
                + "CurrencyCode",
            "Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend,CurrencyCode",
            "ProductID,COGS_EffectiveDate,UnitCOGS,CurrencyCode",
            "AdPlatform,ChannelName");
    assertThat(RawTable.ALL)
        .allSatisfy(
            table ->
                assertThat(SampleRecords.lines(sample.resolve(table.name() + ".csv")).get(0))
                    .isEqualTo(String.join(",", table.columns())));
  }

  @Test
  public void linesEndWithLfAndThereIsNoByteOrderMark() throws Exception {
    for (String file : FILES) {
      String text = Files.readString(sample.resolve(file), StandardCharsets.UTF_8);
      assertThat(text).as(file).doesNotContain("\r").doesNotStartWith("\uFEFF").endsWith("\n");
      assertThat(text).as(file).doesNotContain("\n\n");
    }
  }

  @Test
  public void tenTimesTheOrdersAreAboutTenTimesTheLines() throws Exception {
    long rows = write(folder.newFolder().toPath(), 2_000, 1).file("transactions.csv").rows();
    long more = write(folder.newFolder().toPath(), 20_000, 1).file("transactions.csv").rows();
    assertThat((double) more / rows).isBetween(9.5, 10.5);
  }

  @Test
  public void theSummaryCountsRowsAndBytes() throws Exception {
    SampleSummary summary = write(folder.getRoot().toPath(), 300, 1);
    for (String file : FILES) {
      Path path = folder.getRoot().toPath().resolve(file);
      assertThat(summary.file(file).rows()).isEqualTo(SampleRecords.lines(path).size() - 1L);
      assertThat(summary.file(file).bytes()).isEqualTo(Files.size(path));
    }
  }

  @Test
  public void anEarlierSampleAndTheDraftsOfADeadOneAreReplaced() throws Exception {
    Path out = folder.getRoot().toPath();
    write(out, 50, 1);
    Files.writeString(out.resolve(".cogs.csv.part"), "half a");
    write(out, 60, 2);
    try (Stream<Path> entries = Files.list(out)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(FILES);
    }
  }

  @Test
  public void aFolderWithOtherFilesIsRefusedAndLeftAsItIs() throws Exception {
    Path out = folder.getRoot().toPath();
    Files.writeString(out.resolve("budget.xlsx"), "mine");
    assertThatThrownBy(() -> write(out, 50, 1))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("budget.xlsx")
        .hasMessageContaining("--out");
    assertThat(out.toFile().list()).containsExactly("budget.xlsx");
  }

  private static SampleSummary write(Path out, int orders, long seed) throws IOException {
    return new SampleGenerator(new SampleSettings(orders, seed)).writeTo(out);
  }
}
