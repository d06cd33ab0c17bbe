package io.financeanalytics;

import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/**
 * The rows of a dataset in Spark's own form, planned when they are first needed. Adaptive planning
 * runs whatever comes before a shuffle while it plans; a pure function must not make that happen.
 */
public final class DeferredRdd extends RDD<InternalRow> {

  private static final long serialVersionUID = 1L;

  private final transient Dataset<Row> rows;
  private transient RDD<InternalRow> planned;

  /**
   * The rows of a dataset.
   *
   * @param rows the dataset
   */
  public DeferredRdd(Dataset<Row> rows) {
    super(
        rows.sparkSession().sparkContext(),
        seq(List.of()),
        ClassTag$.MODULE$.apply(InternalRow.class));
    this.rows = rows;
  }

  @Override
  public Iterator<InternalRow> compute(Partition partition, TaskContext task) {
    return this.<InternalRow>firstParent(elementClassTag()).iterator(partition, task);
  }

  @Override
  public Partition[] getPartitions() {
    return planned().partitions();
  }

  @Override
  public Seq<Dependency<?>> getDependencies() {
    return seq(List.of(new OneToOneDependency<>(planned())));
  }

  private synchronized RDD<InternalRow> planned() {
    if (planned == null) {
      planned = rows.queryExecution().toRdd();
    }
    return planned;
  }

  private static Seq<Dependency<?>> seq(List<Dependency<?>> dependencies) {
    return JavaConverters.asScalaBufferConverter(dependencies).asScala().toSeq();
  }
}
