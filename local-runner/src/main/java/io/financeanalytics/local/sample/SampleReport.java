package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.SampleSummary.WrittenFile;
import io.financeanalytics.pipeline.RunSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What people read after a sample was made: files, rows, bytes, planted rows, and what to type
 * next.
 */
final class SampleReport {
  /** Above this share of broken rows in one file a run is refused by default. */
  private static final BigDecimal MAX_QUARANTINE_RATIO =
      new BigDecimal(RunSettings.DEFAULT_MAX_QUARANTINE_RATIO);

  private SampleReport() {}

  /** The lines of the report. */
  static List<String> lines(SampleSettings settings, SampleSummary summary, Path out) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "Wrote made-up raw files of %,d orders, %s to %s (seed %d), to %s",
            settings.orders(),
            SampleSettings.FIRST_DAY,
            SampleSettings.LAST_DAY,
            settings.seed(),
            out));
    lines.add("");
    for (WrittenFile file : summary.files()) {
      lines.add(format("  %-24s%,14d rows%,18d bytes", file.name(), file.rows(), file.bytes()));
    }
    lines.add("");
    lines.addAll(planted(summary));
    lines.add("");
    BigDecimal ratio = MAX_QUARANTINE_RATIO;
    for (WrittenFile file : summary.files()) {
      ratio = ratio.max(brokenShare(file));
      if (brokenShare(file).compareTo(MAX_QUARANTINE_RATIO) > 0) {
        lines.add(
            format(
                "More than a tenth of %s is broken, because one of each kind is planted in so few"
                    + " orders: a run refuses it unless --max-quarantine-ratio is raised.",
                file.name()));
      }
    }
    boolean isRaised = ratio.compareTo(MAX_QUARANTINE_RATIO) > 0;
    lines.add(
        "Next: ./finance run --raw "
            + ShellWords.quoted(out.toString())
            + (isRaised ? " --max-quarantine-ratio " + ratio.toPlainString() : ""));
    return lines;
  }

  /** The share of a file's rows that has to end in quarantine, rounded up to whole percents. */
  private static BigDecimal brokenShare(WrittenFile file) {
    return file.rows() == 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(file.quarantinedRows())
            .divide(BigDecimal.valueOf(file.rows()), 2, RoundingMode.CEILING);
  }

  private static List<String> planted(SampleSummary summary) {
    List<WrittenFile> files =
        summary.files().stream().filter(file -> !file.planted().isEmpty()).toList();
    List<String> lines = new ArrayList<>();
    StringBuilder head = new StringBuilder(format("  %-26s", "Rows planted on purpose"));
    for (WrittenFile file : files) {
      head.append(format("%22s", file.name()));
    }
    lines.add(head.toString());
    for (Outcome outcome : Outcome.values()) {
      StringBuilder line = new StringBuilder(format("  %-26s", outcome.code()));
      for (WrittenFile file : files) {
        long rows = file.plantedRows(outcome);
        line.append(format("%22s", rows == 0 ? "-" : format("%,d", rows)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
