package io.financeanalytics.costing;

import io.financeanalytics.RowBlock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
 * right rows of all, which lie in memory once for each process: its first tasks make a part each,
 * or fetch it from where it was made. So neither side is shuffled, and nothing goes through the
 * driver.
 */
final class AsOfRdd extends RDD<InternalRow> {

  private static final long serialVersionUID = 1L;

  private final RDD<RowBlock> left;
  private final RDD<AsOfPart> right;
  private final AsOfLookup lookup;

  private final Broadcast<OncePerProcess<AsOfParts>> inProcess;

  /** How many tasks run side by side. */
  private final int tasks;

  private Partition[] parts = {};

  /**
   * @param left left rows
   * @param right a part of the right rows in each partition, kept where it was made
   * @param lookup what is joined
   */
  AsOfRdd(RDD<RowBlock> left, RDD<AsOfPart> right, AsOfLookup lookup) {
    super(left.sparkContext(), seq(List.of()), ClassTag$.MODULE$.apply(InternalRow.class));
    this.left = left;
    this.right = right;
    this.lookup = lookup;
    this.inProcess =
        JavaSparkContext.fromSparkContext(left.sparkContext()).broadcast(new OncePerProcess<>());
    this.tasks = left.sparkContext().defaultParallelism();
  }

  @Override
  public Partition[] getPartitions() {
    parts = right.partitions();
    return left.partitions();
  }

  @Override
  public Seq<Dependency<?>> getDependencies() {
    return seq(List.of(new OneToOneDependency<>(left), new OnAll<>(right)));
  }

  @Override
  public Iterator<InternalRow> compute(Partition partition, TaskContext task) {
    AsOfParts all = right(task, partition.index());
    Iterator<RowBlock> rows = left.iterator(partition, task);
    return JavaConverters.asScalaIteratorConverter(
            lookup.join(JavaConverters.asJavaIteratorConverter(rows).asJava(), all))
        .asScala();
  }

  /** All right rows, in memory. */
  private AsOfParts right(TaskContext task, int partition) {
    OncePerProcess<AsOfParts> shared = inProcess.value();
    Optional<AsOfParts> before = shared.get();
    if (before.isPresent()) {
      return before.get();
    }
    // Tasks make parts side by side, and only then one of them puts the parts together.
    List<AsOfPart> made = parts(task, partition);
    return shared.get(() -> new AsOfParts(made));
  }

  private List<AsOfPart> parts(TaskContext task, int partition) {
    List<AsOfPart> all = new ArrayList<>(Collections.nCopies(parts.length, null));
    for (int i = 0; i < parts.length; i++) {
      int next = (first(partition) + i) % parts.length;
      Iterator<AsOfPart> made = right.iterator(parts[next], task);
      all.set(next, made.next());
      // At its end, the iterator lets go of the part.
      made.hasNext();
    }
    return all;
  }

  /** Tasks that run side by side begin with different parts, so that each is made by one. */
  private int first(int partition) {
    return (int) ((long) (partition % tasks) * parts.length / tasks);
  }

  private static Seq<Dependency<?>> seq(List<Dependency<?>> dependencies) {
    return RowColumns.seq(dependencies);
  }

  /** Every partition needs all of another dataset. */
  private static final class OnAll<T> extends NarrowDependency<T> {

    private static final long serialVersionUID = 1L;

    private final int partitions;

    OnAll(RDD<T> rdd) {
      super(rdd);
      this.partitions = rdd.partitions().length;
    }

    @Override
    public Seq<Object> getParents(int partition) {
      return RowColumns.seq(IntStream.range(0, partitions).<Object>mapToObj(i -> i).toList());
    }
  }
}
