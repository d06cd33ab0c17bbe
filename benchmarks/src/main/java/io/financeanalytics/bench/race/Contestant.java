package io.financeanalytics.bench.race;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One who does the work.
 *
 * @param name for people
 * @param command the program and its arguments, given the empty folder for its output
 * @param environment variables to add
 */
public record Contestant(
    String name, Function<Path, List<String>> command, Map<String, String> environment) {

  /** A contestant without further variables. */
  public Contestant(String name, Function<Path, List<String>> command) {
    this(name, command, Map.of());
  }
}
