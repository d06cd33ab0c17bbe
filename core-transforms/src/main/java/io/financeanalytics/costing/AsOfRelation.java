package io.financeanalytics.costing;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SQLContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.sources.BaseRelation;
import org.apache.spark.sql.sources.PrunedScan;
import org.apache.spark.sql.types.StructType;

/** The result of an as-of join in memory; Spark asks it for those columns that a query needs. */
final class AsOfRelation extends BaseRelation implements PrunedScan {

  private final Dataset<Row> left;
  private final StructType schema;
  private final Function<List<String>, RDD<InternalRow>> rows;

  /**
   * @param left the left rows, of which each comes out once
   * @param schema the result's columns
   * @param rows makes the rows of some of them
   */
  AsOfRelation(
      Dataset<Row> left, StructType schema, Function<List<String>, RDD<InternalRow>> rows) {
    this.left = left;
    this.schema = schema;
    this.rows = rows;
  }

  @Override
  public SQLContext sqlContext() {
    return left.sqlContext();
  }

  @Override
  public StructType schema() {
    return schema;
  }

  @Override
  public long sizeInBytes() {
    BigInteger ofLeft = left.queryExecution().optimizedPlan().stats().sizeInBytes().bigInteger();
    return ofLeft
        .multiply(BigInteger.valueOf(schema.defaultSize()))
        .divide(BigInteger.valueOf(left.schema().defaultSize()))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValueExact();
  }

  @Override
  public boolean needConversion() {
    return false;
  }

  /** For people who read a plan. */
  @Override
  public String toString() {
    return "as-of join in memory";
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"})
  public RDD<Row> buildScan(String[] columns) {
    // By its contract, rows that need no conversion are Spark's own, whatever their type says.
    return (RDD) rows.apply(List.of(columns));
  }
}
