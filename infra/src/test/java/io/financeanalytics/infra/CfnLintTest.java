package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** cfn-lint with informational rules finds nothing, in two regions. */
public class CfnLintTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theTemplateAsItIsWritten() {
    findsNothing("", Template.FILE);
  }

  @Test
  public void theTemplateResolvedForEverySetOfParameters() {
    Tool.CFN_LINT.required();
    for (ParameterSet parameters : ParameterSet.ALL) {
      // Where GetAZs is resolved there are zones; the template itself names none.
      findsNothing("W3010", ResolvedFiles.write(folder.getRoot().toPath(), parameters));
    }
  }

  private static void findsNothing(String resolvedOnly, Path template) {
    Tool.Result result =
        Tool.CFN_LINT.run(
            "-r",
            "us-east-1",
            "eu-central-1",
            "-c",
            "I",
            "-i",
            resolvedOnly,
            "--",
            template.toString());
    assertThat(result.output()).as(template.toString()).isBlank();
    assertThat(result.exitCode()).as(template.toString()).isZero();
  }
}
