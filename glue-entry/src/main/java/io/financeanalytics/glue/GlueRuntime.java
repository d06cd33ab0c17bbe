package io.financeanalytics.glue;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;

/**
 * Tells AWS Glue that a job begins and that it has succeeded. Glue's classes exist only where Glue
 * runs, so they are looked up by name; elsewhere there is nobody to tell.
 */
final class GlueRuntime {

  private static final String CONTEXT = "com.amazonaws.services.glue.GlueContext";
  private static final String JOB = "com.amazonaws.services.glue.util.Job";

  private final Optional<Class<?>> job;

  private GlueRuntime(Optional<Class<?>> job) {
    this.job = job;
  }

  /** Whether this process was started by Glue. */
  static boolean isHere() {
    return find(JOB).isPresent();
  }

  /** Begins the job, {@code Job.init}, where Glue is. */
  static GlueRuntime begin(SparkContext spark, Optional<String> jobName) {
    Optional<Class<?>> job = find(JOB).filter(found -> jobName.isPresent());
    if (job.isPresent()) {
      try {
        Class<?> context = Class.forName(CONTEXT, true, loader());
        Object glue = context.getConstructor(SparkContext.class).newInstance(spark);
        Method init = job.get().getMethod("init", String.class, context, Map.class);
        init.invoke(null, jobName.get(), glue, Map.of());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Glue is here, but its Job.init cannot be called", e);
      }
    }
    return new GlueRuntime(job);
  }

  /** Reports success, {@code Job.commit}; a job that failed must not. */
  void commit() {
    if (job.isPresent()) {
      try {
        job.get().getMethod("commit").invoke(null);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("Glue is here, but its Job.commit cannot be called", e);
      }
    }
  }

  private static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(Class.forName(name, true, loader()));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  private static ClassLoader loader() {
    return Thread.currentThread().getContextClassLoader();
  }
}
