package io.financeanalytics.bench;

import io.financeanalytics.bench.data.RawData;
import io.financeanalytics.bench.peer.AsOfData;
import io.financeanalytics.bench.peer.AsOfPeer;
import io.financeanalytics.bench.peer.AsOfWay;
import io.financeanalytics.bench.race.Contestant;
import io.financeanalytics.bench.race.MeasuredProcess;
import io.financeanalytics.bench.race.RaceResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The as-of join alone, each way in a process of its own. */
final class AsOfBenchmark {

  static final String NAME = "asof";

  private static final long MANY_COSTS = 10_000_000;
  private static final double OF_NO_JOIN = 1.5;
  private static final double OF_DUCKDB = 2.0;
  private static final Duration PREPARED_WITHIN = Duration.ofMinutes(10);
  private static final String ANSWER = "answer";

  private final Setting setting;
  private final RawData data;
  private final Path folder;
  private final long costs;

  AsOfBenchmark(Setting setting, RawData data) {
    this.setting = setting;
    this.data = data;
    this.folder = setting.work().resolve("asof-" + data.scale());
    this.costs = Math.max(1_000, Math.round(MANY_COSTS * Math.min(1, data.scale())));
  }

  Section run() {
    setting.progress().accept("making sales and costs for the as-of join");
    AsOfData.make(data.folder(), folder, costs);
    prepareQuickStart();
    RaceResult small = race("sales", "costs-small", List.of(AsOfWay.values()));
    List<AsOfWay> joins = new ArrayList<>(List.of(AsOfWay.values()));
    joins.remove(AsOfWay.NO_JOIN);
    RaceResult large = race("sales", "costs-large", joins);
    RaceResult skewed = race("sales-skewed", "costs-skewed", joins);

    String product = AsOfWay.PRODUCT.title();
    String text =
        "Small costs: the item revisions of TPC-DS.\n\n"
            + ResultTable.of(small, product)
            + String.format("%n%,d costs, as many for every product.%n%n", costs)
            + ResultTable.of(large, product)
            + String.format("%n%,d costs; one product has 90 %% of sales and costs.%n%n", costs)
            + ResultTable.of(skewed, product)
            + "\n"
            + "In every round all ways that finished gave the same number of rows, of rows with a"
            + " cost, and the same sum.\n";
    return new Section(
        NAME,
        text,
        List.of(
            new Target(
                "as-of join, small costs: wall ÷ the same query without the join",
                small.ratio(product, AsOfWay.NO_JOIN.title()),
                OF_NO_JOIN),
            new Target(
                "as-of join, 10 million costs: wall ÷ DuckDB's",
                large.ratio(product, AsOfWay.DUCKDB.title()),
                OF_DUCKDB),
            new Target(
                "as-of join, 90 % in one key: wall ÷ DuckDB's",
                skewed.ratio(product, AsOfWay.DUCKDB.title()), OF_DUCKDB)));
  }

  private RaceResult race(String sales, String costsName, List<AsOfWay> ways) {
    List<Contestant> contestants = new ArrayList<>();
    for (AsOfWay way : ways) {
      contestants.add(
          new Contestant(way.title(), output -> command(way, sales, costsName, output)));
    }
    return setting.race(contestants).run(setting.rounds(), AsOfBenchmark::judge);
  }

  /** Writes the classes of all of Spark's ways to a file, as the launcher does for the product. */
  private void prepareQuickStart() {
    if (!Jvm.isLaunched()) {
      return;
    }
    setting.progress().accept("preparing a quick start of Spark's ways");
    String ways =
        Arrays.stream(AsOfWay.values())
            .filter(way -> way != AsOfWay.DUCKDB)
            .map(AsOfWay::name)
            .collect(Collectors.joining(","));
    List<String> command =
        Jvm.launchedSpark(
            Jvm.ClassFile.WRITTEN,
            classes(),
            AsOfPeer.class,
            arguments(ways, "sales-few", "costs-small", folder));
    try {
      Files.deleteIfExists(classes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new MeasuredProcess(command, Map.of(), PREPARED_WITHIN).run(folder);
    if (!Files.exists(classes())) {
      throw new IllegalStateException(
          "Java has not written the classes of Spark's ways to "
              + classes()
              + "; what it said is in output.log beside it");
    }
  }

  private List<String> command(AsOfWay way, String sales, String costsName, Path output) {
    String[] arguments = arguments(way.name(), sales, costsName, output);
    return way == AsOfWay.DUCKDB
        ? Jvm.duckDb(AsOfPeer.class, arguments)
        : Jvm.isLaunched()
            ? Jvm.launchedSpark(Jvm.ClassFile.READ, classes(), AsOfPeer.class, arguments)
            : Jvm.spark(AsOfPeer.class, arguments);
  }

  private Path classes() {
    return folder.resolve("classes.jsa");
  }

  private String[] arguments(String ways, String sales, String costsName, Path output) {
    return new String[] {
      ways,
      folder.resolve(sales + ".parquet").toString(),
      folder.resolve(costsName + ".parquet").toString(),
      output.resolve(ANSWER).toString()
    };
  }

  /** All joins that finished answer the same; the query without a join sees as many rows. */
  static void judge(Map<String, Path> outputs) {
    Map<String, String> answers = new LinkedHashMap<>();
    outputs.forEach((name, output) -> answers.put(name, answer(output)));
    String withoutJoin = answers.remove(AsOfWay.NO_JOIN.title());
    if (answers.values().stream().distinct().count() > 1) {
      throw new NotTheSameWorkException("The answers of the as-of joins differ: " + answers);
    }
    for (String answer : answers.values()) {
      if (withoutJoin != null && !rows(withoutJoin).equals(rows(answer))) {
        throw new NotTheSameWorkException(
            "Without the join there are " + rows(withoutJoin) + " rows, with it " + rows(answer));
      }
    }
  }

  private static String rows(String answer) {
    return answer.substring(0, answer.indexOf(' '));
  }

  private static String answer(Path output) {
    try {
      return Files.readString(output.resolve(ANSWER));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
