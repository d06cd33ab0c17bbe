package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * One command in a process of its own, with the class path and options that the launcher uses, and
 * its archive of loaded classes.
 */
final class FinanceProcess {

  private static final Path LOCAL_RUNNER = Path.of("..", "local-runner", "target").toAbsolutePath();

  private static final Path ARCHIVE = archive();

  private final Process process;
  private final Path out;
  private final Path err;

  private FinanceProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * How a command ended.
   *
   * @param exitCode its exit code
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error, without the lines that show its progress
   */
  record Result(int exitCode, String out, String err) {

    /** Asserts the exit code; shows what was written when it is another. */
    Result exitsWith(int expected) {
      assertThat(exitCode).as("out: %s%nerr: %s", out, err).isEqualTo(expected);
      return this;
    }

    /** Asserts that standard error is one paragraph that holds some words. */
    Result explains(String... words) {
      assertThat(err.lines()).as(err).hasSize(1);
      assertThat(err).contains(words).doesNotContain("Exception:");
      return this;
    }
  }

  /** The launcher makes its archive before its first command. */
  private static Path archive() {
    try {
      Process launcher =
          new ProcessBuilder(Path.of("..", "finance").toAbsolutePath().toString(), "--version")
              .redirectErrorStream(true)
              .start();
      String output = new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(launcher.waitFor()).as(output).isZero();
      return LOCAL_RUNNER.resolve("finance.jsa");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Where and how a command starts. */
  static final class Start {
    private final Path folder;
    private final List<String> jvmOptions = new ArrayList<>(List.of("-Xmx1g"));
    private final Map<String, String> environment = new HashMap<>();

    /** In a folder, which also takes what the process prints and its temporary files. */
    Start(Path folder) {
      this.folder = folder;
    }

    /** Adds options of the JVM. */
    Start with(String... options) {
      jvmOptions.addAll(Arrays.asList(options));
      return this;
    }

    /** Sets a variable of the environment. */
    Start withEnvironment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Starts the command. */
    FinanceProcess start(String... arguments) {
      try {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path out = Files.createTempFile(folder, "command", ".out");
        Path err = Files.createTempFile(folder, "command", ".err");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
            Arrays.asList(
                Files.readString(LOCAL_RUNNER.resolve("classes/jvm.options"))
                    .strip()
                    .split("\\s+")));
        command.addAll(
            List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:MetaspaceSize=256m",
                "-XX:+UseParallelGC",
                "-XX:-UsePerfData",
                "-Dspark.sql.codegen.wholeStage=false",
                "-Dspark.sql.codegen.factoryMode=NO_CODEGEN",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                // A class path that begins otherwise goes without the archive.
                "-Xshare:auto",
                "-Xlog:cds=off",
                "-Xlog:cds+dynamic=off",
                "-XX:SharedArchiveFile=" + ARCHIVE));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath(), "io.financeanalytics.local.Finance"));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        return new FinanceProcess(builder.start(), out, err);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Runs the command to its end. */
    Result run(String... arguments) {
      return start(arguments).await();
    }

    private String classPath() throws IOException {
      Path jar = LOCAL_RUNNER.resolve("local-runner.jar");
      Path product = Files.exists(jar) ? jar : LOCAL_RUNNER.resolve("classes");
      String classPath = product + ":" + Files.readString(LOCAL_RUNNER.resolve("classpath"));
      boolean held =
          jvmOptions.stream().anyMatch(option -> option.contains(HeldFileSystem.PATTERN));
      return held
          ? Path.of("target", "test-classes").toAbsolutePath() + ":" + classPath
          : classPath;
    }
  }

  /** Waits for the end. */
  Result await() {
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("The command did not end:\n" + Files.readString(err));
      }
      String progress =
          Files.readString(err)
              .lines()
              .filter(line -> !line.matches("\\[\\d/\\d] .*\\d s"))
              .collect(Collectors.joining("\n"));
      return new Result(process.exitValue(), Files.readString(out), progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Kills the process as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }
}
