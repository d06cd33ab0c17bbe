package io.financeanalytics.keys;

import static org.apache.spark.sql.functions.udf;

import io.financeanalytics.HeldRows;
import io.financeanalytics.SmallSide;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * What {@link SurrogateKeys} does by joins, for key tables that the driver holds in memory ({@link
 * HeldRows}).
 */
final class HeldKeys {

  private static final List<String> COLUMNS = List.of(SurrogateKeys.SCHEMA.fieldNames());

  private HeldKeys() {}

  /** The rows of a key table, if it is held and small enough to be sent to every task. */
  static Optional<List<InternalRow>> in(Dataset<Row> keys) {
    return SmallSide.fits(keys) ? HeldRows.in(keys, COLUMNS) : Optional.empty();
  }

  /** The rows to add to a key table. */
  static List<InternalRow> ofNewcomers(List<InternalRow> members, List<InternalRow> known) {
    Set<UTF8String> knownMembers = new HashSet<>();
    int highest = 0;
    for (InternalRow row : known) {
      knownMembers.add(row.getUTF8String(0));
      highest = Math.max(highest, row.getInt(1));
    }
    UTF8String[] newcomers =
        members.stream()
            .map(row -> row.getUTF8String(0))
            .filter(member -> !knownMembers.contains(member))
            .toArray(UTF8String[]::new);
    Arrays.parallelSort(newcomers);
    List<InternalRow> keyed = new ArrayList<>();
    for (UTF8String newcomer : newcomers) {
      keyed.add(row(newcomer, ++highest));
    }
    return keyed;
  }

  static InternalRow row(UTF8String member, int key) {
    return new GenericInternalRow(new Object[] {member, key});
  }

  /** The keys of the members with some identifiers; null where the key table lacks one. */
  static Column keyOf(SparkSession spark, Column identifier, List<InternalRow> keys) {
    Broadcast<KeyTable> table =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(new KeyTable(keys));
    UDF1<String, Integer> lookup =
        member -> {
          int key = table.value().keyOf(UTF8String.fromString(member));
          return key == KeyTable.MISSING ? null : key;
        };
    return udf(lookup, DataTypes.IntegerType).apply(identifier);
  }
}
