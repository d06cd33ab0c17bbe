package io.financeanalytics.glue;

import io.financeanalytics.pipeline.Progress;
import java.util.Locale;

/** Says in the log when a step of the run has begun and how long it took. */
final class JobProgress implements Progress {

  private final JobLog log;
  private Step current;
  private long begun;

  JobProgress(JobLog log) {
    this.log = log;
  }

  @Override
  public void started(Step step) {
    done();
    current = step;
    begun = System.nanoTime();
    log.info(step.label(), "step", name(step));
  }

  /** The last step is done. */
  void done() {
    if (current != null) {
      log.info(current.label() + ": done", "step", name(current), "seconds", seconds(begun));
    }
    current = null;
  }

  static double seconds(long begun) {
    return Math.round((System.nanoTime() - begun) / 1e7) / 100.0;
  }

  private static String name(Step step) {
    return step.name().toLowerCase(Locale.ROOT);
  }
}
