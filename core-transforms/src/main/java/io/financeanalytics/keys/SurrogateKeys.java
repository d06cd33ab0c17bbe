package io.financeanalytics.keys;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;

import io.financeanalytics.HashedKeys;
import io.financeanalytics.HeldRows;
import io.financeanalytics.RequiredColumns;
import io.financeanalytics.SmallSide;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Surrogate keys: the numbers that a warehouse gives to the members of a dimension, once for each
 * natural key, never reused and never changed. A key table has the columns of {@link #SCHEMA} and
 * only ever grows.
 */
public final class SurrogateKeys {

  /** The natural key. */
  public static final String NATURAL_KEY = "NaturalKey";

  /** The number that stands for it. */
  public static final String SURROGATE_KEY = "SurrogateKey";

  /** The key of the unknown member in every dimension that has one. */
  public static final int UNKNOWN_KEY = -1;

  /** The columns of a key table. */
  public static final StructType SCHEMA =
      new StructType()
          .add(NATURAL_KEY, DataTypes.StringType, false)
          .add(SURROGATE_KEY, DataTypes.IntegerType, false);

  private SurrogateKeys() {}

  /**
   * Gives keys to the members that have none yet, in the order of their natural keys, continuing
   * after the highest known key.
   *
   * @param members distinct natural keys in the column {@link #NATURAL_KEY}; the unknown member is
   *     not among them
   * @param known the key table so far
   * @return the rows to add to the key table; equal input gives equal keys
   */
  public static Dataset<Row> ofNewcomers(Dataset<Row> members, Dataset<Row> known) {
    RequiredColumns.check(members, "members", List.of(NATURAL_KEY));
    RequiredColumns.check(known, "known keys", List.of(NATURAL_KEY, SURROGATE_KEY));
    Optional<List<InternalRow>> heldMembers =
        SmallSide.fits(members) ? HeldRows.in(members, List.of(NATURAL_KEY)) : Optional.empty();
    Optional<List<InternalRow>> heldKeys = HeldKeys.in(known);
    return heldMembers.isPresent() && heldKeys.isPresent()
        ? HeldRows.dataset(
            known.sparkSession(), HeldKeys.ofNewcomers(heldMembers.get(), heldKeys.get()), SCHEMA)
        : newcomersByJoin(members, known);
  }

  private static Dataset<Row> newcomersByJoin(Dataset<Row> members, Dataset<Row> known) {
    String highest = "__highest";
    Column none = lit(null).cast(DataTypes.IntegerType);
    Dataset<Row> newcomers =
        members
            .select(col(NATURAL_KEY))
            .join(SmallSide.hinted(known.select(NATURAL_KEY)), asScala(NATURAL_KEY), "left_anti")
            .withColumn(highest, none);
    // A row without a natural key, which comes first, tells all others the highest key so far.
    Dataset<Row> highestKnown =
        known
            .agg(coalesce(max(col(SURROGATE_KEY)), lit(0)).as(highest))
            .select(lit(null).cast(DataTypes.StringType).as(NATURAL_KEY), col(highest));
    WindowSpec inOrder = Window.orderBy(col(NATURAL_KEY).asc_nulls_first());
    Column place = row_number().over(inOrder).minus(1);
    return newcomers
        .union(highestKnown)
        .select(col(NATURAL_KEY), first(col(highest)).over(inOrder).plus(place).as(SURROGATE_KEY))
        .where(col(NATURAL_KEY).isNotNull());
  }

  /**
   * {@return the key table with the unknown member, whose key is {@link #UNKNOWN_KEY}}
   *
   * @param known the key table so far
   * @param added rows that it gets, as {@link #ofNewcomers} gives them
   */
  @SafeVarargs
  public static Dataset<Row> withUnknown(Dataset<Row> known, Dataset<Row>... added) {
    List<Dataset<Row>> parts = new ArrayList<>();
    parts.add(known);
    for (Dataset<Row> rows : added) {
      parts.add(rows);
    }
    List<InternalRow> unknown =
        List.of(HeldKeys.row(UTF8String.fromString(NaturalKey.UNKNOWN), UNKNOWN_KEY));
    Optional<Dataset<Row>> held = heldUnion(parts, unknown);
    if (held.isPresent() && SmallSide.fits(held.get())) {
      return held.get();
    }
    parts.add(HeldRows.dataset(known.sparkSession(), unknown, SCHEMA));
    return union(parts);
  }

  /** All rows of some parts and others, if the driver holds every part. */
  private static Optional<Dataset<Row>> heldUnion(
      List<Dataset<Row>> parts, List<InternalRow> others) {
    List<InternalRow> all = new ArrayList<>();
    for (Dataset<Row> part : parts) {
      Optional<List<InternalRow>> rows = HeldKeys.in(part);
      if (rows.isEmpty()) {
        return Optional.empty();
      }
      all.addAll(rows.get());
    }
    all.addAll(others);
    return Optional.of(HeldRows.dataset(parts.get(0).sparkSession(), all, SCHEMA));
  }

  private static Dataset<Row> union(List<Dataset<Row>> parts) {
    return parts.stream()
        .map(keys -> keys.select(NATURAL_KEY, SURROGATE_KEY))
        .reduce(Dataset::union)
        .orElseThrow();
  }

  /**
   * Adds the key of each row's member.
   *
   * @param rows the rows, such as those of a fact
   * @param identifier the rows' identifier of the member; null and {@code Unknown} mean the unknown
   *     member
   * @param keys the key table with the unknown member
   * @param keyColumn the name of the column to add; null in it where the key table lacks the member
   * @return one row for each row of {@code rows}; they are not shuffled while the key table is
   *     small
   */
  public static Dataset<Row> withKey(
      Dataset<Row> rows, Column identifier, Dataset<Row> keys, String keyColumn) {
    RequiredColumns.check(keys, "keys", List.of(NATURAL_KEY, SURROGATE_KEY));
    return HeldKeys.in(keys)
        .map(
            held ->
                rows.withColumn(keyColumn, HeldKeys.keyOf(rows.sparkSession(), identifier, held)))
        .orElseGet(() -> keyByJoin(rows, identifier, keys, keyColumn));
  }

  private static Dataset<Row> keyByJoin(
      Dataset<Row> rows, Column identifier, Dataset<Row> keys, String keyColumn) {
    String wanted = "__wanted_" + keyColumn;
    String natural = "__natural_" + keyColumn;
    String hash = "__hash_" + keyColumn;
    Dataset<Row> lookup =
        keys.select(
            col(NATURAL_KEY).as(natural),
            HashedKeys.hash(List.of(col(NATURAL_KEY))).as(hash),
            col(SURROGATE_KEY).as(keyColumn));
    return rows.withColumn(wanted, NaturalKey.of(identifier))
        .join(
            SmallSide.hinted(lookup),
            HashedKeys.hash(List.of(col(wanted)))
                .equalTo(col(hash))
                .and(HashedKeys.same(col(wanted), col(natural))),
            "left_outer")
        .drop(wanted, natural, hash);
  }

  private static scala.collection.Seq<String> asScala(String name) {
    return scala.collection.JavaConverters.asScalaBufferConverter(List.of(name)).asScala().toSeq();
  }
}
