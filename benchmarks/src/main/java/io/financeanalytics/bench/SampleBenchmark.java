package io.financeanalytics.bench;

import io.financeanalytics.bench.race.RaceResult;
import java.util.List;
import java.util.Map;

/** The committed sample, from a cold start. */
final class SampleBenchmark {

  static final String NAME = "sample";

  private static final double SECONDS = 8.0;

  private final Setting setting;

  SampleBenchmark(Setting setting) {
    this.setting = setting;
  }

  Section run() {
    RaceResult result =
        setting
            .race(
                List.of(
                    setting.product(Setting.PRODUCT, setting.home().resolve("data/raw"), Map.of())))
            .run(setting.rounds(), outputs -> {});
    return new Section(
        NAME,
        ResultTable.of(result, Setting.PRODUCT),
        List.of(
            new Target(
                "committed sample, cold, in seconds",
                result.wallSeconds(Setting.PRODUCT),
                SECONDS)));
  }
}
