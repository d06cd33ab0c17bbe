package io.financeanalytics.star;

import static org.apache.spark.sql.functions.col;

import io.financeanalytics.ScannedRows;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.Transactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Sightings of members: which member of which dimension an order line names, and the name that the
 * line gives it. They come in blocks of bytes, many members in a row; the same member may be in any
 * number of blocks, but all blocks that may hold it are of one bucket.
 */
public final class Sightings {

  /** A member's dimension, by its table. */
  public static final String DIMENSION = "Dimension";

  /** The latest name of a member, and of several names of that moment the greatest; or null. */
  public static final String NAME = "Name";

  /** Members in a block of bytes. */
  public static final String BLOCK = "Members";

  private static final String BUCKET = "Bucket";

  /** The columns of sightings. */
  public static final StructType SCHEMA =
      new StructType()
          .add(BUCKET, DataTypes.IntegerType, false)
          .add(BLOCK, DataTypes.BinaryType, false);

  /** The columns of {@link #members}. */
  public static final StructType MEMBERS =
      new StructType()
          .add(DIMENSION, DataTypes.StringType, false)
          .add(SurrogateKeys.NATURAL_KEY, DataTypes.StringType, false)
          .add(NAME, DataTypes.StringType);

  private Sightings() {}

  /**
   * {@return the sightings in order lines}
   *
   * @param transactions accepted transactions
   */
  public static Dataset<Row> of(Dataset<Row> transactions) {
    return of(transactions, SeenOnLines.MOST_KEPT);
  }

  /** The sightings, of which a task hands over what it has whenever it has so many members. */
  static Dataset<Row> of(Dataset<Row> transactions, int mostKept) {
    Dataset<Row> lines =
        transactions.select(
            Transactions.PRODUCT_ID,
            Transactions.PRODUCT_NAME,
            Transactions.CUSTOMER_ID,
            Transactions.CHANNEL_NAME,
            Transactions.TRANSACTION_DATE);
    StructType schema = lines.schema();
    return blocks(
        lines,
        task -> {
          SeenOnLines members = new SeenOnLines(schema, mostKept);
          List<InternalRow> blocks = new ArrayList<>();
          while (task.hasNext()) {
            members.add(task.next());
            if (members.isFull()) {
              blocks.addAll(members.handOver());
            }
          }
          blocks.addAll(members.handOver());
          return blocks.iterator();
        });
  }

  /**
   * {@return the products that have a cost, without a name}
   *
   * @param costs accepted unit costs
   */
  public static Dataset<Row> ofProducts(Dataset<Row> costs) {
    return blocks(
        costs.select(Cogs.PRODUCT_ID),
        task -> {
          SeenMembers members = new SeenMembers();
          while (task.hasNext()) {
            members.see(SeenMembers.PRODUCT, task.next().getUTF8String(0), null, 0);
          }
          return members.handOver().iterator();
        });
  }

  /**
   * {@return one row for each member, the unknown one among them if it was named; the blocks are
   * shuffled}
   *
   * @param sightings the sightings
   */
  public static Dataset<Row> members(Dataset<Row> sightings) {
    Dataset<Row> byBucket = sightings.repartition(col(BUCKET)).sortWithinPartitions(BUCKET);
    return membersIn(
        sightings.sparkSession(), ScannedRows.of(byBucket).mapPartitions(MergedBuckets::new));
  }

  /**
   * {@return the same as {@link #members}, by one task that has all members in memory; nothing is
   * shuffled}
   *
   * @param sightings few sightings
   */
  public static Dataset<Row> membersOfFew(Dataset<Row> sightings) {
    return membersIn(
        sightings.sparkSession(),
        ScannedRows.of(sightings)
            .coalesce(1)
            .mapPartitions(
                blocks -> {
                  SeenMembers merged = new SeenMembers();
                  while (blocks.hasNext()) {
                    merged.takeBack(blocks.next().getBinary(1));
                  }
                  return merged.members();
                }));
  }

  private static Dataset<Row> membersIn(SparkSession spark, JavaRDD<InternalRow> members) {
    return spark.internalCreateDataFrame(members.rdd(), MEMBERS, false);
  }

  /** Members of blocks that come bucket by bucket, of which one at a time is in memory. */
  private static final class MergedBuckets implements Iterator<InternalRow> {

    private final Iterator<InternalRow> blocks;
    private InternalRow next;
    private Iterator<InternalRow> members = Collections.emptyIterator();

    MergedBuckets(Iterator<InternalRow> blocks) {
      this.blocks = blocks;
      advance();
    }

    @Override
    public boolean hasNext() {
      while (!members.hasNext() && next != null) {
        SeenMembers merged = new SeenMembers();
        int bucket = next.getInt(0);
        while (next != null && next.getInt(0) == bucket) {
          merged.takeBack(next.getBinary(1));
          advance();
        }
        members = merged.members();
      }
      return members.hasNext();
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return members.next();
    }

    private void advance() {
      next = blocks.hasNext() ? blocks.next() : null;
    }
  }

  private static Dataset<Row> blocks(
      Dataset<Row> rows, FlatMapFunction<Iterator<InternalRow>, InternalRow> fold) {
    return rows.sparkSession()
        .internalCreateDataFrame(ScannedRows.of(rows).mapPartitions(fold).rdd(), SCHEMA, false);
  }
}
