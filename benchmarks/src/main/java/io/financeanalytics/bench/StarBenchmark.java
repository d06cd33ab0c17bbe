package io.financeanalytics.bench;

import io.financeanalytics.bench.compare.StarMeasures;
import io.financeanalytics.bench.compare.StarOutput;
import io.financeanalytics.bench.data.RawData;
import io.financeanalytics.bench.peer.DuckDbStar;
import io.financeanalytics.bench.peer.PlainSparkStar;
import io.financeanalytics.bench.peer.TypedCopy;
import io.financeanalytics.bench.race.Contestant;
import io.financeanalytics.bench.race.RaceResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The whole job: the product, DuckDB, a plain Spark job, and the floor. */
final class StarBenchmark {

  static final String NAME = "star";

  private static final String DUCKDB = "DuckDB";
  private static final String PLAIN = "plain Spark job";
  private static final String COPY = "floor: typed CSV to Parquet, by Spark";
  private static final double OF_DUCKDB = 2.0;
  private static final double OF_PLAIN = 3.0;
  private static final double GIGABYTES = 4.0;

  private final Setting setting;
  private final RawData data;
  private Map<String, String> measures = new LinkedHashMap<>();

  StarBenchmark(Setting setting, RawData data) {
    this.setting = setting;
    this.data = data;
  }

  Section run() {
    String raw = data.folder().toString();
    RaceResult result =
        setting
            .race(
                List.of(
                    setting.product(Setting.PRODUCT, data.folder(), Map.of()),
                    new Contestant(
                        DUCKDB, out -> Jvm.duckDb(DuckDbStar.class, raw, out.toString())),
                    new Contestant(
                        PLAIN, out -> Jvm.spark(PlainSparkStar.class, raw, out.toString())),
                    new Contestant(COPY, out -> Jvm.spark(TypedCopy.class, raw, out.toString()))))
            .run(setting.rounds(), this::judge);
    String text =
        ResultTable.of(result, Setting.PRODUCT)
            + "\nThe product's wall divided by DuckDB's, round by round: "
            + ratios(result)
            + ".\nThe same in every round, of the product, DuckDB and the plain job: "
            + measures.get("FactTransactions rows")
            + " rows of FactTransactions ("
            + measures.get("FactTransactions quarantined")
            + " in quarantine), NetRevenue "
            + measures.get("FactTransactions NetRevenue")
            + ", CalculatedTotalCOGS "
            + measures.get("FactTransactions CalculatedTotalCOGS")
            + ", and row count and fingerprint of every table.\n";
    return new Section(NAME, text, targets(result));
  }

  private static String ratios(RaceResult result) {
    return String.join(
        ", ",
        result.ratios(Setting.PRODUCT, DUCKDB).stream()
            .map(ratio -> String.format(java.util.Locale.ROOT, "%.2f", ratio))
            .toList());
  }

  private static List<Target> targets(RaceResult result) {
    OptionalDouble ofPlain = result.ratio(Setting.PRODUCT, PLAIN);
    double memoryOfDuckDb = result.peakGigabytes(DUCKDB).orElse(0);
    return List.of(
        new Target("wall ÷ DuckDB's", result.ratio(Setting.PRODUCT, DUCKDB), OF_DUCKDB),
        new Target("wall ÷ the plain Spark job's", ofPlain, 1 / OF_PLAIN),
        new Target(
            "peak memory in GB (DuckDB's, or 4)",
            result.peakGigabytes(Setting.PRODUCT),
            Math.max(GIGABYTES, memoryOfDuckDb)));
  }

  private void judge(Map<String, Path> outputs) {
    if (!outputs.containsKey(Setting.PRODUCT)) {
      return; // It did not finish, which the targets say.
    }
    measures =
        StarMeasures.of(StarOutput.deltaWarehouse(Setting.warehouse(outputs.get(Setting.PRODUCT))));
    for (String peer : List.of(DUCKDB, PLAIN)) {
      if (outputs.containsKey(peer)) {
        check(peer, StarMeasures.of(StarOutput.parquet(outputs.get(peer))));
      }
    }
    if (outputs.containsKey(COPY)) {
      long copied = StarMeasures.rows(outputs.get(COPY).resolve("transactions.parquet"));
      if (copied != data.lines()) {
        throw new NotTheSameWorkException(
            "The floor copied " + copied + " of " + data.lines() + " order lines");
      }
    }
  }

  private void check(String peer, Map<String, String> ofPeer) {
    List<String> differences = StarMeasures.differences(measures, ofPeer);
    if (!differences.isEmpty()) {
      throw new NotTheSameWorkException(
          "The product and the "
              + peer
              + " made different tables:\n  "
              + String.join("\n  ", differences));
    }
  }
}
