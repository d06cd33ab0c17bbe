package io.financeanalytics;

import static org.apache.spark.sql.functions.col;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.Set;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/**
 * Finds the 64-bit hashes that occur more than once in a column, among any number of rows. Every
 * task puts its hashes in blocks, by their first bits; only the blocks are shuffled, and compared
 * as plain numbers. Eight bytes a row move, and no row and no text.
 */
public final class RepeatedHashes {

  private static final long SPARKS_SEED = 42;
  private static final int BUCKETS = 256;
  private static final int BUCKET_SHIFT = Long.SIZE - 8;
  private static final int NONE = -1;
  private static final int FIRST_CAPACITY = 16;

  /** Java's serialisation keeps the last hundred blocks that went to each partition. */
  private static final int LARGEST_BLOCK = 1024;

  private static final int FIRST_SLOTS = 1 << 14;

  private RepeatedHashes() {}

  /**
   * {@return the hashes, see {@link #hash}, that more than one row has, each once}
   *
   * @param rows the rows; those with a null in the column do not count
   * @param column the column, of texts
   */
  public static JavaRDD<Long> of(Dataset<Row> rows, String column) {
    return repeated(
        rows.sparkSession(),
        ScannedRows.of(rows.select(col(column)))
            .mapPartitionsToPair(task -> new Blocks(new TextHashes(task))));
  }

  /**
   * {@return the hashes that more than one row has in a key, of several tables and keys at once} No
   * hash means that every key is unique; a hash may be that of different values.
   *
   * @param spark the session
   * @param tables the tables; nulls are values here
   */
  public static JavaRDD<Long> amongKeys(SparkSession spark, List<Keyed> tables) {
    List<JavaPairRDD<Integer, byte[]>> blocks = new ArrayList<>();
    int seed = 0;
    for (Keyed table : tables) {
      List<KeyHash> hashes = new ArrayList<>();
      for (List<String> key : table.keys) {
        hashes.add(new KeyHash(table.schema, key, seed++));
      }
      if (!hashes.isEmpty()) {
        blocks.add(table.rows.mapPartitionsToPair(task -> new Blocks(new KeyHashes(task, hashes))));
      }
    }
    return repeated(spark, blocks.stream().reduce(JavaPairRDD::union).orElseThrow());
  }

  /**
   * A table with keys.
   *
   * @param rows its rows
   * @param schema the columns of the rows
   * @param keys the columns of each key: texts, dates and 32-bit numbers; there may be no key
   */
  public record Keyed(JavaRDD<InternalRow> rows, StructType schema, List<List<String>> keys) {}

  private static JavaRDD<Long> repeated(SparkSession spark, JavaPairRDD<Integer, byte[]> blocks) {
    int tasks = Math.min(BUCKETS, spark.sessionState().conf().numShufflePartitions());
    return blocks.partitionBy(new HashPartitioner(tasks)).mapPartitions(RepeatedHashes::repeated);
  }

  /**
   * {@return the hash of a text, the one that Spark calls {@code xxhash64}}
   *
   * @param text the text
   */
  public static long hash(UTF8String text) {
    return hash(text, SPARKS_SEED);
  }

  private static long hash(UTF8String text, long seed) {
    return XXH64.hashUnsafeBytes(text.getBaseObject(), text.getBaseOffset(), text.numBytes(), seed);
  }

  /** The hashes of the texts in the only column of rows; nulls have none. */
  private static final class TextHashes implements PrimitiveIterator.OfLong {

    private final Iterator<InternalRow> rows;
    private InternalRow row;

    TextHashes(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      while (row == null && rows.hasNext()) {
        InternalRow candidate = rows.next();
        row = candidate.isNullAt(0) ? null : candidate;
      }
      return row != null;
    }

