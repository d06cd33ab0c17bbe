package io.financeanalytics.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown page that keeps results between markers; all else on it belongs to people. */
final class PerformancePage {

  private final Path file;

  PerformancePage(Path file) {
    this.file = file;
  }

  /** Replaces the section's former results, or adds it at the end of the page. */
  void put(Section section) {
    String begin = "<!-- results of " + section.name() + " -->";
    String end = "<!-- end of " + section.name() + " -->";
    String results = begin + "\n" + section.text().strip() + "\n" + end;
    try {
      String page = Files.exists(file) ? Files.readString(file) : "";
      int from = page.indexOf(begin);
      int to = page.indexOf(end);
      if (from >= 0 && to > from) {
        page = page.substring(0, from) + results + page.substring(to + end.length());
      } else {
        page = page.isEmpty() ? results + "\n" : page.stripTrailing() + "\n\n" + results + "\n";
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
