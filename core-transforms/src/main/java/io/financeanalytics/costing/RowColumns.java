package io.financeanalytics.costing;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.expressions.NullsFirst$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.immutable.IndexedSeq;

/** What tasks do with columns of rows in Spark's own form. */
final class RowColumns {

  private RowColumns() {}

  /** Makes rows of some columns. */
  static UnsafeProjection projection(StructType rows, List<String> columns) {
    return UnsafeProjection$.MODULE$.create(
        seq(columns.stream().map(name -> column(rows, rows.fieldIndex(name))).toList()));
  }

  /** Compares by the first columns. */
  static InterpretedOrdering byFirst(StructType rows, int columns) {
    return new InterpretedOrdering(
        seq(
            IntStream.range(0, columns)
                .mapToObj(
                    i ->
                        new SortOrder(
                            column(rows, i),
                            Ascending$.MODULE$,
                            NullsFirst$.MODULE$,
                            seq(List.of())))
                .toList()));
  }

  /** Compares right rows of one time; the wanted one comes first. */
  static InterpretedOrdering byWish(StructType rows, List<TieBreaker> tieBreakers) {
    return new InterpretedOrdering(
        seq(
            tieBreakers.stream()
                .map(
                    by ->
                        new SortOrder(
                            column(rows, rows.fieldIndex(by.column())),
                            by.direction(),
                            by.nulls(),
                            seq(List.of())))
                .toList()));
  }

  private static Expression column(StructType rows, int at) {
    return new BoundReference(at, rows.apply(at).dataType(), true);
  }

  /** A list as Scala has it. */
  static <T> IndexedSeq<T> seq(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toIndexedSeq();
  }
}
