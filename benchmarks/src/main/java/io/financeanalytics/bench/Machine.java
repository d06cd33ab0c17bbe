package io.financeanalytics.bench;

import io.financeanalytics.bench.peer.SqlScript;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine that measures, in words. */
final class Machine {

  private static final double KILOBYTES_PER_GIGABYTE = 1024.0 * 1024.0;

  private Machine() {}

  static String description() {
    return String.format(
        Locale.ROOT,
        "%d cores (%s), %s of memory, %s %s, %s %s, Spark %s, DuckDB %s",
        Runtime.getRuntime().availableProcessors(),
        firstValue("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch")),
        firstValue("/proc/meminfo", "MemTotal").map(Machine::gigabytes).orElse("? GB"),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("java.vm.name"),
        System.getProperty("java.runtime.version"),
        org.apache.spark.package$.MODULE$.SPARK_VERSION(),
        duckDbVersion());
  }

  /** {@return how many processes wait for a core on average}; negative where nobody knows */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String gigabytes(String kilobytes) {
    double size = Double.parseDouble(kilobytes.replaceAll("[^0-9]", "")) / KILOBYTES_PER_GIGABYTE;
    return String.format(Locale.ROOT, "%.0f GB", size);
  }

  private static Optional<String> firstValue(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String duckDbVersion() {
    try (Connection connection = SqlScript.duckDb()) {
      return connection.getMetaData().getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB does not start", e);
    }
  }
}
