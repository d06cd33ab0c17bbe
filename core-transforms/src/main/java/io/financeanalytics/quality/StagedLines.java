package io.financeanalytics.quality;

import io.financeanalytics.ExactSum;
import io.financeanalytics.Units;
import io.financeanalytics.table.FactTransactions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Measures the staged order lines line by line, in one pass. The measures are those of the queries
 * of {@link StagedTables#queries}; Spark's joins and aggregates, and the classes that it generates
 * for them, take several times as long.
 */
public final class StagedLines {

  private static final List<String> SUMMED =
      Stream.concat(
              ControlTotals.TRANSACTIONS.columns().stream(), Stream.of(FactTransactions.TOTAL_COGS))
          .toList();

  private static final List<String> NEEDED =
      Stream.of(
              SUMMED.stream(),
              StagedTables.KEYS_OF_LINES.stream(),
              Stream.of(FactTransactions.CURRENCY_CODE, FactTransactions.UNIT_COGS))
          .flatMap(names -> names)
          .toList();

  private final StagedReferences references;
  private final StagedFact fact;
  private final Units netRevenue;
  private final int currencyAt;
  private final int dateAt;
  private final int productAt;
  private final int unitCostAt;
  private final int totalCostAt;
  private final Map<UTF8String, Map<Integer, Totals>> totals = new HashMap<>();
  private UTF8String lastCurrency;
  private int lastMonth;
  private Totals last;

  private StagedLines(StructType schema, StagedReferences references) {
    this.references = references;
    this.fact = new StagedFact(schema, SUMMED, StagedTables.KEYS_OF_LINES, references);
    this.netRevenue = Units.of(schema, FactTransactions.NET_REVENUE);
    this.currencyAt = schema.fieldIndex(FactTransactions.CURRENCY_CODE);
    this.dateAt = schema.fieldIndex(FactTransactions.DATE_KEY);
    this.productAt = schema.fieldIndex(FactTransactions.PRODUCT_KEY);
    this.unitCostAt = schema.fieldIndex(FactTransactions.UNIT_COGS);
    this.totalCostAt = schema.fieldIndex(FactTransactions.TOTAL_COGS);
  }

  /**
   * {@return the measures of staged order lines, save that of repeated TransactionIDs; they add up}
   *
   * @param staged the staged rows of {@link FactTransactions}
   * @param references what they may refer to
   */
  public static JavaRDD<Measure> measures(
      Dataset<Row> staged, Broadcast<StagedReferences> references) {
    StagedScan lines = StagedScan.of(FactTransactions.NAME, staged, NEEDED);
    StructType schema = lines.schema();
    return lines
        .rows()
        .mapPartitions(task -> new StagedLines(schema, references.value()).measures(task));
  }

  private Iterator<Measure> measures(Iterator<InternalRow> lines) {
    while (lines.hasNext()) {
      add(lines.next());
    }
    List<Measure> measures = new ArrayList<>();
    totals.forEach(
        (currency, ofCurrency) ->
            ofCurrency.forEach(
                (month, sums) ->
                    addMeasures(
                        currency == null ? null : currency.toString(), month, sums, measures)));
    return measures.iterator();
  }

  private void add(InternalRow line) {
    int month = line.isNullAt(dateAt) ? 0 : line.getInt(dateAt) / 100;
    Totals sums = totals(line.getUTF8String(currencyAt), month);
    fact.add(line, sums.ofFact);
    if (line.isNullAt(unitCostAt)) {
      addWithoutCost(line, sums);
    } else if (line.isNullAt(totalCostAt)) {
      sums.withoutTotalCost++;
    }
  }

  private void addWithoutCost(InternalRow line, Totals sums) {
    long units = line.isNullAt(netRevenue.column()) ? 0 : netRevenue.in(line);
    sums.withoutCost++;
    sums.revenueWithoutCost.add(units);
    if (hasCostInOtherCurrency(line)) {
      sums.costInOtherCurrency++;
      sums.revenueCostInOtherCurrency.add(units);
    }
  }

  private boolean hasCostInOtherCurrency(InternalRow line) {
    return !line.isNullAt(productAt)
        && !line.isNullAt(currencyAt)
        && !line.isNullAt(dateAt)
        && references
            .costs()
            .includeOther(
                line.getInt(productAt), line.getUTF8String(currencyAt), line.getInt(dateAt));
  }

  /** Lines that follow each other are mostly of one month and currency. */
  private Totals totals(UTF8String currency, int month) {
    if (last == null || month != lastMonth || !Objects.equals(currency, lastCurrency)) {
      last = totalsOf(currency, month);
      lastCurrency = currency == null ? null : currency.copy();
      lastMonth = month;
    }
    return last;
  }

  private Totals totalsOf(UTF8String currency, int month) {
    Map<Integer, Totals> ofCurrency = totals.get(currency);
    if (ofCurrency == null) {
      ofCurrency = new HashMap<>();
      totals.put(currency == null ? null : currency.copy(), ofCurrency);
    }
    return ofCurrency.computeIfAbsent(month, first -> new Totals(fact.nothingYet()));
  }

  private void addMeasures(String currency, int month, Totals sums, List<Measure> measures) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put(StagedTables.MONTH, month);
    answer.put(FactTransactions.CURRENCY_CODE, currency);
    fact.put(sums.ofFact, answer);
    answer.put(StagedTables.ROWS_WITHOUT_COST, sums.withoutCost);
    answer.put(StagedTables.REVENUE_WITHOUT_COST, money(sums.revenueWithoutCost));
    answer.put(StagedTables.ROWS_WITHOUT_TOTAL_COST, sums.withoutTotalCost);
    answer.put(StagedTables.ROWS_COST_IN_OTHER_CURRENCY, sums.costInOtherCurrency);
    answer.put(StagedTables.REVENUE_COST_IN_OTHER_CURRENCY, money(sums.revenueCostInOtherCurrency));
    Row row = MeasuredRow.of(answer);
    StagedTables.addTransactions(row, measures);
    if (sums.costInOtherCurrency > 0) {
      StagedTables.addOtherCurrencies(row, measures);
    }
  }

  private BigDecimal money(ExactSum sum) {
    return sum.asDecimal(netRevenue.scale());
  }

  /** The totals of one month in one currency. */
  private static final class Totals {

    private final StagedFact.Totals ofFact;
    private final ExactSum revenueWithoutCost = new ExactSum();
    private final ExactSum revenueCostInOtherCurrency = new ExactSum();
    private long withoutCost;
    private long withoutTotalCost;
    private long costInOtherCurrency;

    Totals(StagedFact.Totals ofFact) {
      this.ofFact = ofFact;
    }
  }
}
