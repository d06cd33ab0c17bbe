package io.financeanalytics.bench.data;

import io.trino.tpcds.Session;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A raw folder made from TPC-DS: store, catalog and web sales as order lines, item revisions as
 * costs, promotions as spend. Scale 1 has 5,041,336 order lines, and n times the scale n times as
 * many. Below scale 1 there is that part of the orders of scale 1, from all years. The same scale
 * gives the same bytes on every machine.
 *
 * @param folder holds transactions.csv, cogs.csv and marketing_spend.csv
 * @param scale of TPC-DS
 * @param lines order lines, the header not counted
 */
public record RawData(Path folder, double scale, long lines) {

  /** Counts up when the same scale would give other bytes than before. */
  private static final String VERSION = "2";

  private static final String DESCRIPTION = "benchmark-data.properties";
  private static final int ORDERS_AT_ONCE = 5_000;

  /** {@return the data of a scale in a folder}, made first unless it is there. */
  public static RawData at(double scale, Path folder) {
    try {
      RawData existing = existing(scale, folder);
      return existing == null ? make(scale, folder) : existing;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawData existing(double scale, Path folder) throws IOException {
    Path file = folder.resolve(DESCRIPTION);
    if (!Files.exists(file)) {
      return null;
    }
    Properties description = new Properties();
    description.load(Files.newBufferedReader(file));
    return VERSION.equals(description.getProperty("version"))
            && Double.toString(scale).equals(description.getProperty("scale"))
        ? new RawData(folder, scale, Long.parseLong(description.getProperty("lines")))
        : null;
  }

  private static RawData make(double scale, Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(folder.resolve(DESCRIPTION));
    Session session = Session.getDefaultSession().withScale(Math.max(1, scale));
    Items items = Items.of(session);
    items.writeCosts(folder.resolve("cogs.csv"));
    Promotions.write(session, folder.resolve("marketing_spend.csv"));
    long lines;
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve("transactions.csv")))) {
      lines = writeLines(pieces(session, items, Math.min(1, scale)), out);
    }
    Files.writeString(
        folder.resolve(DESCRIPTION),
        "version=" + VERSION + "\nscale=" + scale + "\nlines=" + lines + "\n");
    return new RawData(folder, scale, lines);
  }

  /**
   * Pieces that do not depend on the number of cores, in the order of the file.
   *
   * @param part of the orders to take from each piece, at most 1
   */
  private static Deque<OrderLines> pieces(Session session, Items items, double part) {
    Deque<OrderLines> pieces = new ArrayDeque<>();
    for (SalesChannel channel : SalesChannel.ALL) {
      long orders = session.getScaling().getRowCount(channel.table());
      for (long first = 1; first <= orders; first += ORDERS_AT_ONCE) {
        long count = Math.min(ORDERS_AT_ONCE, orders - first + 1);
        long last = first + Math.max(1, Math.round(part * count)) - 1;
        pieces.add(new OrderLines(channel, session, items, first, last));
      }
    }
    return pieces;
  }

  /** Makes pieces on all cores and writes them in order; holds few of them at a time. */
  private static long writeLines(Deque<OrderLines> pieces, OutputStream out) throws IOException {
    out.write(OrderLines.HEADER.getBytes(StandardCharsets.UTF_8));
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService workers = Executors.newFixedThreadPool(cores);
    try {
      Deque<Future<OrderLines.Text>> underWay = new ArrayDeque<>();
      long lines = 0;
      while (!pieces.isEmpty() || !underWay.isEmpty()) {
        while (!pieces.isEmpty() && underWay.size() < cores + 2) {
          underWay.add(workers.submit(pieces.remove()));
        }
        OrderLines.Text text = underWay.remove().get();
        out.write(text.csv().getBytes(StandardCharsets.UTF_8));
        lines += text.lines();
      }
      return lines;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Order lines cannot be made from TPC-DS", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while making order lines", e);
    } finally {
      workers.shutdownNow();
    }
  }

  /** {@return the raw files} */
  public List<Path> files() {
    List<Path> files = new ArrayList<>();
    for (String name : List.of("transactions.csv", "marketing_spend.csv", "cogs.csv")) {
      files.add(folder.resolve(name));
    }
    return files;
  }
}
