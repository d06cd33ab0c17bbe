package io.financeanalytics.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two raw folders of one seller. The second is the first some weeks later: more orders, products
 * and customers whose names sort before the known ones, a product that changed its name, a cost
 * that came late, and one more broken row.
 */
final class RawFolder {

  private RawFolder() {}

  /** The first. */
  static Path first(Path folder) {
    return write(folder, 150, false);
  }

  /** The second. */
  static Path second(Path folder) {
    return write(folder, 260, true);
  }

  private static Path write(Path folder, int orders, boolean later) {
    List<String> transactions = new ArrayList<>();
    transactions.add(
        "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,UnitPrice,CurrencyCode");
    for (int i = 0; i < orders; i++) {
      String product = i < 150 ? "PRD-" + i % 11 : "NEW-" + i % 5;
      String customer = i % 3 == 0 ? "" : i < 150 ? "M" + i % 40 : "A" + i % 20;
      transactions.add(
          String.format(
              "T%05d,2024-%02d-%02dT%02d:30:00Z,%s,\"Lamp, %s\",%s,%s,%d,%d.99,%s",
              i,
              i / 28 % 12 + 1,
              i % 28 + 1,
              i % 24,
              product,
              i < 150 ? "old" : "new",
              customer,
              i % 2 == 0 ? "Shopify" : "Amazon",
              1 + i % 3,
              10 + i % 11,
              i % 7 == 0 ? "EUR" : "USD"));
    }
    transactions.add("T-BAD-1,2024-13-01,PRD-1,Lamp,C1,Shopify,1,10.00,USD");
    if (later) {
      transactions.add("T90000,2024-12-01,PRD-3,\"Lamp, renamed\",M1,Fair,1,12.00,USD");
      transactions.add("T-BAD-2,2024-01-01,PRD-1,Lamp,C1,Shopify,one,10.00,USD");
    }
    List<String> spend = new ArrayList<>();
    spend.add("Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend,CurrencyCode");
    for (int i = 0; i < (later ? 40 : 20); i++) {
      spend.add(
          String.format(
              "2024-01-%02d,%s-%d,Winter,Google,%d,%d,%d.50,USD",
              i % 28 + 1, i < 20 ? "CMP" : "ADS", i % 4, 100 + i, i, i));
    }
    List<String> costs = new ArrayList<>();
    costs.add("ProductID,COGS_EffectiveDate,UnitCOGS,CurrencyCode");
    for (int i = 0; i < 9; i++) {
      costs.add("PRD-" + i + ",2023-12-01," + (3 + i) + ".25,USD");
    }
    if (later) {
      costs.add("PRD-2,2024-02-01,9.99,USD");
    }
    try {
      Files.createDirectories(folder);
      Files.write(folder.resolve("transactions.csv"), transactions);
      Files.write(folder.resolve("marketing_spend.csv"), spend);
      Files.write(folder.resolve("cogs.csv"), costs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }
}
