package io.financeanalytics.star;

import io.financeanalytics.table.Dimension;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
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
  private static final int NO_NAME = -1;

  private final List<Map<UTF8String, LatestName>> byDimension = new ArrayList<>();
  private int size;

  SeenMembers() {
    DIMENSIONS.forEach(dimension -> byDimension.add(new HashMap<>()));
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
    LatestName latest = byDimension.get(dimension).get(member);
    if (latest == null) {
      latest = new LatestName();
      byDimension.get(dimension).put(member.copy(), latest);
      size++;
    }
    if (name != null) {
      latest.see(name, moment);
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
      int dimension = i;
      byDimension
          .get(dimension)
          .forEach((member, latest) -> write(dimension, member, latest, blocks));
      byDimension.get(dimension).clear();
    }
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
              return byDimension.get(dimension).entrySet().stream()
                  .<InternalRow>map(
                      member ->
                          new GenericInternalRow(
                              new Object[] {table, member.getKey(), member.getValue().name}));
            })
        .iterator();
  }

  private static void write(
      int dimension, UTF8String member, LatestName latest, ByteArrayOutputStream[] blocks) {
    int bucket = member.hashCode() & (BUCKETS - 1);
    if (blocks[bucket] == null) {
      blocks[bucket] = new ByteArrayOutputStream();
    }
    try {
      DataOutputStream block = new DataOutputStream(blocks[bucket]);
      block.writeByte(dimension);
      block.writeInt(member.numBytes());
      member.writeTo(block);
      if (latest.name == null) {
        block.writeInt(NO_NAME);
      } else {
        block.writeInt(latest.name.numBytes());
        block.writeLong(latest.moment);
        latest.name.writeTo(block);
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

  /** The name under which a member was seen last; of names of one moment, the greatest. */
  private static final class LatestName {

    private UTF8String name;
    private long moment;

    void see(UTF8String seen, long when) {
      boolean isLater = name == null || when > moment;
      if (isLater || (when == moment && seen.compareTo(name) > 0)) {
        name = seen.copy();
        moment = when;
      }
    }
  }
}
