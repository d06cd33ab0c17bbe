package io.financeanalytics.local.sample;

import java.util.List;

/**
 * What was written.
 *
 * @param files one entry per file, in the order transactions, spend, costs, platforms
 */
public record SampleSummary(List<WrittenFile> files) {
  public SampleSummary {
    files = List.copyOf(files);
  }

  /** The entry of the file with that name, such as {@code transactions.csv}. */
  public WrittenFile file(String name) {
    return files.stream()
        .filter(file -> file.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no file " + name + " in " + files));
  }

  /**
   * One file.
   *
   * @param name its name in the folder
   * @param rows records without the header, broken ones too
   * @param bytes its size
   * @param planted what is odd in it on purpose, kind by kind
   */
  public record WrittenFile(String name, long rows, long bytes, List<Planted> planted) {
    public WrittenFile {
      planted = List.copyOf(planted);
    }

    /** How many rows were planted that have to meet that outcome. */
    public long plantedRows(Outcome outcome) {
      return planted.stream()
          .filter(kind -> kind.outcome() == outcome)
          .mapToLong(Planted::rows)
          .sum();
    }

    /** How many rows have to end in quarantine. */
    public long quarantinedRows() {
      return planted.stream()
          .filter(kind -> kind.outcome().isQuarantine())
          .mapToLong(Planted::rows)
          .sum();
    }
  }

  /**
   * One kind of odd row.
   *
   * @param outcome what the platform has to make of such a row
   * @param what what is odd, in a few words
   * @param rows how many rows meet that outcome
   */
  public record Planted(Outcome outcome, String what, long rows) {}
}
