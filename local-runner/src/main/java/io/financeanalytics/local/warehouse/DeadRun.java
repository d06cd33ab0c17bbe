package io.financeanalytics.local.warehouse;

import io.financeanalytics.pipeline.RunLog;
import io.financeanalytics.pipeline.RunRecord;
import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.table.EtlRun;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** A run that ended without saying so, and what it left behind. */
final class DeadRun {

  private final SparkSession spark;
  private final DeltaLayout layout;
  private final RunStart dead;

  DeadRun(SparkSession spark, DeltaLayout layout, RunStart dead) {
    this.spark = spark;
    this.layout = layout;
    this.dead = dead;
  }

  /**
   * Removes the files that it staged and never committed, and records that it failed unless it had
   * recorded itself.
   */
  void mend() {
    for (String table : DeltaLayout.all().keySet()) {
      Path staged = new Path(layout.path(table), dead.runId());
      if (StagedFiles.exist(spark, staged) && !layout.table(table).holds(dead.runId())) {
        StagedFiles.delete(spark, staged);
      }
    }
    if (!RunLog.knows(layout.runs().read(), dead.runId())) {
      RunRecord failed = new RunRecord(dead, null, RunStatus.FAILED, "unknown", null, List.of());
      layout
          .runs()
          .append(
              StagedFiles.write(
                  layout.path(EtlRun.NAME), dead.runId(), RunLog.run(spark, failed, null)));
    }
  }
}
