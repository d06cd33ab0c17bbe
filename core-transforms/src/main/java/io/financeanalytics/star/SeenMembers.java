package io.financeanalytics.star;

import io.financeanalytics.TextHash;
import io.financeanalytics.TextIndex;
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
  private static final int FIRST_NAMES = 64;

  private final Members[] byDimension = new Members[DIMENSIONS.size()];

  SeenMembers() {
    forget();
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
    Members members = byDimension[dimension];
    int number = members.take(member);
    if (name != null) {
      members.name(number, name, moment);
    }
  }

  /** How many members there are. */
  int size() {
    // Asked after every line.
    int size = 0;
    for (Members members : byDimension) {
      size += members.index.size();
    }
    return size;
  }

  /** Gives the members away in blocks, as rows of {@link Sightings#SCHEMA}. */
  List<InternalRow> handOver() {
    ByteArrayOutputStream[] blocks = new ByteArrayOutputStream[BUCKETS];
    for (int i = 0; i < byDimension.length; i++) {
      for (int number = 0; number < byDimension[i].index.size(); number++) {
        write(i, number, blocks);
      }
    }
    forget();
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
    return IntStream.range(0, byDimension.length)
        .boxed()
        .flatMap(
            dimension -> {
              UTF8String table = UTF8String.fromString(DIMENSIONS.get(dimension).table());
              Members members = byDimension[dimension];
              return IntStream.range(0, members.index.size())
                  .<InternalRow>mapToObj(
                      number ->
                          new GenericInternalRow(
                              new Object[] {
                                table, members.index.text(number), members.nameOf(number)
                              }));
            })
        .iterator();
  }

  private void forget() {
    Arrays.setAll(byDimension, dimension -> new Members());
  }

  private void write(int dimension, int number, ByteArrayOutputStream[] blocks) {
    Members members = byDimension[dimension];
    UTF8String member = members.index.text(number);
    UTF8String name = members.nameOf(number);
    int bucket = TextHash.of(member) >>> BUCKET_SHIFT;
    if (blocks[bucket] == null) {
      blocks[bucket] = new ByteArrayOutputStream();
    }
    try {
      DataOutputStream block = new DataOutputStream(blocks[bucket]);
      block.writeByte(dimension);
      block.writeInt(member.numBytes());
      member.writeTo(block);
      if (name == null) {
        block.writeInt(NO_NAME);
      } else {
        block.writeInt(name.numBytes());
        block.writeLong(members.moments[number]);
        name.writeTo(block);
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

  /** The members of one dimension, and the name that each had last. */
  private static final class Members {

    private final TextIndex index = new TextIndex();

    /** By the member's number its name, if it has one; of names of one moment, the greatest. */
    private UTF8String[] names = new UTF8String[FIRST_NAMES];

    private long[] moments = new long[FIRST_NAMES];

    /** The member that was seen last: lines of one order name the same customer. */
    private int last = TextIndex.NONE;

    int take(UTF8String member) {
      if (last == TextIndex.NONE || !index.is(last, member)) {
        last = index.take(member);
      }
      return last;
    }

    void name(int number, UTF8String name, long moment) {
      if (number >= names.length) {
        int capacity = Math.max(number + 1, names.length * 2);
        names = Arrays.copyOf(names, capacity);
        moments = Arrays.copyOf(moments, capacity);
      }
      boolean isLater = names[number] == null || moment > moments[number];
      if (isLater || (moment == moments[number] && name.compareTo(names[number]) > 0)) {
        names[number] = name.copy();
        moments[number] = moment;
      }
    }

    UTF8String nameOf(int number) {
      return number < names.length ? names[number] : null;
    }
  }
}
