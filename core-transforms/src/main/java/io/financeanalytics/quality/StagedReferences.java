package io.financeanalytics.quality;

import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.ProductCost;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.roaringbitmap.RoaringBitmap;

/**
 * What staged facts refer to, in memory: the keys of dimensions and the days on which costs begin;
 * and how many rows the tables have.
 */
public final class StagedReferences implements Serializable {

  private static final long serialVersionUID = 1L;

  /** By the name of a dimension's table its key, which facts have under the same name. */
  private static final Map<String, String> KEYS = keys();

  /** Keys are dense numbers, so that a hundred million of them take a dozen megabytes. */
  private final Map<String, RoaringBitmap> keys = new HashMap<>();

  private final CostStarts costs = new CostStarts();
  private final Map<String, Long> rows = new HashMap<>();

  private StagedReferences() {
    KEYS.values().forEach(key -> keys.put(key, new RoaringBitmap()));
  }

  /**
   * {@return what there is in a table, in a piece for each task}
   *
   * @param table the table, with the columns of {@link StagedTables#keyColumns}
   */
  public static JavaRDD<StagedReferences> to(StagedScan table) {
    String name = table.table();
    StructType schema = table.schema();
    return table
        .rows()
        .mapPartitions(
            task -> {
              StagedReferences references = new StagedReferences();
              references.rows.put(name, references.add(name, schema, task));
              return List.of(references).iterator();
            });
  }

  private long add(String table, StructType schema, Iterator<InternalRow> task) {
    if (table.equals(ProductCost.NAME)) {
      return addCosts(schema, task);
    }
    return KEYS.containsKey(table)
        ? addKeys(keys.get(KEYS.get(table)), schema.fieldIndex(KEYS.get(table)), task)
        : count(task);
  }

  private static long addKeys(RoaringBitmap keys, int keyAt, Iterator<InternalRow> task) {
    long count = 0;
    for (; task.hasNext(); count++) {
      InternalRow row = task.next();
      if (!row.isNullAt(keyAt)) {
        keys.add(row.getInt(keyAt));
      }
    }
    return count;
  }

  private long addCosts(StructType schema, Iterator<InternalRow> task) {
    int product = schema.fieldIndex(ProductCost.PRODUCT_KEY);
    int currency = schema.fieldIndex(ProductCost.CURRENCY_CODE);
    int from = schema.fieldIndex(ProductCost.EFFECTIVE_FROM);
    long count = 0;
    for (; task.hasNext(); count++) {
      InternalRow row = task.next();
      if (!row.isNullAt(product) && !row.isNullAt(currency) && !row.isNullAt(from)) {
        int begins = DateDimension.dateKey(row.getInt(from));
        costs.add(row.getInt(product), row.getUTF8String(currency), begins);
      }
    }
    return count;
  }

  private static long count(Iterator<InternalRow> task) {
    long count = 0;
    for (; task.hasNext(); count++) {
      task.next();
    }
    return count;
  }

  /**
   * {@return all references that some pieces hold}
   *
   * @param pieces the pieces
   */
  public static StagedReferences of(List<StagedReferences> pieces) {
    StagedReferences all = new StagedReferences();
    for (StagedReferences piece : pieces) {
      piece.keys.forEach((key, values) -> all.keys.get(key).or(values));
      all.costs.addAll(piece.costs);
      piece.rows.forEach((table, count) -> all.rows.merge(table, count, Long::sum));
    }
    return all;
  }

  /** {@return how many rows the tables have} */
  public List<Measure> rows() {
    return StagedTables.BESIDE_FACTS.stream()
        .map(
            table ->
                Measure.count(Stage.STAGED, table, Measures.ROWS, rows.getOrDefault(table, 0L)))
        .toList();
  }

  RoaringBitmap keys(String key) {
    return keys.get(key);
  }

  CostStarts costs() {
    return costs;
  }

  private static Map<String, String> keys() {
    Map<String, String> keys = new HashMap<>();
    keys.put(DimDate.NAME, DimDate.DATE_KEY);
    Dimension.ALL.forEach(dimension -> keys.put(dimension.table(), dimension.keyColumn()));
    return keys;
  }
}
