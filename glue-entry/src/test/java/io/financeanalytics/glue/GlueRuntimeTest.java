package io.financeanalytics.glue;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.glue.util.Job;
import java.util.Optional;
import org.junit.Before;
import org.junit.Test;

public class GlueRuntimeTest {

  @Before
  public void noCallsYet() {
    Job.CALLS.clear();
  }

  @Test
  public void theJobIsBegunByItsNameAndCommittedWhenAsked() {
    GlueRuntime glue = GlueRuntime.begin(null, Optional.of("nightly"));
    assertThat(Job.CALLS).containsExactly("init nightly {}");
    glue.commit();
    assertThat(Job.CALLS).containsExactly("init nightly {}", "commit");
  }

  @Test
  public void withoutAJobNameThereIsNobodyToTell() {
    GlueRuntime.begin(null, Optional.empty()).commit();
    assertThat(Job.CALLS).isEmpty();
  }

  @Test
  public void whereGlueIsAbsentNothingIsCalled() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThat(GlueRuntime.isHere()).isFalse();
      GlueRuntime.begin(null, Optional.of("nightly")).commit();
      assertThat(Job.CALLS).isEmpty();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }
}
