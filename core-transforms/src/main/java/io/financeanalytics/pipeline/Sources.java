package io.financeanalytics.pipeline;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.financeanalytics.SmallSide;
import io.financeanalytics.costing.CostOfGoodsSold;
import io.financeanalytics.costing.Money;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.raw.RawSource;
import io.financeanalytics.staging.Amounts;
import io.financeanalytics.staging.Duplicates;
import io.financeanalytics.staging.StagedRows;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Reason;
import io.financeanalytics.table.Transactions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Reads every source once, keeps its staged rows for the run, and decides which are accepted. What
 * became of the rows of a source is counted under {@link Stage#SOURCE}.
 */
final class Sources {

  private static final List<String> RECORD = List.of(RawTable.SOURCE_FILE, RawTable.RECORD_OFFSET);
  private static final String LARGEST_QUANTITY = "LargestQuantity";

  private final SparkSession spark;
  private final RunSettings settings;
  private final Cache cache;
  private final Measures measures;

  Sources(SparkSession spark, RunSettings settings, Cache cache, Measures measures) {
    this.spark = spark;
    this.settings = settings;
    this.cache = cache;
    this.measures = measures;
  }

  /** Reads a source other than transactions and decides between its rows. */
  Judged read(RawSource source, UnaryOperator<Dataset<Row>> judge) {
    Dataset<Row> judged = cache.keep(staged(source).transform(judge::apply));
    List<Row> outcomes = judged.groupBy(col(RawTable.REASON)).count().collectAsList();
    String name = source.table().name();
    measures.count(Stage.SOURCE, name, Measures.READ, total(outcomes));
    measures.count(Stage.SOURCE, name, Measures.ACCEPTED, accepted(outcomes));
    countOutcomes(name, outcomes);
    return new Judged(judged.where(isAccepted()), judged.where(isRejected()));
  }

  /** Reads the transactions; they are judged when the costs are known. */
  StagedTransactions readTransactions(RawSource source) {
    Column evidence = when(col(RawTable.REASON).isNotNull(), col(RawTable.RAW_RECORD));
    Dataset<Row> staged =
        cache.keep(
            staged(source)
                .transform(rows -> Amounts.withRevenue(rows, settings.pricesIncludeTax()))
                .withColumn(RawTable.RAW_RECORD, evidence));
    List<Row> outcomes =
        staged
            .groupBy(col(RawTable.REASON))
            .agg(count(lit(1)), max(abs(col(Transactions.QUANTITY))).as(LARGEST_QUANTITY))
            .collectAsList();
    measures.count(Stage.SOURCE, source.table().name(), Measures.READ, total(outcomes));
    BigDecimal largestQuantity =
        outcomes.stream()
            .filter(row -> row.isNullAt(0))
            .map(row -> row.<BigDecimal>getAs(LARGEST_QUANTITY))
            .findFirst()
            .orElse(BigDecimal.ZERO);
    return new StagedTransactions(source, staged, outcomes, largestQuantity);
  }

  /** The transactions as read. */
  record StagedTransactions(
      RawSource source, Dataset<Row> rows, List<Row> outcomes, BigDecimal largestQuantity) {}

  /**
   * Decides between transactions under one TransactionID; counts what becomes of the rows, save the
   * accepted ones.
   */
  Judged judge(StagedTransactions staged, Dataset<Row> costs) {
    Dataset<Row> rows = staged.rows();
    List<Row> outcomes = staged.outcomes();
    if (mayOverflow(staged.largestQuantity(), costs)) {
      rows = withCostOverflow(rows, costs);
      outcomes = rows.groupBy(col(RawTable.REASON)).count().collectAsList();
    }
    String name = staged.source().table().name();
    countOutcomes(name, outcomes);
    Dataset<Row> valid = rows.where(isAccepted());
    Dataset<Row> suspects = cache.keep(Duplicates.suspects(valid));
    if (suspects.isEmpty()) {
      return new Judged(valid, withRecord(staged.source(), rows.where(isRejected())));
    }
    Dataset<Row> small = SmallSide.hinted(suspects);
    Dataset<Row> judged =
        cache.keep(Duplicates.judgedTransactions(Duplicates.onlySuspects(valid, small)));
    countOutcomes(name, judged.groupBy(col(RawTable.REASON)).count().collectAsList());
    return new Judged(
        Duplicates.withoutSuspects(valid, small).union(judged.where(isAccepted())),
        withRecord(staged.source(), rows.where(isRejected()).union(judged.where(isRejected()))));
  }

  /** How many rows of spend repeat another row in every column. */
  void countRepeated(Dataset<Row> spend) {
    Column[] everyColumn =
        MarketingSpend.TABLE.columns().stream().map(name -> col(name)).toArray(Column[]::new);
    Row repeated =
        spend
            .groupBy(everyColumn)
            .count()
            .agg(coalesce(sum(col("count").minus(1)), lit(0L)))
            .first();
    measures.count(Stage.SOURCE, MarketingSpend.NAME, Measures.REPEATED, repeated.getLong(0));
  }

  private Dataset<Row> staged(RawSource source) {
    return StagedRows.of(spark, source, settings.staging());
  }

  /**
   * Whether a quantity is so large that a total cost could overflow; hardly ever, and then looked
   * at row by row. The total is judged as it is rounded, because rounding can lift it to the limit.
   */
  private static boolean mayOverflow(BigDecimal largestQuantity, Dataset<Row> costs) {
    BigDecimal largestCost = costs.agg(max(col(Cogs.UNIT_COGS))).first().getDecimal(0);
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
        rows.where(isAccepted())
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
            .select(Arrays.stream(rows.columns()).map(name -> col(name)).toArray(Column[]::new)));
  }

  /** The rejected rows, those without their record given it by a second look into the files. */
  private Dataset<Row> withRecord(RawSource source, Dataset<Row> rejected) {
    Dataset<Row> evidence = rejected.select(evidenceColumns());
    Dataset<Row> without =
        evidence.where(col(RawTable.RAW_RECORD).isNull()).drop(RawTable.RAW_RECORD);
    Dataset<Row> records =
        staged(source)
            .select(
                col(RawTable.SOURCE_FILE), col(RawTable.RECORD_OFFSET), col(RawTable.RAW_RECORD));
    Dataset<Row> found =
        records.join(SmallSide.hinted(without), names(RECORD), "inner").select(evidenceColumns());
    return evidence.where(col(RawTable.RAW_RECORD).isNotNull()).union(found);
  }

  private void countOutcomes(String source, List<Row> outcomes) {
    long rejected = 0;
    for (Row outcome : outcomes) {
      String reason = outcome.getString(0);
      if (Duplicates.COLLAPSED.equals(reason)) {
        measures.count(Stage.SOURCE, source, Measures.COLLAPSED, outcome.getLong(1));
      } else if (reason != null) {
        measures.count(Stage.SOURCE, source, Measures.QUARANTINED_FOR + reason, outcome.getLong(1));
        rejected += outcome.getLong(1);
      }
    }
    measures.count(Stage.SOURCE, source, Measures.QUARANTINED, rejected);
  }

  private static long total(List<Row> outcomes) {
    return outcomes.stream().mapToLong(row -> row.getLong(1)).sum();
  }

  private static long accepted(List<Row> outcomes) {
    return outcomes.stream().filter(row -> row.isNullAt(0)).mapToLong(row -> row.getLong(1)).sum();
  }

  private static Column isAccepted() {
    return col(RawTable.REASON).isNull();
  }

  private static Column isRejected() {
    return col(RawTable.REASON)
        .isNotNull()
        .and(col(RawTable.REASON).notEqual(Duplicates.COLLAPSED));
  }

  private static Column[] evidenceColumns() {
    return new Column[] {
      col(RawTable.SOURCE_FILE),
      col(RawTable.RECORD_OFFSET),
      col(RawTable.REASON),
      col(RawTable.DETAIL),
      col(RawTable.RAW_RECORD)
    };
  }

  private static Seq<String> names(List<String> names) {
    return JavaConverters.asScalaBufferConverter(names).asScala().toSeq();
  }
}
