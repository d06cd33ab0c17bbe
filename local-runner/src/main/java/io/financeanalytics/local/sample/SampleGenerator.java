package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.SampleSummary.Planted;
import io.financeanalytics.local.sample.SampleSummary.WrittenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the four raw files of one sample. Memory does not depend on the number of orders. */
public final class SampleGenerator {
  private static final String PLATFORMS = "platform_channels.csv";
  private static final List<String> PLATFORM_COLUMNS = List.of("AdPlatform", "ChannelName");

  /** Pinterest is left out on purpose: its spend serves no channel and stays unallocated. */
  private static final List<List<String>> PLATFORM_ROWS =
      List.of(
          List.of("Google", "Shopify"),
          List.of("Facebook", "Shopify"),
          List.of("Amazon", "Amazon"));

  private final SampleSettings settings;

  /** A generator of the sample with these settings. */
  public SampleGenerator(SampleSettings settings) {
    this.settings = settings;
  }

  /**
   * Writes the sample, in place of an earlier one. The files take their places together after the
   * last row was written; what is there stays as it is when something fails before that.
   *
   * @param out an empty or a new folder, or one that holds a sample only
   * @return what was written
   * @throws io.financeanalytics.UserException when the folder holds anything else; nothing is
   *     written then
   * @throws IOException when the folder cannot be written
   */
  public SampleSummary writeTo(Path out) throws IOException {
    SampleFolder folder =
        SampleFolder.open(
            out, List.of(TransactionsFile.NAME, MarketingFile.NAME, CogsFile.NAME, PLATFORMS));
    try {
      SampleSummary summary = new SampleSummary(writeDrafts(folder));
      folder.publish();
      return summary;
    } finally {
      folder.discardDrafts();
    }
  }

  private List<WrittenFile> writeDrafts(SampleFolder folder) throws IOException {
    Catalog catalog = new Catalog(new Dice(settings.seed(), Dice.Purpose.CATALOG));
    Demand demand = new Demand(new Dice(settings.seed(), Dice.Purpose.DEMAND));
    TransactionsFile transactions = new TransactionsFile(settings, catalog, demand);
    MarketingFile marketing = new MarketingFile(settings, demand);
    CogsFile cogs = new CogsFile(settings, catalog);
    List<WrittenFile> files = new ArrayList<>();
    files.add(draft(folder, TransactionsFile.NAME, OrderLine.COLUMNS, transactions::writeTo));
    files.add(draft(folder, MarketingFile.NAME, MarketingFile.COLUMNS, marketing::writeTo));
    files.add(draft(folder, CogsFile.NAME, CogsFile.COLUMNS, cogs::writeTo));
    files.add(draft(folder, PLATFORMS, PLATFORM_COLUMNS, SampleGenerator::writePlatforms));
    return files;
  }

  private static List<Planted> writePlatforms(CsvFile file) throws IOException {
    for (List<String> row : PLATFORM_ROWS) {
      file.write(row);
    }
    return List.of();
  }

  private static WrittenFile draft(
      SampleFolder folder, String name, List<String> columns, Content content) throws IOException {
    Path path = folder.draftOf(name);
    long rows;
    List<Planted> planted;
    try (CsvFile file = new CsvFile(path, columns)) {
      planted = content.writeTo(file);
      rows = file.rows();
    }
    return new WrittenFile(name, rows, Files.size(path), planted);
  }

  /** What one file consists of. */
  private interface Content {
    List<Planted> writeTo(CsvFile file) throws IOException;
  }
}
