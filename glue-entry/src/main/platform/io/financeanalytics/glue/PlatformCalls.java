package io.financeanalytics.glue;

import java.util.Map;
import org.apache.spark.SparkContext;

/**
 * The calls that {@link GlueRuntime} makes by name, written out, so that the profile {@code glue}
 * holds them against Glue's own classes. It is compiled with that profile only and never called.
 */
final class PlatformCalls {

  private PlatformCalls() {}

  static void begin(SparkContext spark, String jobName) {
    com.amazonaws.services.glue.util.Job.init(
        jobName, new com.amazonaws.services.glue.GlueContext(spark), Map.of());
  }

  static void commit() {
    com.amazonaws.services.glue.util.Job.commit();
  }
}
