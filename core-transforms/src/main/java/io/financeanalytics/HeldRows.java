package io.financeanalytics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Dataset$;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import org.apache.spark.sql.execution.LogicalRDD;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Rows that the driver holds in memory. They can be looked at without a job, so that what is done
 * with few rows need not be planned as a join or an aggregate. Spark's own kind of such rows is
 * part of a plan, all of which every rule of its optimizer goes through; beyond some hundreds of
 * rows that takes longer than the work.
 */
public final class HeldRows {

  private HeldRows() {}

  /**
   * {@return the rows of a dataset, in Spark's own form, if the driver holds them}
   *
   * @param rows the dataset; it may filter and project rows that are held
   */
  public static Optional<List<InternalRow>> in(Dataset<Row> rows) {
    return in(plan(rows));
  }

  /**
   * {@return some columns of the rows of a dataset, in Spark's own form, if the driver holds them}
   *
   * @param rows the dataset; it may filter and project rows that are held
   * @param columns the columns
   */
  public static Optional<List<InternalRow>> in(Dataset<Row> rows, List<String> columns) {
    StructType schema = rows.schema();
    return in(rows)
        .map(
            held ->
                columns.equals(List.of(schema.fieldNames()))
                    ? held
                    : projected(held, places(schema, columns)));
  }

  /**
   * {@return whether the driver holds the rows of a dataset}
   *
   * @param rows the dataset
   */
  public static boolean areIn(Dataset<Row> rows) {
    return in(rows).isPresent();
  }

  /**
   * {@return a dataset of rows that the driver holds}
   *
   * @param spark the session
   * @param rows the rows, in Spark's own form
   * @param schema their columns
   */
  public static Dataset<Row> dataset(
      SparkSession spark, List<InternalRow> rows, StructType schema) {
    UnsafeProjection packed = UnsafeProjection$.MODULE$.create(schema);
    List<UnsafeRow> held = new ArrayList<>(rows.size());
    for (InternalRow row : rows) {
      held.add(row instanceof UnsafeRow unsafe ? unsafe : packed.apply(row).copy());
    }
    HeldRdd rdd = new HeldRdd(spark.sparkContext(), held);
    return Dataset$.MODULE$.ofRows(
        spark, rdd.as(spark, covariant(DataTypeUtils.toAttributes(schema))));
  }

  /** The plan of rows after Spark's optimizer, which has nothing to do where rows are held. */
  static LogicalPlan plan(Dataset<Row> rows) {
    LogicalPlan plan = rows.queryExecution().analyzed();
    return heldIn(plan).isPresent() ? plan : rows.queryExecution().optimizedPlan();
  }

  private static Optional<HeldRdd> heldIn(LogicalPlan plan) {
    return plan instanceof LogicalRDD leaf && leaf.rdd() instanceof HeldRdd held
        ? Optional.of(held)
        : Optional.empty();
  }

  private static Optional<List<InternalRow>> in(LogicalPlan plan) {
    Optional<HeldRdd> asTheyAre = heldIn(plan);
    if (asTheyAre.isPresent()) {
      return asTheyAre.map(HeldRdd::rows);
    }
    if (plan instanceof LocalRelation held) {
      return Optional.of(JavaConverters.seqAsJavaListConverter(held.data()).asJava());
    }
    if (!plan.deterministic() || !plan.subqueries().isEmpty()) {
      return Optional.empty();
    }
    if (plan instanceof Filter filter) {
      BasePredicate isKept = Predicate$.MODULE$.create(filter.condition(), filter.child().output());
      return in(filter.child()).map(rows -> rows.stream().filter(isKept::eval).toList());
    }
    if (plan instanceof Project project) {
      UnsafeProjection columns =
          UnsafeProjection$.MODULE$.create(
              HeldRows.<Expression>covariant(project.projectList()), project.child().output());
      return in(project.child()).map(rows -> projected(rows, columns));
    }
    return Optional.empty();
  }

  private static List<InternalRow> projected(List<InternalRow> rows, UnsafeProjection columns) {
    return rows.stream().<InternalRow>map(row -> columns.apply(row).copy()).toList();
  }

  private static UnsafeProjection places(StructType schema, List<String> columns) {
    List<Expression> places = new ArrayList<>();
    for (String column : columns) {
      int place = schema.fieldIndex(column);
      StructField field = schema.fields()[place];
      places.add(new BoundReference(place, field.dataType(), field.nullable()));
    }
    return UnsafeProjection$.MODULE$.create(
        JavaConverters.asScalaBufferConverter(places).asScala().toSeq());
  }

  /** Scala knows a sequence of some type for one of the type above it; Java does not. */
  @SuppressWarnings("unchecked")
  private static <T> Seq<T> covariant(Seq<?> elements) {
    return (Seq<T>) elements;
  }
}
