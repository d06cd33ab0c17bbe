package io.financeanalytics.analytics.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts that are packed beside these classes. */
final class Resource {

  private Resource() {}

  static String text(String name) {
    try (InputStream packed = Resource.class.getResourceAsStream(name)) {
      return new String(packed.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + name + " from the jar", e);
    }
  }
}
