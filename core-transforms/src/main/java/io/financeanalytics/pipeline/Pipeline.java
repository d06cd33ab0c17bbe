package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.pipeline.Progress.Step;
import io.financeanalytics.quality.Check;
import io.financeanalytics.quality.Checks;
import io.financeanalytics.quality.ControlTotals;
import io.financeanalytics.quality.Finding;
import io.financeanalytics.quality.Finding.Severity;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.quality.StagedTables;
import io.financeanalytics.raw.CsvRawSource;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.staging.Duplicates;
import io.financeanalytics.star.Star;
import io.financeanalytics.star.StarInputs;
import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.Quarantine;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One run: reads the raw files, builds the star, checks it, and publishes or refuses it. The only
 * class that makes Spark work; everything it computes with is a pure function elsewhere.
 */
public final class Pipeline {

  private final SparkSession spark;
  private final RunSettings settings;
  private final Progress progress;
  private final String softwareVersion;

  /**
   * A pipeline.
   *
   * @param softwareVersion what the run log says ran
   */
  public Pipeline(
      SparkSession spark, RunSettings settings, Progress progress, String softwareVersion) {
    this.spark = spark;
    this.settings = settings;
    this.progress = progress;
    this.softwareVersion = softwareVersion;
  }

  /**
   * Runs and publishes; a refused run publishes nothing and says so in its report.
   *
   * @throws io.financeanalytics.UserException when the raw files or the warehouse cannot be used
   */
  public RunReport run(Warehouse warehouse) {
    return execute(warehouse, true);
  }

  /** Does everything up to the checks and leaves the warehouse as it was. */
  public RunReport validate(Warehouse warehouse) {
    return execute(warehouse, false);
  }

  private RunReport execute(Warehouse warehouse, boolean publish) {
    progress.started(Step.FIND);
    List<RawSource> sources =
        CsvRawSource.find(spark.sessionState().newHadoopConf(), settings.rawFolder(), RawTable.ALL);
    String fingerprint = InputFingerprint.of(sources);
    RunStart start = RunStart.now();
    Measures measures = new Measures();
    progress.started(Step.OPEN);
    try (Warehouse.Session session = warehouse.open(start);
        Cache cache = new Cache()) {
      try {
        List<Finding> findings = build(sources, start, session, cache, measures);
        List<Restatement> restatements =
            session
                .published()
                .map(published -> Restatement.between(published.measures(), measures))
                .orElse(List.of());
        boolean refused =
            findings.stream().anyMatch(finding -> finding.severity() == Severity.REFUSE);
        RunStatus status = refused ? RunStatus.REFUSED : RunStatus.SUCCEEDED;
        progress.started(Step.PUBLISH);
        RunRecord run = record(start, status, fingerprint, measures);
        if (publish && refused) {
          session.record(run);
        } else if (publish) {
          session.publish(run);
        }
        List<String> notes = sources.stream().flatMap(source -> source.notes().stream()).toList();
        return new RunReport(run, measures, findings, restatements, notes);
      } catch (RuntimeException e) {
        if (publish) {
          recordFailure(session, record(start, RunStatus.FAILED, fingerprint, measures), e);
        }
        throw e;
      }
    }
  }

