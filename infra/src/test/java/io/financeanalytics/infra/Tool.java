package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A program beside JDK and Maven. Its checks belong to {@code ./finance test --all} and to CI,
 * where it must be there; elsewhere they are left out, which one line says.
 */
final class Tool {

  static final Tool CFN_LINT = new Tool("cfn-lint", "pip install cfn-lint==1.51.0");
  static final Tool SHELLCHECK = new Tool("shellcheck", "apt-get install shellcheck");
  static final Tool MOTO = new Tool("moto_server", "pip install 'moto[server,all]==5.2.1'");
  static final Tool AWS = new Tool("aws", "pip install awscli");
  static final Tool CFN_GUARD =
      new Tool(
          "cfn-guard",
          "npm install --prefix .tools --legacy-peer-deps @cdklabs/cdk-validator-cfnguard@0.0.62");

  private static final Path GUARD =
      Project.file(".tools", "node_modules", "@cdklabs", "cdk-validator-cfnguard");

  private final String name;
  private final String install;

  private Tool(String name, String install) {
    this.name = name;
    this.install = install;
  }

  /** How a program ended, and what it said on both channels. */
  record Result(int exitCode, String output) {}

  /** The program, where its checks are asked for; skips the test elsewhere. */
  Path required() {
    boolean isAskedFor = Boolean.getBoolean("finance.all") || "true".equals(System.getenv("CI"));
    if (!isAskedFor) {
      System.err.println(
          "LEFT OUT: the checks by "
              + name
              + ". ./finance test --all runs them; it needs: "
              + install);
    }
    assumeTrue("only with --all or CI=true", isAskedFor);
    return find()
        .orElseThrow(() -> new AssertionError(name + " is missing. Install it: " + install));
  }

  Optional<Path> find() {
    if (this == CFN_GUARD) {
      String machine = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
      String system = System.getProperty("os.name").startsWith("Mac") ? "macos" : "ubuntu";
      return Optional.of(GUARD.resolve(Path.of("bin", system, machine, name)))
          .filter(Files::exists);
    }
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** AWS Control Tower's rules, which come with cfn-guard. */
  static Path controlTowerRules() {
    return GUARD.resolve(Path.of("rules", "control-tower", "cfn-guard"));
  }

  static Result run(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("tool", ".out");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      Process process =
          builder
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .redirectOutput(out.toFile())
              .start();
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("%s ends", command.get(0)).isTrue();
      String text = Files.readString(out, StandardCharsets.UTF_8);
      Files.delete(out);
      return new Result(process.exitValue(), text);
    } catch (IOException e) {
      throw new IllegalStateException(command + " cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(required().toString()));
    command.addAll(List.of(arguments));
    return run(Project.ROOT, Map.of(), command);
  }
}
