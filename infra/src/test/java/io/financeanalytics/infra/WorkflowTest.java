package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Test;

/** The workflows run what a person runs, with pinned actions and without stored keys. */
public class WorkflowTest {

  @Test
  public void everyActionIsPinnedToACommit() throws IOException {
    for (Path workflow : workflows()) {
      List<String> actions = CloudFormationYaml.read(workflow).findValuesAsText("uses");
      assertThat(actions).as(workflow.toString()).isNotEmpty();
      assertThat(actions).allMatch(action -> action.matches("[\\w.-]+/[\\w.-]+@[0-9a-f]{40}"));
      assertThat(Files.readAllLines(workflow).stream().filter(line -> line.contains("uses:")))
          .allMatch(line -> line.matches(".*@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
    }
  }

  @Test
  public void everyPushIsTestedAsByHand() throws IOException {
    JsonNode test = CloudFormationYaml.read(Project.file(".github", "workflows", "test.yml"));
    assertThat(test.path("on").has("push")).isTrue();
    assertThat(test.at("/jobs/test/steps").findValuesAsText("run")).containsExactly(".ci/run");
    assertThat(test.at("/jobs/test/env/CI").asText()).isEqualTo("true");
    assertThat(Project.text(".ci", "run")).contains("./finance test");
  }

  @Test
  public void everyNightTheTestsThatTakeLongRunToo() throws IOException {
    JsonNode nightly = CloudFormationYaml.read(Project.file(".github", "workflows", "nightly.yml"));
    assertThat(nightly.at("/on/schedule").findValuesAsText("cron")).hasSize(1);
    assertThat(nightly.at("/jobs/test/steps").findValuesAsText("run"))
        .containsExactly(".ci/run --all");
    assertThat(nightly.at("/jobs/test/env/CI").asText()).isEqualTo("true");
    assertThat(Project.text(".ci", "run")).endsWith("\n./finance test \"$@\"\n");
  }

  @Test
  public void aStageIsDeployedByHandWithApprovalAndWithoutKeys() throws IOException {
    JsonNode deploy = CloudFormationYaml.read(Project.file(".github", "workflows", "deploy.yml"));
    assertThat(deploy.path("on").fieldNames()).toIterable().containsExactly("workflow_dispatch");
    for (Map.Entry<String, JsonNode> job : Resolver.entries(deploy.path("jobs"))) {
      assertThat(job.getValue().path("environment").asText()).contains("inputs.stage");
      assertThat(job.getValue().at("/permissions/id-token").asText()).isEqualTo("write");
    }
    // Names such as the job's begin with the prefix, and two stages may share an account.
    assertThat(Project.text(".github", "workflows", "deploy.yml").split("infra/deploy --", -1))
        .hasSize(3)
        .filteredOn(text -> text.startsWith("stack"))
        .hasSize(2)
        .allMatch(
            text ->
                text.lines()
                    .findFirst()
                    .orElseThrow()
                    .contains("\"ProjectPrefix=finance-$STAGE\""));
    assertThat(deploy.at("/jobs/deploy/environment").asText()).isEqualTo("${{ inputs.stage }}");
    assertThat(deploy.at("/jobs/deploy/steps").findValuesAsText("run").get(0))
        .startsWith("infra/deploy --stack");
    assertThat(Project.text(".github", "workflows", "deploy.yml")).doesNotContain("secrets.");
  }

  private static List<Path> workflows() throws IOException {
    try (Stream<Path> files = Files.list(Project.file(".github", "workflows"))) {
      return files.sorted().toList();
    }
  }
}
