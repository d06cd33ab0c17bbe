package io.financeanalytics.quality;

import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.table.DimCampaign;
import io.financeanalytics.table.DimChannel;
import io.financeanalytics.table.DimCustomer;
import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.DimProduct;
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

  /** The keys of dimensions; facts have them under the same names. */
  private static final Map<String, String> KEYS =
      Map.of(
          DimDate.NAME, DimDate.DATE_KEY,
          DimProduct.NAME, DimProduct.PRODUCT_KEY,
          DimCustomer.NAME, DimCustomer.CUSTOMER_KEY,
          DimChannel.NAME, DimChannel.CHANNEL_KEY,
          DimCampaign.NAME, DimCampaign.CAMPAIGN_KEY);

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
   * @param table the table, with the columns of {@link StagedTables#scanned}
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
    boolean isDimension = KEYS.containsKey(table);
    boolean isCost = table.equals(ProductCost.NAME);
    int keyAt = isDimension ? schema.fieldIndex(KEYS.get(table)) : -1;
    long count = 0;
    for (; task.hasNext(); count++) {
      InternalRow row = task.next();
      if (isCost) {
        addCost(row, schema);
      } else if (isDimension && !row.isNullAt(keyAt)) {
        keys.get(KEYS.get(table)).add(row.getInt(keyAt));
      }
    }
    return count;
  }

  private void addCost(InternalRow row, StructType schema) {
    int product = schema.fieldIndex(ProductCost.PRODUCT_KEY);
    int currency = schema.fieldIndex(ProductCost.CURRENCY_CODE);
    int from = schema.fieldIndex(ProductCost.EFFECTIVE_FROM);
    if (!row.isNullAt(product) && !row.isNullAt(currency) && !row.isNullAt(from)) {
      int begins = DateDimension.dateKey(row.getInt(from));
      costs.add(row.getInt(product), row.getUTF8String(currency), begins);
    }
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
    return StagedTables.SCANNED.stream()
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
}
