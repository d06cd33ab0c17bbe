package io.financeanalytics.local.warehouse;

import io.financeanalytics.HeldRows;
import io.financeanalytics.PlanExecution;
import io.financeanalytics.SmallSide;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.pipeline.Held;
import io.financeanalytics.pipeline.KeyedMembers;
import io.financeanalytics.pipeline.PublishedRun;
import io.financeanalytics.pipeline.RunLog;
import io.financeanalytics.pipeline.RunRecord;
import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.StagedMeasures;
import io.financeanalytics.pipeline.Together;
import io.financeanalytics.pipeline.Warehouse;
import io.financeanalytics.quality.Measure;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.EtlRunMeasure;
import io.financeanalytics.table.ProductCost;
import io.financeanalytics.table.Quarantine;
import io.financeanalytics.table.StarTables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/** One run's work in a Delta warehouse. */
final class DeltaSession implements Warehouse.Session {

  private final SparkSession spark;
  private final DeltaLayout layout;
  private final RunLock lock;
  private final RunStart run;
  private final Map<String, StagedFiles> staged = new ConcurrentHashMap<>();

  /** Rows to add to key tables, which are written with the next tables that are staged. */
  private final Map<String, Dataset<Row>> heldNewcomers = new ConcurrentHashMap<>();

  /** Of staged tables that a query asked for. */
  private final Map<String, String> views = new ConcurrentHashMap<>();

  private final Set<String> committed = ConcurrentHashMap.newKeySet();

  /** Read when first asked for, so that it can be read while other work goes on. */
  private Optional<PublishedRun> published;

  private List<String> earlierRuns;

  /** Whether a commit may or may not have taken effect, so that the next run must look. */
  private boolean unsettled;

  DeltaSession(SparkSession spark, DeltaLayout layout, RunLock lock, RunStart run) {
    this.spark = spark;
    this.layout = layout;
    this.lock = lock;
    this.run = run;
  }

  @Override
  public synchronized Optional<PublishedRun> published() {
    if (published == null) {
      earlierRuns = RunLog.newestSuccesses(layout.runs().read(), SupersededFiles.KEPT_RUNS - 1);
      published =
          earlierRuns.stream()
              .findFirst()
              .map(
                  runId ->
                      new PublishedRun(runId, RunLog.measuresOf(layout.measures().read(), runId)));
    }
    return published;
  }

  @Override
  public KeyedMembers assignKeys(Dimension dimension, Dataset<Row> members) {
    String keyTable = DeltaLayout.keyTable(dimension);
    Dataset<Row> known = Held.ifFew(layout.table(keyTable).read());
    Dataset<Row> newcomers = SurrogateKeys.ofNewcomers(members, known);
    Optional<List<InternalRow>> held = HeldRows.in(newcomers);
    if (held.isPresent()) {
      heldNewcomers.put(keyTable, newcomers);
      return new KeyedMembers(SurrogateKeys.withUnknown(known, newcomers), held.get().size());
    }
    write(Map.of(keyTable, newcomers));
    StagedFiles written = staged.get(keyTable);
    return new KeyedMembers(SurrogateKeys.withUnknown(known, written.read(spark)), written.rows());
  }

  @Override
  public void stage(Map<String, Dataset<Row>> tables) {
    Map<String, Dataset<Row>> all = new HashMap<>(tables);
    all.putAll(heldNewcomers);
    heldNewcomers.clear();
    write(all);
  }

  private void write(Map<String, Dataset<Row>> tables) {
    Map<Path, Dataset<Row>> byPath = new HashMap<>();
    tables.forEach((table, rows) -> byPath.put(layout.path(table), rows));
    Map<Path, StagedFiles> written = StagedFiles.write(spark, byPath, run.runId());
    for (String table : tables.keySet()) {
      staged.put(table, written.get(layout.path(table)));
    }
  }

  @Override
  public List<Row> measure(String sql) {
    String query = sql;
    for (String table : staged.keySet()) {
      String name = "{" + table + "}";
      if (query.contains(name)) {
        views.computeIfAbsent(table, this::createView);
        query = query.replace(name, views.get(table));
      }
    }
    return spark.sql(query).collectAsList();
  }

  @Override
  public List<Callable<List<Measure>>> measuresOfStaged() {
    if (SmallSide.fits(stagedRows(ProductCost.NAME))) {
      return StagedMeasures.of(this::stagedRows, this::measure);
    }
    PlanExecution.compiled(spark);
    return Warehouse.Session.super.measuresOfStaged();
  }

  private String createView(String table) {
    stagedRows(table).createOrReplaceTempView(view(table));
    return view(table);
  }

  private Dataset<Row> stagedRows(String table) {
    return staged.get(table).read(spark);
  }

  @Override
  public void publish(RunRecord record) {
    unsettled = true;
    commitKeys();
    appendRunLog(record, TableVersions.toJson(commitStar()));
    unsettled = false;
    published();
    SupersededFiles.delete(spark, layout, earlierRuns, run.runId());
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
      views.values().forEach(view -> spark.catalog().dropTempView(view));
      if (!unsettled) {
        removeUncommitted();
        lock.ended();
      }
    } finally {
      DeltaLayout.all().keySet().forEach(table -> layout.table(table).release());
      lock.close();
    }
  }

  private void removeUncommitted() {
    for (String table : DeltaLayout.all().keySet()) {
      if (!committed.contains(table)) {
        StagedFiles.delete(spark, new Path(layout.path(table), run.runId()));
      }
    }
  }

  /** Keys first: a member must have its key in the key table before any reader can see it. */
  private void commitKeys() {
    append(
        Dimension.ALL.stream()
            .map(DeltaLayout::keyTable)
            .filter(keyTable -> staged.get(keyTable).rows() > 0)
            .toList());
  }

  /** Commits every table of the star; the versions that hold them. */
  private Map<String, Long> commitStar() {
    List<String> tables = List.copyOf(StarTables.PUBLISHED.keySet());
    List<Callable<Long>> commits = new ArrayList<>();
    for (String table : tables) {
      commits.add(
          () -> {
            long version = layout.table(table).replaceBy(staged.get(table));
            committed.add(table);
            return version;
          });
    }
    List<Long> committed = Together.run(commits);
    Map<String, Long> versions = new LinkedHashMap<>();
    for (int i = 0; i < tables.size(); i++) {
      versions.put(tables.get(i), committed.get(i));
    }
    return versions;
  }

  private static String view(String table) {
    return "staged_" + table.replaceAll("\\W", "_");
  }

  /** Adds to the run log; the row of EtlRun comes last, for with it the run counts. */
  private void appendRunLog(RunRecord record, String tableVersions) {
    write(
        Map.of(
            EtlRunMeasure.NAME, RunLog.measures(spark, record),
            EtlRun.NAME, RunLog.run(spark, record, tableVersions)));
    append(
        Stream.of(Quarantine.NAME, EtlRunMeasure.NAME)
            .filter(table -> staged.containsKey(table) && !committed.contains(table))
            .toList());
    append(List.of(EtlRun.NAME));
  }

  /** Commits to tables, none of which waits for another. */
  private void append(List<String> tables) {
    List<Callable<Boolean>> commits = new ArrayList<>();
    for (String table : tables) {
      commits.add(
          () -> {
            layout.table(table).append(staged.get(table));
            return committed.add(table);
          });
    }
    Together.run(commits);
  }
}
