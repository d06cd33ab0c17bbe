package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * README is true: what it tells a newcomer to type works, through the launcher, in the order in
 * which it stands there.
 */
public class ReadmeTest {

  private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SHELL_BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void everyCommandOfTheReadmeWorks() throws Exception {
    copySample();
    List<String> commands = commands(Files.readString(PROJECT.resolve("README.md")));
    assertThat(commands).anyMatch(command -> command.startsWith("./finance run"));
    for (String command : commands) {
      if (command.startsWith("./finance test")) {
        assertThat(Files.readString(PROJECT.resolve(".ci/run"))).contains("./finance test");
      } else {
        assertThat(exitCode(command)).as(command + "\n" + output()).isZero();
      }
    }
  }

  @Test
  public void theCommandsThatNothingRunsAreNamed() throws Exception {
    String readme = Files.readString(PROJECT.resolve("README.md"));
    Set<String> notRun = names(readme);
    notRun.removeAll(names(String.join("\n", commands(readme))));

    Matcher exceptions =
        Pattern.compile("run the commands of this page, but for (.*?)\n\n", Pattern.DOTALL)
            .matcher(readme);
    assertThat(exceptions.find()).isTrue();
    assertThat(names(exceptions.group(1))).isEqualTo(notRun).containsExactly("bench", "format");
    assertThat(exceptions.group(1)).contains("`mvn … install`");
  }

  /** The names of the commands in a text. */
  private static Set<String> names(String text) {
    return Pattern.compile("\\./finance ([a-z]+)")
        .matcher(text)
        .results()
        .map(command -> command.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  public void everyOptionAndExitCodeOfTheCommandsIsInTheReadme() throws Exception {
    String readme = Files.readString(PROJECT.resolve("README.md"));
    for (String command : List.of("run", "validate", "query", "sample", "report", "export")) {
      assertThat(exitCode("./finance " + command + " --help")).isZero();
      Matcher options = Pattern.compile("--[a-z][a-z-]+").matcher(output());
      assertThat(options.results().map(MatchResult::group))
          .isNotEmpty()
          .allSatisfy(option -> assertThat(readme).contains(option));
    }
    assertThat(exitCode("./finance --help")).isZero();
    Matcher codes = Pattern.compile("(?m)^ +(\\d) +\\w").matcher(output());
    assertThat(codes.results().map(code -> code.group(1)))
        .hasSize(5)
        .allSatisfy(code -> assertThat(readme).contains("| " + code + " |"));
  }

  @Test
  public void theCommandsWorkFromAFolderWithASpaceInItsName() throws Exception {
    Path spaced = folder.getRoot().toPath().resolve("my projects");
    Files.createSymbolicLink(spaced, PROJECT);

    assertThat(exitCode("./finance --version")).isZero();
    String version = output();
    assertThat(exitCode(spaced, "./finance --version")).as(output()).isZero();
    assertThat(output()).isEqualTo(version).startsWith("Finance Analytics Platform");
  }

  /** The lines of the shell blocks, without comments. */
  private static List<String> commands(String readme) {
    return SHELL_BLOCK
        .matcher(readme)
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceFirst("\\s+#.*", ""))
        .filter(line -> line.contains("./finance"))
        .toList();
  }

  private int exitCode(String command) throws IOException, InterruptedException {
    return exitCode(PROJECT, command);
  }

  private int exitCode(Path project, String command) throws IOException, InterruptedException {
    String launcher = "'" + project.resolve("finance") + "'";
    Process process =
        new ProcessBuilder("bash", "-c", command.replace("./finance", launcher))
            .directory(folder.getRoot())
            .redirectErrorStream(true)
            .redirectOutput(folder.getRoot().toPath().resolve("output").toFile())
            .start();
    assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  private String output() throws IOException {
    return Files.readString(folder.getRoot().toPath().resolve("output"));
  }

  private void copySample() throws IOException {
    Path raw = Files.createDirectories(folder.getRoot().toPath().resolve("data/raw"));
    try (Stream<Path> files = Files.list(PROJECT.resolve("data/raw"))) {
      for (Path file : files.toList()) {
        Files.copy(file, raw.resolve(file.getFileName()));
      }
    }
  }
}
