package io.financeanalytics.quality;

import io.financeanalytics.ExactSum;
import io.financeanalytics.ScannedRows;
import io.financeanalytics.Units;
import io.financeanalytics.table.FactTransactions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.roaringbitmap.RoaringBitmap;

/**
 * Measures the staged order lines line by line, in one pass. The measures are those of the queries
 * of {@link StagedTables#ofTransactions}; Spark's joins and aggregates, and the classes that it
 * generates for them, take several times as long.
 */
public final class StagedLines {

  private static final List<String> SUMMED =
      Stream.concat(
              ControlTotals.TRANSACTIONS.columns().stream(), Stream.of(FactTransactions.TOTAL_COGS))
          .toList();

  private static final List<String> NEEDED =
      Stream.of(
              SUMMED.stream(),
              StagedReferences.DIMENSIONS.keySet().stream(),
              Stream.of(FactTransactions.CURRENCY_CODE, FactTransactions.UNIT_COGS))
          .flatMap(names -> names)
          .toList();

  /** The columns of {@link #totals}, those of the answers of the queries. */
  private static final StructType SCHEMA = schema();

  private final StagedReferences references;
  private final Units[] summed;
  private final Reference[] dimensions;
  private final int netRevenue;
  private final int currencyAt;
  private final int dateAt;
  private final int productAt;
  private final int unitCostAt;
  private final int totalCostAt;
  private final Map<UTF8String, Map<Integer, Totals>> totals = new HashMap<>();

  /** A column of keys, and the keys that there are. */
  private record Reference(int column, RoaringBitmap keys) {

    boolean isMissing(InternalRow line) {
      return line.isNullAt(column) || !keys.contains(line.getInt(column));
    }
  }

  private StagedLines(StructType schema, StagedReferences references) {
    this.references = references;
    this.summed = SUMMED.stream().map(name -> Units.of(schema, name)).toArray(Units[]::new);
    this.dimensions =
        StagedReferences.DIMENSIONS.keySet().stream()
            .map(key -> new Reference(schema.fieldIndex(key), references.keys(key)))
            .toArray(Reference[]::new);
    this.netRevenue = SUMMED.indexOf(FactTransactions.NET_REVENUE);
    this.currencyAt = schema.fieldIndex(FactTransactions.CURRENCY_CODE);
    this.dateAt = schema.fieldIndex(FactTransactions.DATE_KEY);
    this.productAt = schema.fieldIndex(FactTransactions.PRODUCT_KEY);
    this.unitCostAt = schema.fieldIndex(FactTransactions.UNIT_COGS);
    this.totalCostAt = schema.fieldIndex(FactTransactions.TOTAL_COGS);
  }

  /**
   * {@return the totals of staged order lines by month and currency, any number of rows for each,
   * of which {@link #measures} makes measures}
   *
   * @param lines the staged rows of {@link FactTransactions}
   * @param references what they may refer to
   */
  public static JavaRDD<Row> totals(Dataset<Row> lines, Broadcast<StagedReferences> references) {
    Dataset<Row> needed =
        lines.select(
            Arrays.stream(lines.columns())
                .filter(NEEDED::contains)
                .map(name -> new Column(name))
                .toArray(Column[]::new));
    StructType schema = needed.schema();
    return ScannedRows.of(needed)
        .mapPartitions(task -> new StagedLines(schema, references.value()).totals(task));
  }

  /**
   * {@return the measures of staged order lines, save that of repeated TransactionIDs}
   *
   * @param totals their totals
   */
  public static List<Measure> measures(List<Row> totals) {
    List<Measure> measures = new ArrayList<>();
    for (Row row : totals) {
      StagedTables.addTransactions(row, measures);
      if (row.<Long>getAs(StagedTables.ROWS_COST_IN_OTHER_CURRENCY) > 0) {
        StagedTables.addOtherCurrencies(row, measures);
      }
    }
    return measures;
  }

