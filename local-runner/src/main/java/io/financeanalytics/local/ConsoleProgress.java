package io.financeanalytics.local;

import io.financeanalytics.pipeline.Progress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/**
 * Shows on a terminal which step a run is in and how far: the step's number, its name, its seconds,
 * and how many of the tasks that Spark has so far made for it are done. Where there is no terminal,
 * one line for each step that is done.
 */
final class ConsoleProgress extends SparkListener implements Progress, AutoCloseable {

  private static final List<Step> STEPS = List.of(Step.values());

  private final PrintWriter out;
  private final boolean terminal = Boolean.getBoolean("finance.terminal");
  private final AtomicInteger tasks = new AtomicInteger();
  private final AtomicInteger tasksDone = new AtomicInteger();
  private Step current;
  private long begun;
  private long lastShown;

  ConsoleProgress(PrintWriter out) {
    this.out = out;
  }

  /** Counts the tasks of a session from now on. */
  void watch(SparkSession spark) {
    spark.sparkContext().addSparkListener(this);
  }

  @Override
  public synchronized void started(Step step) {
    done();
    current = step;
    begun = System.nanoTime();
    tasks.set(0);
    tasksDone.set(0);
    show();
  }

  @Override
  public void onStageSubmitted(SparkListenerStageSubmitted stage) {
    tasks.addAndGet(stage.stageInfo().numTasks());
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    tasksDone.incrementAndGet();
    if (System.nanoTime() - lastShown > 200_000_000L) {
      show();
    }
  }

  /** The step under way is done. */
  synchronized void done() {
    if (current != null) {
      out.printf(Locale.ROOT, "%s%s  %.1f s%n", terminal ? "\r\u001b[K" : "", label(), seconds());
      out.flush();
      current = null;
    }
  }

  @Override
  public synchronized void close() {
    if (current != null && terminal) {
      out.println();
      out.flush();
    }
    current = null;
  }

  private void show() {
    if (terminal && current != null) {
      lastShown = System.nanoTime();
      String share = tasks.get() == 0 ? "" : "  " + tasksDone + " of " + tasks + " tasks";
      out.printf(Locale.ROOT, "\r\u001b[K%s  %.0f s%s", label(), seconds(), share);
      out.flush();
    }
  }

  private String label() {
    return "[" + (STEPS.indexOf(current) + 1) + "/" + STEPS.size() + "] " + current.label();
  }

  private double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }
}
