package io.financeanalytics.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** A small raw folder: two currencies, costs that change, guests, and a few broken rows. */
final class RawFiles {

  static final String TRANSACTIONS_HEADER =
      "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,UnitPrice,CurrencyCode";
  static final String SPEND_HEADER =
      "Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend,CurrencyCode";
  static final String COGS_HEADER = "ProductID,COGS_EffectiveDate,UnitCOGS,CurrencyCode";

  private RawFiles() {}

  /** Writes a folder with {@code orders} good transactions and three bad ones. */
  static Path write(Path folder, int orders) {
    write(folder, "transactions.csv", TRANSACTIONS_HEADER, transactions(0, orders));
    List<String> spend = new ArrayList<>();
    List<String> costs = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      spend.add(
          String.format(
              "2024-01-%02d,CMP-%d,Winter %d,Google,%d,%d,%d.50,USD",
              i % 28 + 1, i % 4, i % 4, 100 + i, i, i));
    }
    for (int i = 0; i < 9; i++) {
      costs.add(
          String.format(
              "PRD-%d,2023-12-%02d,%d.25,%s", i, i + 1, 3 + i, i % 4 == 0 ? "EUR" : "USD"));
    }
    write(folder, "marketing_spend.csv", SPEND_HEADER, spend);
    write(folder, "cogs.csv", COGS_HEADER, costs);
    return folder;
  }

  /** Transactions number {@code from} up to {@code to}, with three bad ones if from is 0. */
  static List<String> transactions(int from, int to) {
    List<String> lines = new ArrayList<>();
    for (int i = from; i < to; i++) {
      lines.add(
          String.format(
              "T%05d,2024-01-%02dT%02d:30:00Z,PRD-%d,\"Lamp, no. %d\",%s,%s,%d,%d.99,%s",
              i,
              i % 28 + 1,
              i % 24,
              i % 11,
              i % 11,
              i % 3 == 0 ? "" : "C" + i % 40,
              i % 2 == 0 ? "Shopify" : "Amazon",
              1 + i % 3,
              10 + i % 11,
              i % 7 == 0 ? "EUR" : "USD"));
    }
    if (from == 0) {
      lines.add("T-BAD-1,2024-13-01,PRD-1,Lamp,C1,Shopify,1,10.00,USD");
      lines.add("T-BAD-2,2024-01-01,PRD-1,Lamp,C1,Shopify,one,10.00,USD");
      lines.add("T-BAD-3,2024-01-01,PRD-1,Lamp");
    }
    return lines;
  }

  /** Writes one file, header first. */
  static void write(Path folder, String name, String header, List<String> lines) {
    write(
        folder,
        name,
        (header + "\n" + String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** Writes one file. */
  static void write(Path folder, String name, byte[] bytes) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A text, gzipped. */
  static byte[] gzipped(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
