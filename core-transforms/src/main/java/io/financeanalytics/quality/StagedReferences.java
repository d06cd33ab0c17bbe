package io.financeanalytics.quality;

import io.financeanalytics.ScannedRows;
import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.table.DimChannel;
import io.financeanalytics.table.DimCustomer;
import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.DimProduct;
import io.financeanalytics.table.ProductCost;
import java.io.Serializable;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.roaringbitmap.RoaringBitmap;

/** What staged order lines refer to, in memory: the keys of dimensions, the days costs begin. */
public final class StagedReferences implements Serializable {

  /** The dimensions of order lines by the name of their key, which is the same in both tables. */
  public static final Map<String, String> DIMENSIONS = dimensions();

  private static final long serialVersionUID = 1L;

  /** Keys are dense numbers, so that a hundred million of them take a dozen megabytes. */
  private final Map<String, RoaringBitmap> keys = new HashMap<>();

  private final CostStarts costs = new CostStarts();

  private StagedReferences() {
    DIMENSIONS.keySet().forEach(key -> keys.put(key, new RoaringBitmap()));
  }

  /**
   * {@return the references to a dimension, in a piece for each task}
   *
   * @param key the name of its key
   * @param dimension its staged rows
   */
  public static JavaRDD<StagedReferences> to(String key, Dataset<Row> dimension) {
    return ScannedRows.of(dimension.select(key))
        .mapPartitions(
            task -> {
              StagedReferences references = new StagedReferences();
              RoaringBitmap keys = references.keys.get(key);
              while (task.hasNext()) {
                InternalRow row = task.next();
                if (!row.isNullAt(0)) {
                  keys.add(row.getInt(0));
                }
              }
              return List.of(references).iterator();
            });
  }

  /**
   * {@return the references to costs, in a piece for each task}
   *
   * @param costs the staged rows of {@link ProductCost}
   */
  public static JavaRDD<StagedReferences> to(Dataset<Row> costs) {
    Dataset<Row> needed =
        costs.select(
            ProductCost.PRODUCT_KEY, ProductCost.CURRENCY_CODE, ProductCost.EFFECTIVE_FROM);
    return ScannedRows.of(needed)
        .mapPartitions(
            task -> {
              StagedReferences references = new StagedReferences();
              while (task.hasNext()) {
                InternalRow cost = task.next();
                if (!cost.isNullAt(0) && !cost.isNullAt(1) && !cost.isNullAt(2)) {
                  int begins = DateDimension.dateKey(cost.getInt(2));
                  references.costs.add(cost.getInt(0), cost.getUTF8String(1), begins);
                }
              }
              return List.of(references).iterator();
            });
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
    }
    return all;
  }

  RoaringBitmap keys(String key) {
    return keys.get(key);
  }

  CostStarts costs() {
    return costs;
  }

  private static Map<String, String> dimensions() {
    Map<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put(DimDate.DATE_KEY, DimDate.NAME);
    dimensions.put(DimProduct.PRODUCT_KEY, DimProduct.NAME);
    dimensions.put(DimCustomer.CUSTOMER_KEY, DimCustomer.NAME);
    dimensions.put(DimChannel.CHANNEL_KEY, DimChannel.NAME);
    return Collections.unmodifiableMap(dimensions);
  }
}
