package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The job in a process of its own, from the one jar that is deployed, with what a platform has on
 * its class path: Spark, Hadoop's S3A, Amazon's driver, and the connector's stand-in.
 */
final class GlueProcess {

  private static final Path JAR =
      Path.of("..", "glue-entry", "target", "finance-analytics-glue.jar").toAbsolutePath();
  private static final Path JVM_OPTIONS =
      Path.of("..", "local-runner", "target", "classes", "jvm.options");
  private static final List<String> NOT_ON_A_PLATFORM =
      List.of("local-runner", "core-transforms", "glue-entry", "picocli", "delta-", "failsafe");

  private final Process process;
  private final Path out;
  private final Path err;

  private GlueProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * How a job ended.
   *
   * @param exitCode its exit code
   * @param out its log, a JSON object for each line
   * @param err what Spark and the JVM wrote
   */
  record Result(int exitCode, String out, String err) {

    /** Asserts the exit code; shows what was written when it is another. */
    Result exitsWith(int expected) {
      assertThat(exitCode).as("out: %s%nerr: %s", out, err).isEqualTo(expected);
      return this;
    }

    /** The lines of the log. */
    List<JsonNode> log() {
      List<JsonNode> lines = new ArrayList<>();
      try {
        for (String line : out.lines().toList()) {
          lines.add(new ObjectMapper().readTree(line));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Not a line of JSON in\n" + out, e);
      }
      return lines;
    }

    /** The message of the one error, which has no stack trace. */
    String error() {
      List<JsonNode> errors =
          log().stream().filter(line -> line.get("level").asText().equals("ERROR")).toList();
      assertThat(errors).as("%s%n%s", out, err).hasSize(1);
      assertThat(errors.get(0).has("stack")).as(out).isFalse();
      return errors.get(0).get("message").asText();
    }

    /** The run's name. */
    String runId() {
      return log().stream()
          .filter(line -> line.has("run_id"))
          .findFirst()
          .orElseThrow()
          .get("run_id")
          .asText();
    }
  }

  /** Starts the job, with further options of the JVM. */
  static GlueProcess start(
      Map<String, String> environment, List<String> arguments, String... jvmOptions) {
    try {
      Path out = Files.createTempFile("glue-job", ".out");
      Path err = Files.createTempFile("glue-job", ".err");
      out.toFile().deleteOnExit();
      err.toFile().deleteOnExit();
      List<String> command = command("io.financeanalytics.glue.GlueJob", jvmOptions);
      command.addAll(arguments);
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().putAll(environment);
      return new GlueProcess(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command that starts a main class as a platform starts the job. */
  static List<String> command(String mainClass, String... jvmOptions) {
    try {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(Arrays.asList(Files.readString(JVM_OPTIONS).strip().split("\\s+")));
      command.addAll(Arrays.asList(jvmOptions));
      command.addAll(
          List.of(
              "-Xmx1g",
              "-XX:TieredStopAtLevel=1",
              "-XX:ReservedCodeCacheSize=240m",
              "-XX:MetaspaceSize=256m",
              "-XX:+UseParallelGC",
              "-Dspark.master=local[2]",
              "-Dspark.ui.enabled=false",
              "-Dspark.driver.host=localhost",
              "-Dspark.driver.bindAddress=127.0.0.1",
              "-Dspark.sql.shuffle.partitions=2",
              "-Dspark.sql.codegen.wholeStage=false",
              "-Dspark.sql.codegen.factoryMode=NO_CODEGEN",
              "-Dorg.xml.sax.driver=" + System.getProperty("org.xml.sax.driver"),
              "-cp",
              classPath(),
              mainClass));
      return command;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs the job to its end. */
  static Result run(Map<String, String> environment, List<String> arguments, String... jvmOptions) {
    return start(environment, arguments, jvmOptions).await();
  }

  /** Waits for the end. */
  Result await() {
    try {
      if (!process.waitFor(10, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError("The job did not end:\n" + Files.readString(out));
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Kills the job as {@code kill -9} does, and waits until it is gone. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  private static String classPath() {
    String all =
        System.getProperty(
            "surefire.test.class.path",
            System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")));
    return JAR
        + ":"
        + Arrays.stream(all.split(":"))
            .filter(entry -> NOT_ON_A_PLATFORM.stream().noneMatch(entry::contains))
            .collect(Collectors.joining(":"));
  }
}
