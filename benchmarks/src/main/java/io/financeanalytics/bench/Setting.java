package io.financeanalytics.bench;

import io.financeanalytics.bench.race.Contestant;
import io.financeanalytics.bench.race.Race;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Where and how benchmarks run.
 *
 * @param home the project's folder, with {@code ./finance}
 * @param work for data and outputs
 * @param rounds how often each contestant runs
 * @param limit after which a peer is taken out of a race
 * @param progress told of each step
 */
record Setting(Path home, Path work, int rounds, Duration limit, Consumer<String> progress) {

  static final String PRODUCT = "`./finance run`";

  /** A race of contestants; their outputs are deleted at its end. */
  Race race(List<Contestant> contestants) {
    return new Race(contestants, work.resolve("outputs"), limit, progress);
  }

  /** The product as a user runs it, into a fresh warehouse. */
  Contestant product(String name, Path raw, Map<String, String> environment) {
    return new Contestant(
        name,
        output ->
            List.of(
                home.resolve("finance").toString(),
                "run",
                "--raw",
                raw.toString(),
                "--warehouse",
                warehouse(output).toString()),
        environment);
  }

  /** Where the product's warehouse is in its output. */
  static Path warehouse(Path output) {
    return output.resolve("warehouse");
  }
}
