package io.financeanalytics.local.warehouse;

import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.pipeline.KeyedMembers;
import io.financeanalytics.pipeline.PublishedRun;
import io.financeanalytics.pipeline.RunLog;
import io.financeanalytics.pipeline.RunRecord;
import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.Warehouse;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.EtlRunMeasure;
import io.financeanalytics.table.Quarantine;
import io.financeanalytics.table.StarTables;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** One run's work in a Delta warehouse. */
final class DeltaSession implements Warehouse.Session {

  private final SparkSession spark;
  private final DeltaLayout layout;
  private final RunLock lock;
  private final RunStart run;
  private final Map<String, StagedFiles> staged = new HashMap<>();
  private final Optional<PublishedRun> published;

  /** Whether the run log may lack this run, so that the next run must look. */
  private boolean unsettled;

  DeltaSession(SparkSession spark, DeltaLayout layout, RunLock lock, RunStart run) {
    this.spark = spark;
    this.layout = layout;
    this.lock = lock;
    this.run = run;
    this.published =
        RunLog.newestSuccess(layout.runs().read())
            .map(row -> row.<String>getAs(EtlRun.RUN_ID))
            .map(
                runId ->
                    new PublishedRun(runId, RunLog.measuresOf(layout.measures().read(), runId)));
  }

  @Override
  public Optional<PublishedRun> published() {
    return published;
  }

  @Override
  public KeyedMembers assignKeys(Dimension dimension, Dataset<Row> members) {
    String keyTable = DeltaLayout.keyTable(dimension);
    Dataset<Row> known = layout.table(keyTable).read();
    stage(keyTable, SurrogateKeys.ofNewcomers(members, known));
    StagedFiles newcomers = staged.get(keyTable);
    return new KeyedMembers(
        SurrogateKeys.withUnknown(known.union(newcomers.read(spark))), newcomers.rows());
  }

  @Override
  public void stage(String table, Dataset<Row> rows) {
    staged.put(table, StagedFiles.write(spark, layout.path(table), run.runId(), rows));
  }

  @Override
  public List<Row> measure(String sql) {
    String query = sql;
    for (String table : StarTables.PUBLISHED.keySet()) {
      String placeholder = "{" + table + "}";
      if (query.contains(placeholder)) {
        String view = "staged_" + table;
        staged.get(table).read(spark).createOrReplaceTempView(view);
        query = query.replace(placeholder, view);
      }
    }
    return spark.sql(query).collectAsList();
  }

  @Override
  public void publish(RunRecord record) {
    unsettled = true;
    for (Dimension dimension : Dimension.ALL) {
      String keyTable = DeltaLayout.keyTable(dimension);
      if (staged.get(keyTable).rows() > 0) {
        append(keyTable);
      }
    }
    Map<String, Long> versions = new LinkedHashMap<>();
    for (String table : StarTables.PUBLISHED.keySet()) {
      versions.put(table, layout.table(table).replaceBy(staged.get(table)));
      staged.remove(table);
    }
    appendRunLog(record, TableVersions.toJson(versions));
    unsettled = false;
    new SupersededFiles(spark, layout).delete();
  }

  @Override
  public void record(RunRecord record) {
    unsettled = true;
    appendRunLog(record, null);
    unsettled = false;
  }

  @Override
  public void close() {
    try {
      staged.values().forEach(files -> StagedFiles.delete(spark, files.runFolder()));
      for (String table : StarTables.PUBLISHED.keySet()) {
        spark.catalog().dropTempView("staged_" + table);
      }
      if (!unsettled) {
        lock.ended();
      }
    } finally {
      lock.close();
    }
  }

  /** Adds to the run log; the row of EtlRun comes last, for with it the run counts. */
  private void appendRunLog(RunRecord record, String tableVersions) {
    stage(EtlRunMeasure.NAME, RunLog.measures(spark, record));
    stage(EtlRun.NAME, RunLog.run(spark, record, tableVersions));
    for (String table : List.of(Quarantine.NAME, EtlRunMeasure.NAME, EtlRun.NAME)) {
      if (staged.containsKey(table)) {
        append(table);
      }
    }
  }

  private void append(String table) {
    layout.table(table).append(staged.get(table));
    staged.remove(table);
  }
}
