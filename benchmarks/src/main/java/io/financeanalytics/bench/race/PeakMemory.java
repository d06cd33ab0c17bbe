package io.financeanalytics.bench.race;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Watches the peak of resident memory that the kernel keeps for a process and its descendants
 * (VmHWM). The kernel's value only grows, so that looking now and then misses no more than what the
 * last moments add.
 */
final class PeakMemory implements AutoCloseable {

  private static final long PAUSE_MILLIS = 100;
  private static final String PEAK = "VmHWM:";

  private final ProcessHandle process;
  private final Thread watcher;
  private volatile long peakBytes;

  PeakMemory(ProcessHandle process) {
    this.process = process;
    this.watcher = new Thread(this::watch, "peak-memory");
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    try {
      while (process.isAlive()) {
        try (Stream<ProcessHandle> family =
            Stream.concat(Stream.of(process), process.descendants())) {
          long now = family.mapToLong(member -> peakOf(member.pid())).max().orElse(0);
          peakBytes = Math.max(peakBytes, now);
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static long peakOf(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "status"))) {
      return lines
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException | java.io.UncheckedIOException e) {
      return 0; // The process has ended meanwhile.
    }
  }

  long bytes() {
    return peakBytes;
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
