package io.financeanalytics.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the tests compare with, made once: raw folders A and B, a warehouse that published A, and
 * what an undisturbed run of A and then B publishes.
 *
 * @param rawA the first raw folder
 * @param rawB the second raw folder
 * @param warehouse a warehouse that published A; tests work on copies
 * @param starA the rows of A
 * @param starB the rows of B after A
 */
record Published(
    Path rawA,
    Path rawB,
    WarehouseFolder warehouse,
    Map<String, List<String>> starA,
    Map<String, List<String>> starB) {

  private static Published made;

  static synchronized Published get() {
    if (made == null) {
      made = make();
    }
    return made;
  }

  private static Published make() {
    Path root;
    try {
      root = Files.createTempDirectory("finance-acceptance").toRealPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(root)));
    Path rawA = RawFolder.first(root.resolve("raw-a"));
    Path rawB = RawFolder.second(root.resolve("raw-b"));
    WarehouseFolder warehouse = new WarehouseFolder(root.resolve("warehouse"));
    run(rawA, warehouse);
    WarehouseFolder undisturbed = warehouse.copyTo(root.resolve("undisturbed"));
    run(rawB, undisturbed);
    return new Published(rawA, rawB, warehouse, warehouse.star(), undisturbed.star());
  }

  /** Runs without disturbance. */
  static FinanceProcess.Result run(Path raw, WarehouseFolder warehouse, String... jvmOptions) {
    return new FinanceProcess.Start(warehouse.path().getParent())
        .with(jvmOptions)
        .run("run", "--raw", raw.toString(), "--warehouse", warehouse.path().toString())
        .exitsWith(0);
  }

  private static void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
