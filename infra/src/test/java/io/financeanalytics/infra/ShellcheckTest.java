package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** The shell scripts beside the template are clean. */
public class ShellcheckTest {

  @Test
  public void shellcheckFindsNothing() {
    Tool.Result result =
        Tool.SHELLCHECK.run(
            "-x",
            "infra/deploy",
            "infra/destroy",
            "infra/lib.sh",
            "infra/src/test/resources/aws-stub");
    assertThat(result.output()).isBlank();
    assertThat(result.exitCode()).isZero();
  }
}
