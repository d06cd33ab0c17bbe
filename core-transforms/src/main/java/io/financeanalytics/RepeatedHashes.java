package io.financeanalytics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.xxhash64;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the 64-bit hashes that occur more than once in a column, among any number of rows. Every
 * task puts its hashes in blocks, by their first bits; only the blocks are shuffled, and sorted as
 * plain numbers. Eight bytes a row move, and no row, text or hash table.
 */
public final class RepeatedHashes {

  private static final int BUCKETS = 256;
  private static final int BUCKET_SHIFT = Long.SIZE - 8;
  private static final int FIRST_CAPACITY = 16;
  private static final int LARGEST_BLOCK = 8192;
  private static final String BUCKET = "Bucket";
  private static final StructType BLOCKS =
      new StructType()
          .add(BUCKET, DataTypes.IntegerType, false)
          .add("Hashes", DataTypes.BinaryType, false);

  private RepeatedHashes() {}

  /**
   * {@return the hashes (xxhash64) that more than one row has, each once}
   *
   * @param rows the rows; those with a null in the column do not count
   * @param column the column
   * @param as the name of the column of hashes
   */
  public static Dataset<Row> of(Dataset<Row> rows, String column, String as) {
    JavaRDD<Row> blocks =
        rows.where(col(column).isNotNull())
            .select(xxhash64(col(column)))
            .queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(Blocks::new);
    return rows.sparkSession()
        .createDataFrame(blocks, BLOCKS)
        .repartition(col(BUCKET))
        .mapPartitions(
            (MapPartitionsFunction<Row, Row>) RepeatedHashes::repeated,
            Encoders.row(new StructType().add(as, DataTypes.LongType, false)));
  }

  /** The blocks of one task: full ones as they come, the others at the end. */
  private static final class Blocks implements Iterator<Row> {

    private final Iterator<InternalRow> hashes;
    private final long[][] buckets = new long[BUCKETS][];
    private final int[] sizes = new int[BUCKETS];
    private int rest;

    Blocks(Iterator<InternalRow> hashes) {
      this.hashes = hashes;
    }

    @Override
    public boolean hasNext() {
      while (!hashes.hasNext() && rest < BUCKETS && sizes[rest] == 0) {
        rest++;
      }
      return hashes.hasNext() || rest < BUCKETS;
    }

    @Override
    public Row next() {
      while (hashes.hasNext()) {
        long hash = hashes.next().getLong(0);
        int bucket = (int) (hash >>> BUCKET_SHIFT);
        if (add(bucket, hash) == LARGEST_BLOCK) {
          return block(bucket);
        }
      }
      while (sizes[rest] == 0) {
        rest++;
      }
      return block(rest);
    }

    private int add(int bucket, long hash) {
      int size = sizes[bucket];
      if (size == 0 && buckets[bucket] == null) {
        buckets[bucket] = new long[FIRST_CAPACITY];
      } else if (size == buckets[bucket].length) {
        buckets[bucket] = Arrays.copyOf(buckets[bucket], size * 2);
      }
      buckets[bucket][size] = hash;
      sizes[bucket] = size + 1;
      return size + 1;
    }

    private Row block(int bucket) {
      ByteBuffer bytes = ByteBuffer.allocate(sizes[bucket] * Long.BYTES);
      bytes.asLongBuffer().put(buckets[bucket], 0, sizes[bucket]);
      sizes[bucket] = 0;
      return RowFactory.create(bucket, bytes.array());
    }
  }

  private static Iterator<Row> repeated(Iterator<Row> blocks) {
    long[] hashes = all(blocks);
    Arrays.sort(hashes);
    List<Row> repeated = new ArrayList<>();
    for (int i = 1; i < hashes.length; i++) {
      boolean firstRepetition = i == 1 || hashes[i - 1] != hashes[i - 2];
      if (hashes[i] == hashes[i - 1] && firstRepetition) {
        repeated.add(RowFactory.create(hashes[i]));
      }
    }
    return repeated.iterator();
  }

  private static long[] all(Iterator<Row> blocks) {
    long[] hashes = new long[0];
    int size = 0;
    while (blocks.hasNext()) {
      ByteBuffer block = ByteBuffer.wrap(blocks.next().getAs(1));
      int length = block.remaining() / Long.BYTES;
      if (size + length > hashes.length) {
        hashes = Arrays.copyOf(hashes, Math.max(size + length, hashes.length * 2));
      }
      block.asLongBuffer().get(hashes, size, length);
      size += length;
    }
    return Arrays.copyOf(hashes, size);
  }
}