  private Iterator<Row> totals(Iterator<InternalRow> lines) {
    while (lines.hasNext()) {
      add(lines.next());
    }
    List<Row> rows = new ArrayList<>();
    totals.forEach(
        (currency, ofCurrency) ->
            ofCurrency.forEach((month, sums) -> rows.add(row(currency.toString(), month, sums))));
    return rows.iterator();
  }

  private void add(InternalRow line) {
    int month = line.isNullAt(dateAt) ? 0 : line.getInt(dateAt) / 100;
    Totals sums = totals(line.getUTF8String(currencyAt), month);
    sums.rows++;
    for (int i = 0; i < summed.length; i++) {
      if (!line.isNullAt(summed[i].column())) {
        sums.sums[i].add(summed[i].in(line));
      }
    }
    for (int i = 0; i < dimensions.length; i++) {
      sums.orphans[i] += dimensions[i].isMissing(line) ? 1 : 0;
    }
    if (line.isNullAt(unitCostAt)) {
      addWithoutCost(line, sums);
    } else if (line.isNullAt(totalCostAt)) {
      sums.withoutTotalCost++;
    }
  }

  private void addWithoutCost(InternalRow line, Totals sums) {
    Units revenue = summed[netRevenue];
    long units = line.isNullAt(revenue.column()) ? 0 : revenue.in(line);
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

  private Totals totals(UTF8String currency, int month) {
    Map<Integer, Totals> ofCurrency = totals.get(currency);
    if (ofCurrency == null) {
      ofCurrency = new HashMap<>();
      totals.put(currency.copy(), ofCurrency);
    }
    return ofCurrency.computeIfAbsent(month, first -> new Totals());
  }

  private Row row(String currency, int month, Totals sums) {
    List<Object> values = new ArrayList<>();
    values.add(month);
    values.add(currency);
    values.add(sums.rows);
    for (int i = 0; i < summed.length; i++) {
      values.add(sums.sums[i].asDecimal(summed[i].scale()));
    }
    values.add(sums.withoutCost);
    values.add(sums.revenueWithoutCost.asDecimal(summed[netRevenue].scale()));
    values.add(sums.withoutTotalCost);
    for (long orphans : sums.orphans) {
      values.add(orphans);
    }
    values.add(sums.costInOtherCurrency);
    values.add(sums.revenueCostInOtherCurrency.asDecimal(summed[netRevenue].scale()));
    return new GenericRowWithSchema(values.toArray(), SCHEMA);
  }

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add(StagedTables.MONTH, DataTypes.IntegerType)
            .add(FactTransactions.CURRENCY_CODE, DataTypes.StringType)
            .add(Measures.ROWS, DataTypes.LongType);
    DataType sum = DataTypes.createDecimalType();
    for (String name : SUMMED) {
      schema = schema.add(name, sum);
    }
    schema =
        schema
            .add(StagedTables.ROWS_WITHOUT_COST, DataTypes.LongType)
            .add(StagedTables.REVENUE_WITHOUT_COST, sum)
            .add(StagedTables.ROWS_WITHOUT_TOTAL_COST, DataTypes.LongType);
    for (String key : StagedReferences.DIMENSIONS.keySet()) {
      schema = schema.add(StagedTables.ORPHANS + key, DataTypes.LongType);
    }
    return schema
        .add(StagedTables.ROWS_COST_IN_OTHER_CURRENCY, DataTypes.LongType)
        .add(StagedTables.REVENUE_COST_IN_OTHER_CURRENCY, sum);
  }

  /** The totals of one month in one currency. */
  private static final class Totals {

    private final ExactSum[] sums =
        Stream.generate(ExactSum::new).limit(SUMMED.size()).toArray(ExactSum[]::new);
    private final long[] orphans = new long[StagedReferences.DIMENSIONS.size()];
    private final ExactSum revenueWithoutCost = new ExactSum();
    private final ExactSum revenueCostInOtherCurrency = new ExactSum();
    private long rows;
    private long withoutCost;
    private long withoutTotalCost;
    private long costInOtherCurrency;
  }
}
