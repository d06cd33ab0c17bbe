package io.financeanalytics;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.RDDScanExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;

/**
 * The rows of a dataset for code that goes through them one by one. Spark copies every row of a
 * scan into its own format, by code that it generates and compiles; where nothing else happens to
 * the rows, they come from the scan as they are.
 */
public final class ScannedRows {

  private ScannedRows() {}

  /**
   * {@return the rows; one is valid until the next one is asked for}
   *
   * @param rows the dataset
   */
  public static JavaRDD<InternalRow> of(Dataset<Row> rows) {
    SparkPlan source = copied(rows.queryExecution().executedPlan());
    if (source instanceof BatchScanExec scan && !scan.supportsColumnar()) {
      return scan.inputRDD().toJavaRDD();
    }
    if (source instanceof FileSourceScanExec scan && !scan.supportsColumnar()) {
      return scan.inputRDD().toJavaRDD();
    }
    if (source instanceof RDDScanExec scan) {
      return scan.rdd().toJavaRDD();
    }
    return new DeferredRdd(rows).toJavaRDD();
  }

  /**
   * {@return the rows in blocks: as many as the scan has made at once; elsewhere single ones}
   *
   * @param rows the dataset
   */
  public static JavaRDD<RowBlock> blocks(Dataset<Row> rows) {
    SparkPlan source = copied(rows.queryExecution().executedPlan());
    if (source.supportsColumnar()) {
      return source
          .executeColumnar()
          .toJavaRDD()
          .map(batch -> new RowBlock(batch.numRows(), batch::getRow));
    }
    return of(rows).map(row -> new RowBlock(1, only -> row));
  }

  /** What a plan copies without changing anything; the plan itself when it does more. */
  private static SparkPlan copied(SparkPlan plan) {
    if (plan instanceof WholeStageCodegenExec
        || plan instanceof InputAdapter
        || plan instanceof ColumnarToRowExec) {
      return copied(plan.children().head());
    }
    boolean onlyCopies =
        plan instanceof ProjectExec project
            && project.projectList().equals(project.child().output());
    return onlyCopies ? copied(plan.children().head()) : plan;
  }
}
