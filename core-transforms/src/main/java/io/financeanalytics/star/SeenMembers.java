package io.financeanalytics.star;

import io.financeanalytics.TextHash;
import io.financeanalytics.table.Dimension;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Members of the dimensions that order lines name, each once, and the latest name of each. They
 * leave a task in blocks of bytes, so that a few hundred rows are shuffled instead of a row for
 * every member that a task has seen.
 */
final class SeenMembers {

  /** The dimensions that order lines name; blocks say which by the place in this list. */
  static final List<Dimension> DIMENSIONS =
      List.of(Dimension.PRODUCT, Dimension.CUSTOMER, Dimension.CHANNEL);

  static final int PRODUCT = DIMENSIONS.indexOf(Dimension.PRODUCT);
  static final int CUSTOMER = DIMENSIONS.indexOf(Dimension.CUSTOMER);
  static final int CHANNEL = DIMENSIONS.indexOf(Dimension.CHANNEL);

  private static final int BUCKETS = 256;

  /** By the first bits of the hash, for the last ones say where a table has the member. */
  private static final int BUCKET_SHIFT = Integer.SIZE - 8;

  private static final int NO_NAME = -1;
  private static final int FIRST_SLOTS = 64;

  private final List<Members> byDimension = new ArrayList<>();

  /** By dimension the member that was seen last: lines of one order name the same customer. */
  private final Seen[] last = new Seen[DIMENSIONS.size()];

  private int size;

  SeenMembers() {
    DIMENSIONS.forEach(dimension -> byDimension.add(new Members()));
  }

  /**
   * Takes a member.
   *
   * @param dimension the place of its dimension in {@link #DIMENSIONS}
   * @param member its natural key, of which a copy is kept
   * @param name its name, of which a copy is kept; null when it has none here
   * @param moment when it had that name
   */
  void see(int dimension, UTF8String member, UTF8String name, long moment) {
    Seen seen = last[dimension];
    if (seen == null || !seen.member.equals(member)) {
      seen = byDimension.get(dimension).member(member);
      last[dimension] = seen;
    }
    if (name != null) {
      seen.as(name, moment);
    }
  }

  /** How many members there are. */
  int size() {
    return size;
  }

  /** Gives the members away in blocks, as rows of {@link Sightings#SCHEMA}. */
  List<InternalRow> handOver() {
    ByteArrayOutputStream[] blocks = new ByteArrayOutputStream[BUCKETS];
    for (int i = 0; i < DIMENSIONS.size(); i++) {
      for (Seen seen : byDimension.get(i).all()) {
        write(i, seen, blocks);
      }
      byDimension.set(i, new Members());
    }
    Arrays.fill(last, null);
    size = 0;
    List<InternalRow> rows = new ArrayList<>();
    for (int bucket = 0; bucket < BUCKETS; bucket++) {
      if (blocks[bucket] != null) {
        rows.add(new GenericInternalRow(new Object[] {bucket, blocks[bucket].toByteArray()}));
      }
    }
    return rows;
  }

  /** Takes the members of a block that {@link #handOver} made. */
  void takeBack(byte[] block) {
    ByteBuffer bytes = ByteBuffer.wrap(block);
    while (bytes.hasRemaining()) {
      int dimension = bytes.get();
      UTF8String member = text(bytes, bytes.getInt());
      int nameLength = bytes.getInt();
      if (nameLength == NO_NAME) {
        see(dimension, member, null, 0);
      } else {
        long moment = bytes.getLong();
        see(dimension, member, text(bytes, nameLength), moment);
      }
    }
  }

  /** The members as rows of {@link Sightings#MEMBERS}. */
  Iterator<InternalRow> members() {
    return IntStream.range(0, DIMENSIONS.size())
        .boxed()
        .flatMap(
            dimension -> {
              UTF8String table = UTF8String.fromString(DIMENSIONS.get(dimension).table());
              return byDimension.get(dimension).all().stream()
                  .<InternalRow>map(
                      seen -> new GenericInternalRow(new Object[] {table, seen.member, seen.name}));
            })
        .iterator();
  }

  private static void write(int dimension, Seen seen, ByteArrayOutputStream[] blocks) {
    int bucket = seen.hash >>> BUCKET_SHIFT;
    if (blocks[bucket] == null) {
      blocks[bucket] = new ByteArrayOutputStream();
    }
    try {
      DataOutputStream block = new DataOutputStream(blocks[bucket]);
      block.writeByte(dimension);
      block.writeInt(seen.member.numBytes());
      seen.member.writeTo(block);
      if (seen.name == null) {
        block.writeInt(NO_NAME);
      } else {
        block.writeInt(seen.name.numBytes());
        block.writeLong(seen.moment);
        seen.name.writeTo(block);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot fail as a file does", e);
    }
  }

  private static UTF8String text(ByteBuffer bytes, int length) {
    byte[] text = new byte[length];
    bytes.get(text);
    return UTF8String.fromBytes(text);
  }

  /** The members of one dimension, by hash; a map of Java waits for memory twice as often. */
  private final class Members {

    private Seen[] slots = new Seen[FIRST_SLOTS];
    private int taken;

    /** The member, which is taken if it is new. */
    Seen member(UTF8String member) {
      int hash = TextHash.of(member);
      int slot = hash & (slots.length - 1);
      while (slots[slot] != null && !slots[slot].is(member, hash)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      return slots[slot] == null ? add(new Seen(member.copy(), hash)) : slots[slot];
    }

    List<Seen> all() {
      List<Seen> all = new ArrayList<>(taken);
      for (Seen seen : slots) {
        if (seen != null) {
          all.add(seen);
        }
      }
      return all;
    }

    private Seen add(Seen seen) {
      size++;
      taken++;
      if (taken * 2 > slots.length) {
        List<Seen> known = all();
        slots = new Seen[slots.length * 2];
        known.forEach(this::put);
      }
      put(seen);
      return seen;
    }

    private void put(Seen seen) {
      int slot = seen.hash & (slots.length - 1);
      while (slots[slot] != null) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = seen;
    }
  }

  /** A member and the name that it had last; of names of one moment, the greatest. */
  private static final class Seen {

    private final UTF8String member;
    private final int hash;
    private UTF8String name;
    private long moment;

    Seen(UTF8String member, int hash) {
      this.member = member;
      this.hash = hash;
    }

    boolean is(UTF8String other, int hashOfOther) {
      return hash == hashOfOther && member.equals(other);
    }

    void as(UTF8String called, long when) {
      boolean isLater = name == null || when > moment;
      if (isLater || (when == moment && called.compareTo(name) > 0)) {
        name = called.copy();
        moment = when;
      }
    }
  }
}
