package io.financeanalytics;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.Dependency;
import org.apache.spark.Partition;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeMap$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.physical.SinglePartition$;
import org.apache.spark.sql.execution.LogicalRDD;
import scala.Option;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.math.BigInt;
import scala.reflect.ClassTag$;

/** Rows of the driver as one partition; they go with the task that reads them. */
final class HeldRdd extends RDD<InternalRow> {

  private static final long serialVersionUID = 1L;

  private final transient List<UnsafeRow> rows;

  HeldRdd(SparkContext spark, List<UnsafeRow> rows) {
    super(spark, HeldRdd.<Dependency<?>>seq(List.of()), ClassTag$.MODULE$.apply(InternalRow.class));
    this.rows = List.copyOf(rows);
  }

  /** The rows; not to be changed. */
  List<InternalRow> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** A plan of the rows, which knows how large they are. */
  LogicalPlan as(SparkSession spark, Seq<Attribute> columns) {
    long bytes = rows.stream().mapToLong(UnsafeRow::getSizeInBytes).sum();
    Statistics size =
        new Statistics(
            BigInt.apply(bytes),
            Option.apply(BigInt.apply(rows.size())),
            AttributeMap$.MODULE$.empty(),
            false);
    return new LogicalRDD(
        columns,
        this,
        SinglePartition$.MODULE$,
        seq(List.of()),
        false,
        spark,
        Option.apply(size),
        Option.empty());
  }

  @Override
  public Partition[] getPartitions() {
    return new Partition[] {new Rows(rows)};
  }

  @Override
  public Iterator<InternalRow> compute(Partition partition, TaskContext task) {
    List<? extends InternalRow> ofPartition = ((Rows) partition).rows;
    return JavaConverters.<InternalRow>asScalaIteratorConverter(
            Collections.<InternalRow>unmodifiableList(ofPartition).iterator())
        .asScala();
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBufferConverter(list).asScala().toSeq();
  }

  /** The one partition, which travels as the bytes of its rows one after the other. */
  private static final class Rows implements Partition, Externalizable {

    private static final long serialVersionUID = 1L;

    private transient List<UnsafeRow> rows;

    /** For Java's serialisation. */
    public Rows() {
      this(List.of());
    }

    Rows(List<UnsafeRow> rows) {
      this.rows = rows;
    }

    @Override
    public int index() {
      return 0;
    }

    @Override
    public void writeExternal(ObjectOutput out) throws IOException {
      out.writeInt(rows.size());
      for (UnsafeRow row : rows) {
        byte[] bytes = row.getBytes();
        out.writeInt(row.numFields());
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }

    @Override
    public void readExternal(ObjectInput in) throws IOException {
      int size = in.readInt();
      rows = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        UnsafeRow row = new UnsafeRow(in.readInt());
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        row.pointTo(bytes, bytes.length);
        rows.add(row);
      }
    }
  }
}
