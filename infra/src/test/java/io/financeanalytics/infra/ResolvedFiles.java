package io.financeanalytics.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Resolved stacks as files, for tools that read templates. */
final class ResolvedFiles {

  private ResolvedFiles() {}

  static Path write(Path folder, ParameterSet parameters) {
    try {
      Path file = folder.resolve(parameters.name() + ".json");
      String text = Template.ofTheProject().resolvedWith(parameters).json().toPrettyString();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
