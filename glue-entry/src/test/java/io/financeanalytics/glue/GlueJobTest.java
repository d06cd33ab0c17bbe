package io.financeanalytics.glue;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

/** How the job ends on Glue, whose classes are on the tests' class path. */
public class GlueJobTest {

  @Test
  public void successReturnsAsGlueTakesAnExitForAFailure() {
    assertThatCode(() -> GlueJob.main(new String[] {"--help"})).doesNotThrowAnyException();
  }

  @Test
  public void aFailureIsAnExceptionWithTheMessageAndNoStackTrace() {
    assertThatThrownBy(() -> GlueJob.main(new String[] {"--KEEP_RUN", "4"}))
        .isInstanceOf(JobFailedException.class)
        .hasMessageContaining("did you mean --KEEP_RUNS?")
        .hasNoCause()
        .extracting(Throwable::getStackTrace)
        .isEqualTo(new StackTraceElement[0]);
  }
}
