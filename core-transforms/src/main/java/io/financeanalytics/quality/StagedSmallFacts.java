package io.financeanalytics.quality;

import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.ProductCost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Measures staged spend and costs row by row, as the queries of {@link StagedTables} do. */
public final class StagedSmallFacts {

  /** To begin with, as the query says it of no costs at all. */
  public static final Measure NO_ORPHANED_COSTS =
      Measure.count(
          Measure.Stage.STAGED,
          ProductCost.NAME,
          StagedTables.ORPHANS + ProductCost.PRODUCT_KEY,
          0);

  private StagedSmallFacts() {}

  /**
   * {@return measures of spend, which add up}
   *
   * @param staged the staged rows of {@link FactMarketingSpend}
   * @param references what they may refer to
   */
  public static JavaRDD<Measure> ofSpend(
      Dataset<Row> staged, Broadcast<StagedReferences> references) {
    List<String> columns =
        Stream.of(
                ControlTotals.SPEND.columns(),
                StagedTables.KEYS_OF_SPEND,
                List.of(FactMarketingSpend.CURRENCY_CODE))
            .flatMap(List::stream)
            .toList();
    StagedScan spend = StagedScan.of(FactMarketingSpend.NAME, staged, columns);
    StructType schema = spend.schema();
    return spend
        .rows()
        .mapPartitions(task -> measuresOfSpend(task, schema, references.value()).iterator());
  }

  /**
   * {@return measures of costs, which add up}
   *
   * @param costs the staged rows of {@link ProductCost}
   * @param references what they may refer to
   */
  public static JavaRDD<Measure> ofCosts(StagedScan costs, Broadcast<StagedReferences> references) {
    StructType schema = costs.schema();
    return costs
        .rows()
        .mapPartitions(task -> measuresOfCosts(task, schema, references.value()).iterator());
  }

  private static List<Measure> measuresOfSpend(
      Iterator<InternalRow> rows, StructType schema, StagedReferences references) {
    StagedFact fact =
        new StagedFact(
            schema, ControlTotals.SPEND.columns(), StagedTables.KEYS_OF_SPEND, references);
    int currencyAt = schema.fieldIndex(FactMarketingSpend.CURRENCY_CODE);
    Map<String, StagedFact.Totals> byCurrency = new HashMap<>();
    while (rows.hasNext()) {
      InternalRow row = rows.next();
      String currency = row.isNullAt(currencyAt) ? null : row.getString(currencyAt);
      fact.add(row, byCurrency.computeIfAbsent(currency, first -> fact.nothingYet()));
    }
    List<Measure> measures = new ArrayList<>();
    byCurrency.forEach(
        (currency, totals) -> {
          Map<String, Object> answer = new LinkedHashMap<>();
          answer.put(FactMarketingSpend.CURRENCY_CODE, currency);
          fact.put(totals, answer);
          StagedTables.addSpend(MeasuredRow.of(answer), measures);
        });
    return measures;
  }

  private static List<Measure> measuresOfCosts(
      Iterator<InternalRow> rows, StructType schema, StagedReferences references) {
    StagedFact fact =
        new StagedFact(schema, List.of(), List.of(ProductCost.PRODUCT_KEY), references);
    StagedFact.Totals totals = fact.nothingYet();
    rows.forEachRemaining(row -> fact.add(row, totals));
    Map<String, Object> answer = new LinkedHashMap<>();
    fact.put(totals, answer);
    List<Measure> measures = new ArrayList<>();
    StagedTables.addCosts(MeasuredRow.of(answer), measures);
    return measures;
  }
}