    @Override
    public long nextLong() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      long hash = hash(row.getUTF8String(0));
      row = null;
      return hash;
    }
  }

  /** The hashes of all keys of rows. */
  private static final class KeyHashes implements PrimitiveIterator.OfLong {

    private final Iterator<InternalRow> rows;
    private final List<KeyHash> keys;
    private InternalRow row;
    private int next;

    KeyHashes(Iterator<InternalRow> rows, List<KeyHash> keys) {
      this.rows = rows;
      this.keys = keys;
      this.next = keys.size();
    }

    @Override
    public boolean hasNext() {
      return next < keys.size() || rows.hasNext();
    }

    @Override
    public long nextLong() {
      if (next == keys.size()) {
        row = rows.next();
        next = 0;
      }
      return keys.get(next++).of(row);
    }
  }

  /** The hash of a key; each column's hash is the seed of the next one's, nulls pass it on. */
  private static final class KeyHash implements Serializable {

    private static final long serialVersionUID = 1L;

    private final int[] columns;
    private final boolean[] isText;
    private final long seed;

    KeyHash(StructType schema, List<String> key, long seed) {
      this.columns = key.stream().mapToInt(schema::fieldIndex).toArray();
      this.isText = new boolean[columns.length];
      for (int i = 0; i < columns.length; i++) {
        isText[i] = schema.apply(columns[i]).dataType() instanceof StringType;
      }
      this.seed = seed;
    }

    long of(InternalRow row) {
      long hash = seed;
      for (int i = 0; i < columns.length; i++) {
        if (!row.isNullAt(columns[i])) {
          hash =
              isText[i]
                  ? hash(row.getUTF8String(columns[i]), hash)
                  : XXH64.hashInt(row.getInt(columns[i]), hash);
        }
      }
      return hash;
    }
  }

  /** The blocks of one task: full ones as they come, the others at the end. */
  private static final class Blocks implements Iterator<Tuple2<Integer, byte[]>> {

    private final PrimitiveIterator.OfLong hashes;
    private final long[][] buckets = new long[BUCKETS][];
    private final int[] sizes = new int[BUCKETS];
    private int full = NONE;
    private int rest;

    Blocks(PrimitiveIterator.OfLong hashes) {
      this.hashes = hashes;
    }

    @Override
    public boolean hasNext() {
      while (full == NONE && hashes.hasNext()) {
        add(hashes.nextLong());
      }
      while (full == NONE && rest < BUCKETS && sizes[rest] == 0) {
        rest++;
      }
      return full != NONE || rest < BUCKETS;
    }

    @Override
    public Tuple2<Integer, byte[]> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      int bucket = full == NONE ? rest : full;
      full = NONE;
      return block(bucket);
    }

    private void add(long hash) {
      int bucket = (int) (hash >>> BUCKET_SHIFT);
      int size = sizes[bucket];
      if (size == 0 && buckets[bucket] == null) {
        buckets[bucket] = new long[FIRST_CAPACITY];
      } else if (size == buckets[bucket].length) {
        buckets[bucket] = Arrays.copyOf(buckets[bucket], size * 2);
      }
      buckets[bucket][size] = hash;
      sizes[bucket] = size + 1;
      full = size + 1 == LARGEST_BLOCK ? bucket : NONE;
    }

    private Tuple2<Integer, byte[]> block(int bucket) {
      ByteBuffer bytes = ByteBuffer.allocate(sizes[bucket] * Long.BYTES);
      bytes.asLongBuffer().put(buckets[bucket], 0, sizes[bucket]);
      sizes[bucket] = 0;
      return new Tuple2<>(bucket, bytes.array());
    }
  }

  /**
   * Compares bucket by bucket, because the hashes of one, unlike all of them, may fit in a
   * processor's cache.
   */
  private static Iterator<Long> repeated(Iterator<Tuple2<Integer, byte[]>> blocks) {
    Map<Integer, List<LongBuffer>> buckets = new HashMap<>();
    while (blocks.hasNext()) {
      Tuple2<Integer, byte[]> block = blocks.next();
      buckets
          .computeIfAbsent(block._1(), first -> new ArrayList<>())
          .add(ByteBuffer.wrap(block._2()).asLongBuffer());
    }
    Set<Long> repeated = new HashSet<>();
    buckets.values().forEach(bucket -> addRepeated(bucket, repeated));
    return repeated.iterator();
  }

  private static void addRepeated(List<LongBuffer> bucket, Set<Long> repeated) {
    Seen seen = new Seen();
    for (LongBuffer block : bucket) {
      while (block.hasRemaining()) {
        long hash = block.get();
        if (!seen.add(hash)) {
          repeated.add(hash);
        }
      }
    }
  }

  /** A set of hashes. */
  private static final class Seen {

    private long[] slots = new long[FIRST_SLOTS];
    private int size;

    /** A free slot holds 0, so that of the hash 0 something else must know. */
    private boolean zero;

    /** Takes a hash; false when it was there. */
    boolean add(long hash) {
      int slot = slotOf(hash);
      boolean isNew = hash == 0 ? !zero : slots[slot] == 0;
      zero |= hash == 0;
      if (isNew) {
        slots[slot] = hash;
        size++;
        if (size * 2 > slots.length) {
          grow();
        }
      }
      return isNew;
    }

    private void grow() {
      long[] known = slots;
      slots = new long[known.length * 2];
      for (long hash : known) {
        slots[slotOf(hash)] = hash;
      }
    }

    /** The slot that holds a hash, or the free one where it would be. */
    private int slotOf(long hash) {
      int slot = (int) hash & (slots.length - 1);
      while (slots[slot] != 0 && slots[slot] != hash) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slot;
    }
  }
}
