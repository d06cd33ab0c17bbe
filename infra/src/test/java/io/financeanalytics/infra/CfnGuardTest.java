package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * AWS Control Tower's rules hold, but for the exceptions that are written down, all of which are
 * needed.
 */
public class CfnGuardTest {

  private static final int FAILURES = 19;
  private static final Pattern RULE = Pattern.compile("\\[(CT\\.[A-Z0-9.]+)]");
  private static final Pattern RESOURCE = Pattern.compile("/Resources/([A-Za-z0-9]+)");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void everyFailureIsAWrittenException() throws Exception {
    Tool.CFN_GUARD.required();
    assertThat(numberOfRules()).isGreaterThanOrEqualTo(237);
    Map<String, String> exceptions =
        exceptions(Files.readString(Project.file("infra", "cfn-guard-exceptions.txt")));
    Set<String> failures = new TreeSet<>();
    for (ParameterSet parameters : ParameterSet.ALL) {
      failures.addAll(failures(ResolvedFiles.write(folder.getRoot().toPath(), parameters)));
    }
    assertThat(failures).isEqualTo(new TreeSet<>(exceptions.keySet()));
  }

  @Test
  public void aBrokenStackFails() throws Exception {
    Tool.CFN_GUARD.required();
    Stack broken =
        Template.ofTheProject()
            .changed("Cluster", cluster -> cluster.put("PubliclyAccessible", true))
            .resolvedWith(ParameterSet.DEV);
    Path file =
        Files.writeString(
            folder.getRoot().toPath().resolve("broken.json"), broken.json().toString());
    assertThat(failures(file)).contains("CT.REDSHIFT.PR.1 Cluster");
  }

  @Test
  public void everyExceptionHasItsReason() {
    assertThat(exceptions(Project.text("infra", "cfn-guard-exceptions.txt")).values())
        .allMatch(reason -> reason.length() > 20);
  }

  private Set<String> failures(Path stack) {
    Tool.Result result =
        Tool.CFN_GUARD.run(
            "validate",
            "--rules",
            Tool.controlTowerRules().toString(),
            "--data",
            stack.toString(),
            "--structured",
            "--output-format",
            "json",
            "--show-summary",
            "none");
    assertThat(result.exitCode()).as(result.output()).isIn(0, FAILURES);
    Set<String> failures = new TreeSet<>();
    for (JsonNode document : Json.read(result.output())) {
      assertThat(document.path("compliant").size()).isGreaterThan(20);
      for (JsonNode rule : document.path("not_compliant")) {
        for (String resource : found(RESOURCE, rule)) {
          found(RULE, rule).forEach(name -> failures.add(name + " " + resource));
        }
      }
    }
    return failures;
  }

  private static Set<String> found(Pattern pattern, JsonNode rule) {
    return pattern
        .matcher(rule.toString())
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static Map<String, String> exceptions(String text) {
    Map<String, String> exceptions = new HashMap<>();
    for (String line :
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList()) {
      Matcher parts = Pattern.compile("(\\S+) \\| (\\S+) \\| (.+)").matcher(line);
      assertThat(parts.matches()).as(line).isTrue();
      assertThat(exceptions.put(parts.group(1) + " " + parts.group(2), parts.group(3)))
          .as(line)
          .isNull();
    }
    return exceptions;
  }

  private static long numberOfRules() throws java.io.IOException {
    try (Stream<Path> rules = Files.walk(Tool.controlTowerRules())) {
      return rules.filter(rule -> rule.toString().endsWith(".guard")).count();
    }
  }
}
