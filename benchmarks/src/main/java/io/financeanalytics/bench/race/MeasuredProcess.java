package io.financeanalytics.bench.race;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A command in a process of its own, measured as a whole: by the shell's {@code time}, which also
 * counts the CPU of all children that it waited for, and by the kernel's peak of resident memory.
 */
public final class MeasuredProcess {

  private static final String TIMED = "{ time \"$@\" 2>&3; } 3>&2 2>\"$BENCH_TIMES\"";

  private final List<String> command;
  private final Map<String, String> environment;
  private final Duration limit;

  /**
   * A command.
   *
   * @param command the program and its arguments
   * @param environment variables to add
   * @param limit after which it is ended
   */
  public MeasuredProcess(List<String> command, Map<String, String> environment, Duration limit) {
    this.command = List.copyOf(command);
    this.environment = Map.copyOf(environment);
    this.limit = limit;
  }

  /**
   * Runs the command; what it prints goes to {@code output.log} in its folder.
   *
   * @param folder an existing folder, where it starts
   * @return what it took; nothing when it did not end within the limit
   * @throws IllegalStateException when it fails
   */
  public Optional<Usage> run(Path folder) {
    try {
      Path log = folder.resolve("output.log");
      Path times = folder.resolve("times");
      List<String> timed = new ArrayList<>(List.of("bash", "-c", TIMED, "bench"));
      timed.addAll(command);
      ProcessBuilder builder =
          new ProcessBuilder(timed)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().putAll(environment);
      builder.environment().put("TIMEFORMAT", "%3R %3U %3S");
      builder.environment().put("LC_NUMERIC", "C");
      builder.environment().put("BENCH_TIMES", times.toString());
      return measured(builder.start(), log, times);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Usage> measured(Process process, Path log, Path times) throws IOException {
    try (PeakMemory memory = new PeakMemory(process.toHandle())) {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(
            "Exit code " + process.exitValue() + " of " + command + ":\n" + end(log));
      }
      return Optional.of(usage(Files.readString(times).strip(), memory.bytes()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + command + " ran", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What the shell wrote in its last line: real, user and system seconds. */
  private static Usage usage(String times, long peakBytes) {
    String[] seconds = times.substring(times.lastIndexOf('\n') + 1).split(" ");
    return new Usage(
        Double.parseDouble(seconds[0]),
        Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]),
        peakBytes);
  }

  private static String end(Path log) throws IOException {
    String text = Files.readString(log);
    return text.substring(Math.max(0, text.length() - 4_000));
  }
}
