package io.financeanalytics.pipeline;

import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.StagedLines;
import io.financeanalytics.quality.StagedReferences;
import io.financeanalytics.quality.StagedTables;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.ProductCost;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Measures staged order lines, for a warehouse whose staged rows Spark can read. */
public final class LineMeasures {

  private LineMeasures() {}

  /**
   * {@return pieces of work whose results add up to the measures of {@link
   * StagedTables#ofTransactions}} The lines are read twice, in different columns.
   *
   * @param staged the staged rows of a table
   */
  public static List<Callable<List<Measure>>> of(Function<String, Dataset<Row>> staged) {
    Dataset<Row> lines = staged.apply(FactTransactions.NAME);
    return List.of(
        () -> StagedLines.measures(totals(lines, staged)),
        () -> List.of(repeatedTransactions(lines)));
  }

  private static Measure repeatedTransactions(Dataset<Row> lines) {
    return StagedTables.repeatedTransactions(
        RepeatedValues.count(lines, FactTransactions.TRANSACTION_ID));
  }

  private static List<Row> totals(Dataset<Row> lines, Function<String, Dataset<Row>> staged) {
    JavaRDD<StagedReferences> pieces = StagedReferences.to(staged.apply(ProductCost.NAME));
    for (Map.Entry<String, String> dimension : StagedReferences.DIMENSIONS.entrySet()) {
      Dataset<Row> rows = staged.apply(dimension.getValue());
      pieces = pieces.union(StagedReferences.to(dimension.getKey(), rows));
    }
    Broadcast<StagedReferences> references =
        JavaSparkContext.fromSparkContext(lines.sparkSession().sparkContext())
            .broadcast(StagedReferences.of(pieces.collect()));
    try {
      return StagedLines.totals(lines, references).collect();
    } finally {
      references.destroy();
    }
  }
}
