package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.when;

import io.financeanalytics.HeldRows;
import io.financeanalytics.SmallSide;
import io.financeanalytics.costing.CostOfGoodsSold;
import io.financeanalytics.costing.Money;
import io.financeanalytics.profile.ProfileSummary;
import io.financeanalytics.profile.TransactionProfile;
import io.financeanalytics.quality.CurrencyTotals;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.staging.Duplicates;
import io.financeanalytics.staging.StagedRows;
import io.financeanalytics.staging.Suspects;
import io.financeanalytics.star.Sightings;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Reason;
import io.financeanalytics.table.Transactions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DecimalType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Reads every source and decides which of its rows are accepted. What became of the rows of a
 * source is counted under {@link Stage#SOURCE}.
 *
 * <p>The small sources are kept for the run. Transactions are kept only where reading them again
 * costs more than keeping them: far away, or in files that one task must read from the beginning.
 */
final class Sources {

  private static final long ONE_PARTITION_BYTES = 4L << 20;
  private static final long FEW_ROWS = 50_000;

  private static final List<String> RECORD = List.of(RawTable.SOURCE_FILE, RawTable.RECORD_OFFSET);

  private final SparkSession spark;
  private final RunSettings settings;
  private final Cache cache;
  private final Measures measures;
  private final StagedRows raw;

  Sources(SparkSession spark, RunSettings settings, Cache cache, Measures measures) {
    this.spark = spark;
    this.settings = settings;
    this.cache = cache;
    this.measures = measures;
    this.raw = new StagedRows(spark, settings.staging());
  }

  /** Reads a source other than transactions and decides between its rows. */
  Judged read(RawSource source, UnaryOperator<Dataset<Row>> judge) {
    // A compressed file has many times as many bytes as are known of it.
    boolean few = isSmall(source) && !source.compressed();
    Judged judged = Judged.of(keep(staged(source).transform(judge::apply), few));
    Map<String, Long> outcomes = judged.outcomes();
    String name = source.table().name();
    measures.count(Stage.SOURCE, name, Measures.READ, total(outcomes));
    measures.count(Stage.SOURCE, name, Measures.ACCEPTED, accepted(outcomes));
    countOutcomes(name, outcomes);
    return judged;
  }

  /** Reads advertising spend, of which every valid row is accepted. */
  Judged readSpend(RawSource source) {
    Judged spend = read(source, UnaryOperator.identity());
    countRepeated(spend.accepted());
    return spend;
  }

  /**
   * Finds the transactions that may share their TransactionID; they are judged when the costs are
   * known.
   */
  StagedTransactions readTransactions(RawSource source) {
    Dataset<Row> staged = staged(source);
    if (!source.cheapToReadAgain() || settings.staging().lineBreaksInQuotes()) {
      cache.keep(staged);
    }
    Suspects suspects = Suspects.of(Suspects.among(staged).collect());
    return new StagedTransactions(source.table().name(), staged, suspects);
  }

  /** The transactions as read, and those of them that may share their TransactionID. */
  record StagedTransactions(String name, Dataset<Row> rows, Suspects suspects) {}

  /**
   * Decides between transactions under one TransactionID and counts what becomes of the rows, save
   * the accepted ones.
   */
  JudgedTransactions judge(StagedTransactions staged, Dataset<Row> costs) {
    Profiled profiled = profiled(staged, costs);
    ProfileSummary summary = profiled.summary();
    measures.count(Stage.SOURCE, staged.name(), Measures.READ, total(summary.outcomes()));
    countOutcomes(staged.name(), summary.outcomes());
    boolean isSmall = SmallSide.fits(spark, summary.bytes());
    boolean few = isSmall && summary.suspectRows() <= FEW_ROWS;
    Dataset<Row> suspects = profiled.profile().suspects();
    Dataset<Row> rows =
        keep(Duplicates.judgedTransactions(few ? Held.of(suspects) : suspects), few);
    Judged judged = Judged.of(rows);
    countOutcomes(staged.name(), judged.outcomes());
    return new JudgedTransactions(
        profiled.rows(),
        rows,
        profiled.profile().rejected().union(judged.rejected()),
        profiled
            .profile()
            .sightings()
            .union(Sightings.of(judged.accepted()))
            .union(Sightings.ofProducts(costs)),
        isSmall,
        summary.totals(),
        judged.accepted());
  }

  /** Transactions, and what a pass over them has found out. */
  private record Profiled(Dataset<Row> rows, TransactionProfile profile, ProfileSummary summary) {}

  private Profiled profiled(StagedTransactions staged, Dataset<Row> costs) {
    Together.Both<Profiled, BigDecimal> both =
        Together.both(
            () -> profiled(staged.rows(), staged.suspects()), () -> largest(costs, Cogs.UNIT_COGS));
    Profiled profiled = both.first();
    return mayOverflow(profiled.summary().largestQuantity(), both.second())
        ? profiled(withCostOverflow(staged.rows(), costs), staged.suspects())
        : profiled;
  }

  private Profiled profiled(Dataset<Row> rows, Suspects suspects) {
    TransactionProfile profile = TransactionProfile.of(rows, suspects);
    cache.keep(profile.pass());
    return new Profiled(
        rows, profile, ProfileSummary.of(profile.summaries().collect(), rows.schema()));
  }

  /** The largest number in a column; null when there is none. */
  private static BigDecimal largest(Dataset<Row> rows, String column) {
    DecimalType type = (DecimalType) rows.schema().apply(column).dataType();
    Optional<List<InternalRow>> held = HeldRows.in(rows, List.of(column));
    return held.isEmpty()
        ? rows.agg(max(col(column))).first().getDecimal(0)
        : held.get().stream()
            .map(row -> row.getDecimal(0, type.precision(), type.scale()).toJavaBigDecimal())
            .max(Comparator.naturalOrder())
            .orElse(null);
  }

  /** Keeps rows for the run: few of them in the driver's memory, others in the cache. */
  private Dataset<Row> keep(Dataset<Row> rows, boolean few) {
    return few ? Held.of(rows) : cache.keep(rows);
  }

  /**
   * The transactions after every rule, with what a pass over them has found out.
   *
   * @param staged the rows before the rules about duplicates
   * @param judged those of them that these rules have judged
   * @param rejected the rows in quarantine
   * @param sightings the members that accepted rows and costs name
   * @param isSmall whether what the pass has found out is small enough for one task
   * @param totals the control totals of accepted rows that are alone under their TransactionID
   * @param survivors the other accepted rows
   */
  record JudgedTransactions(
      Dataset<Row> staged,
      Dataset<Row> judged,
      Dataset<Row> rejected,
      Dataset<Row> sightings,
      boolean isSmall,
      CurrencyTotals totals,
      Dataset<Row> survivors) {

    /** The accepted rows. */
    Dataset<Row> accepted() {
      return Duplicates.survivors(staged.where(Judged.isAccepted()), judged);
    }

    /** Where the valid rows stand that fell by the rules about duplicates. */
    Dataset<Row> fallen() {
      return Duplicates.fallen(judged);
    }
  }

  /** How many rows of spend repeat another row in every column. */
  private void countRepeated(Dataset<Row> spend) {
    List<String> everyColumn = MarketingSpend.TABLE.columns();
    long repeated =
        HeldRows.in(spend, everyColumn)
            .map(held -> (long) held.size() - Set.copyOf(held).size())
            .orElseGet(() -> spend.count() - spend.select(columns(everyColumn)).distinct().count());
    measures.count(Stage.SOURCE, MarketingSpend.NAME, Measures.REPEATED, repeated);
  }

  /** A source of few bytes becomes one partition, so that nothing that follows shuffles it. */
  private Dataset<Row> staged(RawSource source) {
    Dataset<Row> rows = raw.of(source);
    return isSmall(source) ? rows.coalesce(1) : rows;
  }

  private static boolean isSmall(RawSource source) {
    return source.bytes() <= ONE_PARTITION_BYTES;
  }

  /**
   * Whether a quantity is so large that a total cost could overflow; hardly ever, and then looked
   * at row by row. The total is judged as it is rounded, because rounding can lift it to the limit.
   */
  private static boolean mayOverflow(BigDecimal largestQuantity, BigDecimal largestCost) {
    return largestCost != null
        && largestQuantity
                .multiply(largestCost)
                .setScale(2, RoundingMode.HALF_UP)
                .compareTo(Money.LIMIT)
            >= 0;
  }

  /**
   * The transactions, of which those whose total cost does not fit become {@code amount_overflow}.
   */
  private Dataset<Row> withCostOverflow(Dataset<Row> rows, Dataset<Row> costs) {
    String overflow = "__overflow";
    Column unfit =
        col(FactTransactions.UNIT_COGS).isNotNull().and(col(FactTransactions.TOTAL_COGS).isNull());
    Column detail =
        concat(
            lit(Reason.AMOUNT_OVERFLOW.code() + ": Quantity x UnitCOGS = "),
            col(Transactions.QUANTITY),
            lit(" x "),
            col(FactTransactions.UNIT_COGS),
            lit(" does not fit decimal(18,2)"));
    Dataset<Row> overflowing =
        rows.where(Judged.isAccepted())
            .transform(lines -> CostOfGoodsSold.withCost(lines, costs))
            .where(unfit)
            .select(col(RawTable.SOURCE_FILE), col(RawTable.RECORD_OFFSET), detail.as(overflow));
    Column isOverflow = col(overflow).isNotNull();
    return cache.keep(
        rows.join(broadcast(overflowing), names(RECORD), "left_outer")
            .withColumn(RawTable.DETAIL, coalesce(col(overflow), col(RawTable.DETAIL)))
            .withColumn(
                RawTable.REASON,
                when(isOverflow, Reason.AMOUNT_OVERFLOW.code()).otherwise(col(RawTable.REASON)))
            .select(columns(Arrays.asList(rows.columns()))));
  }

  private void countOutcomes(String source, Map<String, Long> outcomes) {
    long rejected = 0;
    for (Map.Entry<String, Long> outcome : outcomes.entrySet()) {
      String reason = outcome.getKey();
      if (Duplicates.COLLAPSED.equals(reason)) {
        measures.count(Stage.SOURCE, source, Measures.COLLAPSED, outcome.getValue());
      } else if (reason != null) {
        measures.count(Stage.SOURCE, source, Measures.QUARANTINED_FOR + reason, outcome.getValue());
        rejected += outcome.getValue();
      }
    }
    measures.count(Stage.SOURCE, source, Measures.QUARANTINED, rejected);
  }

  private static long total(Map<String, Long> outcomes) {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long accepted(Map<String, Long> outcomes) {
    return outcomes.getOrDefault(null, 0L);
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }

  private static Seq<String> names(List<String> names) {
    return JavaConverters.asScalaBufferConverter(names).asScala().toSeq();
  }
}
