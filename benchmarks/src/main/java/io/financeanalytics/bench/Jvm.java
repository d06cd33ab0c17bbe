package io.financeanalytics.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Commands that start a class of this module in a JVM of its own. */
final class Jvm {

  private Jvm() {}

  /** Spark with a heap of 4 GB, which is what it gets on one machine with 2 cores. */
  static List<String> spark(Class<?> main, String... arguments) {
    List<String> options = new ArrayList<>(List.of("-Xmx4g"));
    options.addAll(packagesThatSparkOpens());
    return command(options, main, arguments);
  }

  /**
   * Spark with the options that {@code ./finance} gives the product for much data, a heap of 4 GB,
   * and a file of classes that were loaded before.
   *
   * @param option what to do with the file
   * @param file the file
   */
  static List<String> launchedSpark(
      ClassFile option, Path file, Class<?> main, String... arguments) {
    List<String> options = new ArrayList<>(List.of(launcherOptions().split("\\s+")));
    options.addAll(
        List.of("-Xms1g", "-Xmx4g", "-Xshare:auto", "-Xlog:cds=off", "-Xlog:cds+dynamic=off"));
    options.add(option.text + file);
    return command(options, main, arguments);
  }

  /** Whether {@code ./finance} has told its options. */
  static boolean isLaunched() {
    return !launcherOptions().isEmpty();
  }

  private static String launcherOptions() {
    return System.getProperty("finance.java.options", "").strip();
  }

  /** What a JVM does with a file of loaded classes. */
  enum ClassFile {
    /** Writes it when it ends. */
    WRITTEN("-XX:ArchiveClassesAtExit="),
    /** Takes its classes from there; without the file it loads them itself. */
    READ("-XX:SharedArchiveFile=");

    private final String text;

    ClassFile(String text) {
      this.text = text;
    }
  }

  /** DuckDB, whose memory is not the JVM's; the JVM is as small and quick to start as it can be. */
  static List<String> duckDb(Class<?> main, String... arguments) {
    return command(
        List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
        main,
        arguments);
  }

  private static List<String> command(List<String> options, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-XX:-UsePerfData", "-Duser.timezone=UTC", "-Dfile.encoding=UTF-8"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(Arrays.asList(arguments));
    return command;
  }

  private static List<String> packagesThatSparkOpens() {
    try (InputStream in = Jvm.class.getResourceAsStream("/bench-jvm.options")) {
      String options = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.asList(options.strip().split("\\s+"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
