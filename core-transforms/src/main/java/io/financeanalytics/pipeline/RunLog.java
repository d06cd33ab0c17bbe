package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.col;

import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.EtlRunMeasure;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;

/** The run log as rows, and back. */
public final class RunLog {

  private static final int VALUE_SCALE = 4;

  private RunLog() {}

  /**
   * {@return the row of {@link EtlRun} for a run}
   *
   * @param spark the session to make the row with
   * @param run the run
   * @param tableVersions JSON of the published versions, or null
   */
  public static Dataset<Row> run(SparkSession spark, RunRecord run, String tableVersions) {
    return spark.createDataFrame(List.of(runRow(run, tableVersions)), EtlRun.SCHEMA);
  }

  /**
   * {@return the row of {@link EtlRun} for a run, in the table's columns}
   *
   * @param run the run
   * @param tableVersions JSON of the published versions, or null
   */
  public static Row runRow(RunRecord run, String tableVersions) {
    return RowFactory.create(
        run.start().runId(),
        timestamp(run.start().startedAt()),
        timestamp(run.finishedAt()),
        run.status().code(),
        run.softwareVersion(),
        run.inputFingerprint(),
        tableVersions);
  }

  /**
   * {@return the rows of {@link EtlRunMeasure} for a run}
   *
   * @param spark the session to make the rows with
   * @param run the run
   */
  public static Dataset<Row> measures(SparkSession spark, RunRecord run) {
    return spark.createDataFrame(measureRows(run), EtlRunMeasure.SCHEMA);
  }

  /**
   * {@return the rows of {@link EtlRunMeasure} for a run, in the table's columns}
   *
   * @param run the run
   */
  public static List<Row> measureRows(RunRecord run) {
    return run.measures().stream()
        .map(
            measure ->
                RowFactory.create(
                    run.start().runId(),
                    measure.stage().name().toLowerCase(Locale.ROOT),
                    measure.object(),
                    measure.measure(),
                    measure.currency(),
                    measure.value().setScale(VALUE_SCALE)))
        .toList();
  }

  /**
   * {@return whether {@code runs}, the rows of {@link EtlRun}, know a run}
   *
   * @param runs the rows of {@link EtlRun}
   * @param runId the run's name
   */
  public static boolean knows(Dataset<Row> runs, String runId) {
    return !runs.where(col(EtlRun.RUN_ID).equalTo(runId)).isEmpty();
  }

  /**
   * {@return the newest successful run in {@code runs}, the rows of {@link EtlRun}}
   *
   * @param runs the rows of {@link EtlRun}
   */
  public static Optional<Row> newestSuccess(Dataset<Row> runs) {
    List<Row> newest =
        runs.where(col(EtlRun.STATUS).equalTo(RunStatus.SUCCEEDED.code()))
            .orderBy(col(EtlRun.FINISHED_AT).desc(), col(EtlRun.RUN_ID).desc())
            .limit(1)
            .collectAsList();
    return newest.stream().findFirst();
  }

  /**
   * {@return the names of the newest successful runs, newest first}
   *
   * @param runs the rows of {@link EtlRun}
   * @param most how many names at most
   */
  public static List<String> newestSuccesses(Dataset<Row> runs, int most) {
    return runs
        .where(col(EtlRun.STATUS).equalTo(RunStatus.SUCCEEDED.code()))
        .orderBy(col(EtlRun.FINISHED_AT).desc(), col(EtlRun.RUN_ID).desc())
        .limit(most)
        .collectAsList()
        .stream()
        .map(row -> row.<String>getAs(EtlRun.RUN_ID))
        .toList();
  }

  /**
   * {@return what a run measured, from the rows of {@link EtlRunMeasure}}
   *
   * @param measures the rows of {@link EtlRunMeasure}
   * @param runId the run's name
   */
  public static Measures measuresOf(Dataset<Row> measures, String runId) {
    return measuresOf(measures.where(col(EtlRunMeasure.RUN_ID).equalTo(runId)).collectAsList());
  }

  /**
   * {@return what a run measured, from its rows of {@link EtlRunMeasure}}
   *
   * @param rows the rows of one run, in the table's columns
   */
  public static Measures measuresOf(List<Row> rows) {
    Measures found = new Measures();
    rows.forEach(row -> found.add(measure(row)));
    return found;
  }

  private static Measure measure(Row row) {
    return new Measure(
        Measure.Stage.valueOf(
            row.getString(position(EtlRunMeasure.STAGE)).toUpperCase(Locale.ROOT)),
        row.getString(position(EtlRunMeasure.OBJECT)),
        row.getString(position(EtlRunMeasure.MEASURE)),
        row.getString(position(EtlRunMeasure.CURRENCY_CODE)),
        row.getDecimal(position(EtlRunMeasure.VALUE)));
  }

  private static int position(String column) {
    return EtlRunMeasure.SCHEMA.fieldIndex(column);
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