  private List<Finding> build(
      List<RawSource> sources,
      RunStart start,
      Warehouse.Session session,
      Cache cache,
      Measures measures) {
    progress.started(Step.READ);
    Sources reader = new Sources(spark, settings, cache, measures);
    Judged platforms = reader.read(sources.get(3), Duplicates::judgedPlatforms);
    Judged costs = reader.read(sources.get(2), Duplicates::judgedCosts);
    Judged spend = reader.read(sources.get(1), UnaryOperator.identity());
    Sources.StagedTransactions staged = reader.readTransactions(sources.get(0));

    progress.started(Step.RESOLVE);
    Judged transactions = reader.judge(staged, costs.accepted());
    reader.countRepeated(spend.accepted());
    StarInputs inputs =
        new StarInputs(
            transactions.accepted(), spend.accepted(), costs.accepted(), platforms.accepted());
    Days days = takeControlTotals(inputs, measures);

    progress.started(Step.KEYS);
    Map<Dimension, Dataset<Row>> members = new LinkedHashMap<>();
    Map<Dimension, Dataset<Row>> keys = new LinkedHashMap<>();
    Star.members(inputs).forEach((dimension, rows) -> members.put(dimension, cache.keep(rows)));
    members.forEach(
        (dimension, rows) -> {
          KeyedMembers keyed =
              session.assignKeys(dimension, rows.select(SurrogateKeys.NATURAL_KEY));
          keys.put(dimension, keyed.keys());
          measures.count(Stage.KEYS, dimension.table(), Measures.NEW_MEMBERS, keyed.newMembers());
        });

    progress.started(Step.STAGE);
    session.stage(DimDate.NAME, DateDimension.between(spark, days.first(), days.last()));
    members.forEach(
        (dimension, rows) ->
            session.stage(dimension.table(), Star.dimension(dimension, rows, keys.get(dimension))));
    Star.facts(inputs, keys, start.runId()).forEach(session::stage);
    session.stage(
        Quarantine.NAME,
        quarantine(start, Transactions.NAME, transactions)
            .union(quarantine(start, MarketingSpend.NAME, spend))
            .union(quarantine(start, sources.get(2).table().name(), costs))
            .union(quarantine(start, sources.get(3).table().name(), platforms)));

    progress.started(Step.CHECK);
    measures.addAll(StagedTables.measures(session::measure));
    Optional<Long> publishedTransactions =
        session
            .published()
            .map(run -> run.measures().count(Stage.SOURCE, Transactions.NAME, Measures.ACCEPTED));
    return Check.evaluate(
        Checks.all(
            settings.maxQuarantineRatio(),
            settings.maxShrinkRatio(),
            settings.allowShrink(),
            publishedTransactions),
        measures);
  }

  /** The days that the date dimension spans. */
  private record Days(LocalDate first, LocalDate last) {}

  /** Takes the control totals of accepted rows, and with them the days that they span. */
  private Days takeControlTotals(StarInputs inputs, Measures measures) {
    List<LocalDate> days = new ArrayList<>();
    List<Row> transactions =
        ControlTotals.TRANSACTIONS
            .of(inputs.transactions(), col(RawTable.BUSINESS_DAY))
            .collectAsList();
    List<Row> spend =
        ControlTotals.SPEND.of(inputs.spend(), col(MarketingSpend.DATE)).collectAsList();
    transactions.forEach(
        row -> measures.addAll(ControlTotals.TRANSACTIONS.measures(Stage.ACCEPTED, row)));
    spend.forEach(row -> measures.addAll(ControlTotals.SPEND.measures(Stage.ACCEPTED, row)));
    for (List<Row> totals : List.of(transactions, spend)) {
      for (Row row : totals) {
        days.add(row.<Date>getAs(ControlTotals.FIRST_DAY).toLocalDate());
        days.add(row.<Date>getAs(ControlTotals.LAST_DAY).toLocalDate());
      }
    }
    measures.count(
        Stage.SOURCE,
        Transactions.NAME,
        Measures.ACCEPTED,
        transactions.stream().mapToLong(row -> row.<Long>getAs(Measures.ROWS)).sum());
    LocalDate today = LocalDate.now(settings.staging().businessZone());
    return new Days(
        days.stream().min(LocalDate::compareTo).orElse(today.withDayOfYear(1)),
        days.stream().max(LocalDate::compareTo).orElse(today.withDayOfYear(today.lengthOfYear())));
  }

  private static Dataset<Row> quarantine(RunStart start, String source, Judged judged) {
    Column[] evidence = {
      lit(start.runId()).as(Quarantine.RUN_ID),
      lit(source).as(Quarantine.SOURCE),
      col(RawTable.SOURCE_FILE).as(Quarantine.SOURCE_FILE),
      col(RawTable.REASON).as(Quarantine.REASON),
      col(RawTable.DETAIL).as(Quarantine.DETAIL),
      col(RawTable.RAW_RECORD).as(Quarantine.RAW_RECORD)
    };
    return judged.rejected().select(evidence);
  }

  private RunRecord record(
      RunStart start, RunStatus status, String fingerprint, Measures measures) {
    Instant finishedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new RunRecord(start, finishedAt, status, softwareVersion, fingerprint, measures.all());
  }

  private static void recordFailure(
      Warehouse.Session session, RunRecord run, RuntimeException failure) {
    try {
      session.record(run);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }
}
