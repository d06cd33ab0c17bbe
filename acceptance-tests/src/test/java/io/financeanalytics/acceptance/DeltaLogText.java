package io.financeanalytics.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All commits of a Delta table as text. */
final class DeltaLogText {

  private DeltaLogText() {}

  static String of(Path table) {
    try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
      return log.filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .map(DeltaLogText::text)
          .collect(Collectors.joining());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
