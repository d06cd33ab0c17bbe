package io.financeanalytics.costing;

import io.financeanalytics.RowBlock;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.Dependency;
import org.apache.spark.NarrowDependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.reflect.ClassTag$;

/**
 * Left rows with their newest right rows. Every task has the left rows of its own partition and the
 * right rows of all, which lie in memory once for each process: its first tasks make a part each.
 * So neither side is shuffled, and nothing goes through the driver.
 */
final class AsOfRdd extends RDD<InternalRow> {

  private static final long serialVersionUID = 1L;

  private final RDD<RowBlock> left;
  private final RDD<RowBlock> right;
  private final AsOfLookup lookup;
  private final Broadcast<AsOfMemory> memory;

  /** About how many tasks run side by side. */
  private final int tasks;

  /** Known when the partitions of this are, which is before any task is sent. */
  private Partition[] rightPartitions = {};

  /**
   * @param left left rows
   * @param right right rows
   * @param lookup what is joined
   */
  AsOfRdd(RDD<RowBlock> left, RDD<RowBlock> right, AsOfLookup lookup) {
    super(
        left.sparkContext(),
        RowColumns.<Dependency<?>>seq(List.of()),
        ClassTag$.MODULE$.apply(InternalRow.class));
    this.left = left;
    this.right = right;
    this.lookup = lookup;
    this.memory =
        JavaSparkContext.fromSparkContext(left.sparkContext()).broadcast(new AsOfMemory());
    this.tasks = Math.max(1, left.sparkContext().defaultParallelism());
  }

  @Override
  public Partition[] getPartitions() {
    rightPartitions = right.partitions();
    return left.partitions();
  }

  @Override
  public Seq<Dependency<?>> getDependencies() {
    return RowColumns.seq(List.<Dependency<?>>of(new OneToOneDependency<>(left), new OnAll()));
  }

  @Override
  public Iterator<InternalRow> compute(Partition partition, TaskContext task) {
    AsOfParts parts =
        memory
            .value()
            .get(
                rightPartitions.length,
                firstPart(partition.index()),
                i -> lookup.part(asJava(right.iterator(rightPartitions[i], task))));
    return JavaConverters.asScalaIteratorConverter(
            lookup.join(asJava(left.iterator(partition, task)), parts))
        .asScala();
  }

  /** Tasks that run side by side begin with different parts. */
  private int firstPart(int partition) {
    return (int) ((long) (partition % tasks) * rightPartitions.length / tasks);
  }

  private static java.util.Iterator<RowBlock> asJava(Iterator<RowBlock> rows) {
    return JavaConverters.asJavaIteratorConverter(rows).asJava();
  }

  /** Every partition needs all of the right side. */
  private final class OnAll extends NarrowDependency<RowBlock> {

    private static final long serialVersionUID = 1L;

    OnAll() {
      super(right);
    }

    /** In the order in which they are made; where the first one is, Spark likes to run the task. */
    @Override
    public Seq<Object> getParents(int partition) {
      int count = rightPartitions.length;
      return RowColumns.seq(
          IntStream.range(0, count)
              .<Object>mapToObj(i -> (firstPart(partition) + i) % count)
              .toList());
    }
  }
}
