package io.financeanalytics.keys;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.row_number;

import io.financeanalytics.HashedKeys;
import io.financeanalytics.RequiredColumns;
import io.financeanalytics.SmallSide;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

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
   */
  public static Dataset<Row> withUnknown(Dataset<Row> known) {
    Row unknown = RowFactory.create(NaturalKey.UNKNOWN, UNKNOWN_KEY);
    return known
        .select(NATURAL_KEY, SURROGATE_KEY)
        .union(known.sparkSession().createDataFrame(List.of(unknown), SCHEMA));
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
