package io.financeanalytics.acceptance;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.financeanalytics.glue.GlueJob;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process with the class path of a platform in which one job after the other runs. To start a JVM
 * and to load Spark takes several times as long as a small job.
 */
final class WarmJvm implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;
  private final Path err;

  private WarmJvm(Process process, Path err) {
    this.process = process;
    this.commands = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.err = err;
  }

  static WarmJvm start(Map<String, String> environment) {
    try {
      Path err = Files.createTempFile("warm-jvm", ".err");
      err.toFile().deleteOnExit();
      ProcessBuilder builder =
          new ProcessBuilder(GlueProcess.command(WarmJvm.class.getName()))
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      return new WarmJvm(builder.start(), err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a job to its end. */
  GlueProcess.Result run(List<String> arguments) {
    try {
      Path out = Files.createTempFile("warm-job", ".out");
      List<String> command = new ArrayList<>(List.of(out.toString()));
      command.addAll(arguments);
      int before = Files.readString(err).length();
      commands.write(JSON.writeValueAsString(command));
      commands.newLine();
      commands.flush();
      String exitCode = answers.readLine();
      if (exitCode == null) {
        throw new AssertionError("The process has ended:\n" + Files.readString(err));
      }
      String log = Files.readString(out);
      Files.delete(out);
      return new GlueProcess.Result(
          Integer.parseInt(exitCode), log, Files.readString(err).substring(before));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
  }

  /** In the process: runs the jobs that come in and answers with their exit codes. */
  public static void main(String[] none) throws IOException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      List<String> command = JSON.readValue(line, new TypeReference<>() {});
      try (PrintStream log = new PrintStream(command.get(0), StandardCharsets.UTF_8)) {
        String[] arguments = command.subList(1, command.size()).toArray(new String[0]);
        int exitCode = new GlueJob(log, System.getenv()).run(arguments);
        log.flush();
        answers.println(exitCode);
      }
    }
  }
}
