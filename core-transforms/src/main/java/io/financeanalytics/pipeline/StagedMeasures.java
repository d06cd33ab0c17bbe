package io.financeanalytics.pipeline;

import io.financeanalytics.PlanExecution;
import io.financeanalytics.RepeatedHashes;
import io.financeanalytics.RepeatedHashes.Keyed;
import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.StagedLines;
import io.financeanalytics.quality.StagedReferences;
import io.financeanalytics.quality.StagedScan;
import io.financeanalytics.quality.StagedSmallFacts;
import io.financeanalytics.quality.StagedTables;
import io.financeanalytics.quality.StagedTables.Query;
import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.ProductCost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Measures staged tables row by row, for a warehouse whose staged rows Spark can read. The measures
 * are those of the queries of {@link StagedTables}; Spark's joins and aggregates, and the planning
 * of so many of them, take several times as long. Only where a dimension's key repeats, which
 * refuses the run, the queries' joins count the lines that point at it twice.
 */
public final class StagedMeasures {

  private final Function<String, Dataset<Row>> staged;
  private final Function<String, List<Row>> answer;
  private final Map<String, StagedScan> scans;

  private StagedMeasures(
      Function<String, Dataset<Row>> staged,
      Function<String, List<Row>> answer,
      Map<String, StagedScan> scans) {
    this.staged = staged;
    this.answer = answer;
    this.scans = scans;
  }

  /**
   * {@return pieces of work whose results add up to all measures} The fact is read twice, in
   * different columns; the keys of other tables two or three times.
   *
   * @param staged the staged rows of a table
   * @param answer answers a query, should something not be unique
   */
  public static List<Callable<List<Measure>>> of(
      Function<String, Dataset<Row>> staged, Function<String, List<Row>> answer) {
    List<Callable<StagedScan>> plans = new ArrayList<>();
    for (String table : StagedTables.BESIDE_FACTS) {
      plans.add(() -> StagedScan.of(table, staged.apply(table), StagedTables.keyColumns(table)));
    }
    Map<String, StagedScan> scans =
        Together.run(plans).stream().collect(Collectors.toMap(StagedScan::table, scan -> scan));
    StagedMeasures measures = new StagedMeasures(staged, answer, scans);
    return List.of(measures::ofRows, measures::ofKeys);
  }

  private List<Measure> ofRows() {
    JavaRDD<StagedReferences> pieces =
        scans.values().stream().map(StagedReferences::to).reduce(JavaRDD::union).orElseThrow();
    StagedReferences references = StagedReferences.of(pieces.collect());
    Dataset<Row> lines = staged.apply(FactTransactions.NAME);
    Broadcast<StagedReferences> everywhere =
        JavaSparkContext.fromSparkContext(lines.sparkSession().sparkContext())
            .broadcast(references);
    try {
      JavaRDD<Measure> facts =
          StagedLines.measures(lines, everywhere)
              .union(StagedSmallFacts.ofSpend(staged.apply(FactMarketingSpend.NAME), everywhere))
              .union(StagedSmallFacts.ofCosts(scans.get(ProductCost.NAME), everywhere));
      List<Measure> measures = new ArrayList<>(references.rows());
      measures.add(StagedSmallFacts.NO_ORPHANED_COSTS);
      measures.addAll(facts.collect());
      return measures;
    } finally {
      everywhere.destroy();
    }
  }

  /** Compares hashes first; only where one occurs more than once, it is worth a query. */
  private List<Measure> ofKeys() {
    Dataset<Row> lines = staged.apply(FactTransactions.NAME);
    List<String> id = List.of(FactTransactions.TRANSACTION_ID);
    List<Keyed> tables = new ArrayList<>();
    tables.add(keyed(StagedScan.of(FactTransactions.NAME, lines, id)));
    scans.values().forEach(scan -> tables.add(keyed(scan)));
    List<Measure> measures = new ArrayList<>();
    if (RepeatedHashes.amongKeys(lines.sparkSession(), tables).count() == 0) {
      measures.addAll(StagedTables.noKeyRepeated());
      measures.add(StagedTables.noTransactionRepeated());
      return measures;
    }
    Query uniqueness = StagedTables.uniquenessQuery();
    uniqueness.measures(answer.apply(uniqueness.sql())).stream()
        // The query counts rows as well, which are counted already and would add up.
        .filter(measure -> measure.measure().startsWith(StagedTables.NOT_UNIQUE))
        .forEach(measures::add);
    measures.addAll(ofTransactionIds(lines));
    return measures;
  }

  /** The fact is large: it is not grouped because of what repeats in another table. */
  private List<Measure> ofTransactionIds(Dataset<Row> lines) {
    if (RepeatedHashes.of(lines, FactTransactions.TRANSACTION_ID).count() == 0) {
      return List.of(StagedTables.noTransactionRepeated());
    }
    PlanExecution.compiled(lines.sparkSession());
    Query repetitions = StagedTables.repetitionsQuery();
    return repetitions.measures(answer.apply(repetitions.sql()));
  }

  private static Keyed keyed(StagedScan scan) {
    return new Keyed(scan.rows(), scan.schema(), StagedTables.keys(scan.table()));
  }
}
