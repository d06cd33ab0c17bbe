package io.financeanalytics.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the project. */
final class Project {

  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Project() {}

  static Path file(String first, String... more) {
    return ROOT.resolve(Path.of(first, more));
  }

  static String text(String first, String... more) {
    try {
      return Files.readString(file(first, more));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
