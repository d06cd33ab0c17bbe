package io.financeanalytics;

import org.apache.spark.sql.SparkSession;

/**
 * How a session executes the plans of its queries. To generate and compile the classes of a plan
 * takes longer than to interpret it over few rows. Passes over many rows are plain Java here and
 * need no generated code; only where something is too large for them, whole facts are joined.
 */
public final class PlanExecution {

  private static final String WHOLE_STAGE = "spark.sql.codegen.wholeStage";
  private static final String EXPRESSIONS = "spark.sql.codegen.factoryMode";
  private static final String NEVER = "NO_CODEGEN";

  private PlanExecution() {}

  /**
   * From now on, plans are interpreted.
   *
   * @param spark the session; threads that are started later follow it
   */
  public static void interpreted(SparkSession spark) {
    spark.conf().set(WHOLE_STAGE, false);
    spark.conf().set(EXPRESSIONS, NEVER);
    // Jobs that are not queries do not pass on the session's settings to their tasks.
    spark.sparkContext().setLocalProperty(EXPRESSIONS, NEVER);
  }

  /**
   * From now on, plans are compiled, as Spark has it; for a session that {@link #interpreted} has
   * changed.
   *
   * @param spark the session; threads that are started later follow it
   */
  public static void compiled(SparkSession spark) {
    if (NEVER.equals(spark.sparkContext().getLocalProperty(EXPRESSIONS))) {
      spark.conf().unset(WHOLE_STAGE);
      spark.conf().unset(EXPRESSIONS);
      spark.sparkContext().setLocalProperty(EXPRESSIONS, null);
    }
  }
}
