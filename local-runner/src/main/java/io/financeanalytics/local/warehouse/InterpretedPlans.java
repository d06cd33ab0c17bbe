package io.financeanalytics.local.warehouse;

import org.apache.spark.sql.SparkSession;

/**
 * Queries over few rows, without Spark's generated code: to generate and compile the classes of a
 * plan takes longer than to interpret it. Passes over many rows are plain Java here and need no
 * generated code either.
 */
public final class InterpretedPlans {

  private InterpretedPlans() {}

  /** A session beside {@code spark}, on the same data and cache, whose plans are interpreted. */
  public static SparkSession session(SparkSession spark) {
    SparkSession interpreted = spark.newSession();
    interpreted.experimental().extraOptimizations_$eq(spark.experimental().extraOptimizations());
    interpreted.conf().set("spark.sql.codegen.wholeStage", false);
    interpreted.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    return interpreted;
  }
}
