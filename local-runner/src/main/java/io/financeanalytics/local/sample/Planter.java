package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.SampleSummary.Planted;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spreads odd rows evenly over one file and counts them: every kind once per round, the kinds
 * taking turns.
 */
final class Planter {
  private final CsvFile file;
  private final List<Oddity> kinds;
  private final long all;
  private final long slots;
  private final Map<Oddity, Long> counts = new LinkedHashMap<>();
  private long planted;

  /**
   * Prepares planting.
   *
   * @param rounds how often each kind is planted, at least once
   * @param slots how many places the file has; {@link #isDue} is asked for each of them, ascending
   */
  Planter(CsvFile file, List<Oddity> kinds, long rounds, long slots) {
    this.file = file;
    this.kinds = kinds;
    this.all = rounds * kinds.size();
    this.slots = slots;
  }

  /** Whether one more oddity belongs to that place. */
  boolean isDue(long slot) {
    return planted < all && (2 * planted + 1) * slots / (2 * all) <= slot;
  }

  /** Plants the next kind, made of a good row. */
  void plantNext(RawRow good) throws IOException {
    plant(kinds.get((int) (planted % kinds.size())), good);
    planted++;
  }

  /** Plants one given kind, outside the turns. */
  void plant(Oddity kind, RawRow good) throws IOException {
    for (String record : kind.records().apply(good)) {
      file.writeRecord(record);
    }
    counts.merge(kind, 1L, Long::sum);
  }

  /** What was planted so far. */
  List<Planted> planted() {
    return counts.entrySet().stream()
        .map(
            entry -> {
              Oddity kind = entry.getKey();
              return new Planted(kind.outcome(), kind.what(), entry.getValue() * kind.rows());
            })
        .toList();
  }
}
