package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.financeanalytics.HeldRows;
import io.financeanalytics.PlanExecution;
import io.financeanalytics.SmallSide;
import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.pipeline.Progress.Step;
import io.financeanalytics.quality.Check;
import io.financeanalytics.quality.Checks;
import io.financeanalytics.quality.ControlTotals;
import io.financeanalytics.quality.CurrencyTotals;
import io.financeanalytics.quality.Finding;
import io.financeanalytics.quality.Finding.Severity;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.raw.CsvRawSource;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.staging.Duplicates;
import io.financeanalytics.star.FactLines;
import io.financeanalytics.star.FactLookups;
import io.financeanalytics.star.Sightings;
import io.financeanalytics.star.Star;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.Quarantine;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

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
   * @param spark the session that does the work
   * @param settings what the run is asked to do
   * @param progress is told how far the run is
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
   * @param warehouse where to publish
   * @return how the run went
   * @throws io.financeanalytics.UserException when the raw files or the warehouse cannot be used
   */
  public RunReport run(Warehouse warehouse) {
    return execute(warehouse, true);
  }

  /**
   * Does everything up to the checks and leaves the warehouse as it was.
   *
   * @param warehouse what to compare with
   * @return how the run would go
   */
  public RunReport validate(Warehouse warehouse) {
    return execute(warehouse, false);
  }

  private RunReport execute(Warehouse warehouse, boolean publish) {
    progress.started(Step.FIND);
    List<RawSource> sources =
        CsvRawSource.find(
            spark.sessionState().newHadoopConf(),
            settings.rawFolder(),
            RawTable.ALL,
            settings.staging().lineBreaksInQuotes());
    String fingerprint = InputFingerprint.of(sources);
    RunStart start = RunStart.now();
    Measures measures = new Measures();
    progress.started(Step.OPEN);
    try (Warehouse.Session session = warehouse.open(start);
        Cache cache = new Cache()) {
      List<Finding> findings;
      try {
        findings = build(sources, start, session, cache, measures);
      } catch (Exception e) { // Spark throws checked exceptions that no signature names.
        if (publish) {
          recordFailure(session, record(start, RunStatus.FAILED, fingerprint, measures), e);
        }
        throw e;
      }
      boolean refused =
          findings.stream().anyMatch(finding -> finding.severity() == Severity.REFUSE);
      RunStatus status = refused ? RunStatus.REFUSED : RunStatus.SUCCEEDED;
      List<Restatement> restatements =
          session
              .published()
              .map(published -> Restatement.between(published.measures(), measures))
              .orElse(List.of());
      RunRecord run = record(start, status, fingerprint, measures);
      if (publish) {
        progress.started(Step.PUBLISH);
        publishOrRefuse(session, run);
      }
      List<String> notes = sources.stream().flatMap(source -> source.notes().stream()).toList();
      return new RunReport(run, measures, findings, restatements, notes);
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
    Map<String, RawSource> byName = new HashMap<>();
    sources.forEach(source -> byName.put(source.table().name(), source));
    Map<String, Judged> judged = new ConcurrentHashMap<>();
    Sources.StagedTransactions staged = read(byName, reader, judged, session);

    progress.started(Step.RESOLVE);
    Dataset<Row> spend = judged.get(MarketingSpend.NAME).accepted();
    Dataset<Row> costs = judged.get(Cogs.NAME).accepted();
    Sources.JudgedTransactions transactions = reader.judge(staged, costs);
    Together.Both<Days, Map<Dimension, Dataset<Row>>> found =
        Together.both(
            () -> takeControlTotals(transactions, spend, measures),
            () -> members(transactions, spend, costs, cache));
    Map<Dimension, Dataset<Row>> members = found.second();

    progress.started(Step.KEYS);
    Map<Dimension, Dataset<Row>> keys = assignKeys(members, session, measures);

    progress.started(Step.STAGE);
    Optional<FactLookups> lookups = Lookups.of(transactions.fallen(), costs, keys);
    if (lookups.isEmpty()) {
      PlanExecution.compiled(spark);
    }
    Map<String, Dataset<Row>> tables = new HashMap<>();
    Together.run(
            List.<Callable<Map<String, Dataset<Row>>>>of(
                () ->
                    Star.factsBesideTransactions(
                        spend,
                        costs,
                        judged.get(PlatformChannels.NAME).accepted(),
                        keys,
                        start.runId()),
                () ->
                    Map.of(
                        FactTransactions.NAME,
                        lookups
                            .map(small -> FactLines.of(transactions.staged(), small, start.runId()))
                            .orElseGet(
                                () ->
                                    Star.transactions(
                                        transactions.accepted(), costs, keys, start.runId()))),
                () -> Star.dimensions(members, keys),
                () -> Map.of(DimDate.NAME, dates(found.first())),
                () -> Map.of(Quarantine.NAME, quarantine(start, transactions, judged))))
        .forEach(tables::putAll);
    session.stage(tables);

    progress.started(Step.CHECK);
    takeStaged(session, measures);
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

  /** The members of every dimension, in memory or in the cache. */
  private static Map<Dimension, Dataset<Row>> members(
      Sources.JudgedTransactions transactions,
      Dataset<Row> spend,
      Dataset<Row> costs,
      Cache cache) {
    Dataset<Row> sightings = transactions.sightings();
    boolean few = transactions.isSmall() && SmallSide.fits(costs);
    Dataset<Row> seen = few ? Held.of(Sightings.membersOfFew(sightings)) : null;
    if (seen == null || !SmallSide.fits(seen)) {
      seen = cache.keep(Sightings.members(sightings));
    }
    Map<Dimension, Dataset<Row>> members = Star.members(seen, spend);
    members.replaceAll(
        (dimension, rows) -> {
          Dataset<Row> held = Held.ifFew(rows);
          boolean isGroupedAnew = dimension.equals(Dimension.CAMPAIGN) && !HeldRows.areIn(held);
          return isGroupedAnew ? cache.keep(rows) : held;
        });
    return members;
  }

  private Dataset<Row> dates(Days days) {
    return DateDimension.between(spark, days.first(), days.last(), settings.calendar());
  }

  /** The days that the date dimension spans. */
  private record Days(LocalDate first, LocalDate last) {}

  /** Takes the control totals of accepted rows, and with them the days that they span. */
  private Days takeControlTotals(
      Sources.JudgedTransactions transactions, Dataset<Row> spend, Measures measures) {
    CurrencyTotals ofTransactions =
        totals(ControlTotals.TRANSACTIONS, transactions.survivors(), RawTable.BUSINESS_DAY);
    ofTransactions.addAll(transactions.totals());
    CurrencyTotals ofSpend = totals(ControlTotals.SPEND, spend, MarketingSpend.DATE);
    measures.addAll(ofTransactions.measures(Stage.ACCEPTED));
    measures.addAll(ofSpend.measures(Stage.ACCEPTED));
    measures.count(Stage.SOURCE, Transactions.NAME, Measures.ACCEPTED, ofTransactions.rows());
    List<LocalDate> days = Stream.concat(ofTransactions.days(), ofSpend.days()).toList();
    LocalDate today = LocalDate.now(settings.staging().businessZone());
    return new Days(
        days.stream().min(LocalDate::compareTo).orElse(today.withDayOfYear(1)),
        days.stream().max(LocalDate::compareTo).orElse(today.withDayOfYear(today.lengthOfYear())));
  }

  /** The totals of accepted rows; a job runs, unless the driver holds them. */
  private static CurrencyTotals totals(ControlTotals columns, Dataset<Row> rows, String day) {
    CurrencyTotals totals = new CurrencyTotals(columns, rows.schema(), day);
    Optional<List<InternalRow>> held = HeldRows.in(rows);
    if (held.isPresent()) {
      held.get().forEach(totals::add);
    } else {
      CurrencyTotals.of(columns, rows, day).collect().forEach(totals::addAll);
    }
    return totals;
  }

  /**
   * Reads all sources; the judged ones go to {@code judged}, the transactions are judged when the
   * costs are known.
   */
  private static Sources.StagedTransactions read(
      Map<String, RawSource> sources,
      Sources reader,
      Map<String, Judged> judged,
      Warehouse.Session session) {
    Map<String, UnaryOperator<Dataset<Row>>> judges =
        Map.of(
            Cogs.NAME, Duplicates::judgedCosts,
            PlatformChannels.NAME, Duplicates::judgedPlatforms);
    List<Callable<Optional<Sources.StagedTransactions>>> pieces = new ArrayList<>();
    pieces.add(() -> Optional.of(reader.readTransactions(sources.get(Transactions.NAME))));
    judges.forEach(
        (name, judge) ->
            pieces.add(
                () -> {
                  judged.put(name, reader.read(sources.get(name), judge));
                  return Optional.empty();
                }));
    pieces.add(
        () -> {
          judged.put(MarketingSpend.NAME, reader.readSpend(sources.get(MarketingSpend.NAME)));
          return Optional.empty();
        });
    // What was published before is needed at the checks; reading it now costs no time of its own.
    pieces.add(
        () -> {
          session.published();
          return Optional.empty();
        });
    return Together.run(pieces).get(0).orElseThrow();
  }

  private static Map<Dimension, Dataset<Row>> assignKeys(
      Map<Dimension, Dataset<Row>> members, Warehouse.Session session, Measures measures) {
    Map<Dimension, Dataset<Row>> keys = new ConcurrentHashMap<>();
    forEach(
        members,
        (dimension, rows) -> {
          KeyedMembers keyed =
              session.assignKeys(dimension, rows.select(SurrogateKeys.NATURAL_KEY));
          keys.put(dimension, keyed.keys());
          measures.count(Stage.KEYS, dimension.table(), Measures.NEW_MEMBERS, keyed.newMembers());
        });
    return keys;
  }

  private static Dataset<Row> quarantine(
      RunStart start, Sources.JudgedTransactions transactions, Map<String, Judged> judged) {
    Dataset<Row> ofOthers =
        RawTable.ALL.stream()
            .map(RawTable::name)
            .filter(judged::containsKey)
            .map(source -> quarantine(start, source, judged.get(source).rejected()))
            .reduce(Dataset::union)
            .orElseThrow();
    Dataset<Row> all =
        quarantine(start, Transactions.NAME, transactions.rejected()).union(ofOthers);
    return transactions.isSmall() && SmallSide.fits(ofOthers) ? all.coalesce(1) : all;
  }

  private static Dataset<Row> quarantine(RunStart start, String source, Dataset<Row> rejected) {
    Column[] evidence = {
      lit(start.runId()).as(Quarantine.RUN_ID),
      lit(source).as(Quarantine.SOURCE),
      col(RawTable.SOURCE_FILE).as(Quarantine.SOURCE_FILE),
      col(RawTable.REASON).as(Quarantine.REASON),
      col(RawTable.DETAIL).as(Quarantine.DETAIL),
      col(RawTable.RAW_RECORD).as(Quarantine.RAW_RECORD)
    };
    return rejected.select(evidence);
  }

  private static <K, V> void forEach(Map<K, V> things, BiConsumer<K, V> work) {
    List<Callable<Boolean>> pieces = new ArrayList<>();
    things.forEach(
        (name, thing) ->
            pieces.add(
                () -> {
                  work.accept(name, thing);
                  return true;
                }));
    Together.run(pieces);
  }

  /** Measures the star as it stands in staging. */
  private static void takeStaged(Warehouse.Session session, Measures measures) {
    Together.run(session.measuresOfStaged()).forEach(measures::addAll);
  }

  private RunRecord record(
      RunStart start, RunStatus status, String fingerprint, Measures measures) {
    Instant finishedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return new RunRecord(start, finishedAt, status, softwareVersion, fingerprint, measures.all());
  }

  /**
   * When this fails, nobody here can say how much of it took effect: the next run looks and mends.
   */
  private static void publishOrRefuse(Warehouse.Session session, RunRecord run) {
    if (run.status() == RunStatus.REFUSED) {
      session.record(run);
    } else {
      session.publish(run);
    }
  }

  private static void recordFailure(Warehouse.Session session, RunRecord run, Exception failure) {
    try {
      session.record(run);
    } catch (Exception e) { // Spark throws checked exceptions that no signature names.
      failure.addSuppressed(e);
    }
  }
}
