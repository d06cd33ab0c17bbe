package io.financeanalytics.bench;

import io.financeanalytics.bench.compare.StarMeasures;
import io.financeanalytics.bench.compare.StarOutput;
import io.financeanalytics.bench.data.RawData;
import io.financeanalytics.bench.race.RaceResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Ten times the order lines in the same heap. */
final class GrowthBenchmark {

  static final String NAME = "growth";
  static final int TIMES = 10;

  private static final double TIMES_THE_WALL = 10.5;
  private static final Map<String, String> HEAP = Map.of("FINANCE_JAVA_OPTS", "-Xmx4g");

  private final Setting setting;
  private final RawData data;
  private final RawData more;

  GrowthBenchmark(Setting setting, RawData data, RawData more) {
    this.setting = setting;
    this.data = data;
    this.more = more;
  }

  Section run() {
    String few = String.format("%,d order lines", data.lines());
    String many = String.format("%,d order lines", more.lines());
    RaceResult result =
        setting
            .race(
                List.of(
                    setting.product(few, data.folder(), HEAP),
                    setting.product(many, more.folder(), HEAP)))
            .run(
                setting.rounds(),
                outputs -> {
                  judge(data, outputs.get(few));
                  judge(more, outputs.get(many));
                });
    return new Section(
        NAME,
        "A heap of 4 GB for both.\n\n" + ResultTable.of(result, few),
        List.of(
            new Target(
                "ten times the lines: times the wall", result.ratio(many, few), TIMES_THE_WALL)));
  }

  /** Nearly all lines must be in the fact; the few others are the data's oddities. */
  private static void judge(RawData raw, Path output) {
    if (output == null) {
      return;
    }
    Map<String, String> measures =
        StarMeasures.of(StarOutput.deltaWarehouse(Setting.warehouse(output)));
    long rows = Long.parseLong(measures.get("FactTransactions rows"));
    if (rows < raw.lines() - raw.lines() / 100) {
      throw new NotTheSameWorkException(
          "The product made " + rows + " facts of " + raw.lines() + " order lines");
    }
  }
}
