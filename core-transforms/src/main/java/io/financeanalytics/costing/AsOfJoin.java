package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.shiftright;
import static org.apache.spark.sql.functions.when;

import io.financeanalytics.DeferredRdd;
import io.financeanalytics.RequiredColumns;
import io.financeanalytics.ScannedRows;
import io.financeanalytics.SmallSide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.types.AtomicType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.FractionalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The as-of join: gives every left row the newest right row of the same keys whose time is at or
 * before its own.
 *
 * <p>Exactly one row comes out for every left row. A left row without a match, with a null key or
 * with a null time, has nulls in the right columns; right rows with a null key or time match
 * nothing. The result has the left columns, then the right columns other than the keys.
 *
 * <p>How it is done is chosen by the size of the right side ({@link SmallSide#fitsInMemory}):
 *
 * <ol>
 *   <li>A right side that fits in the memory of an executor is put there, by keys and time, and
 *       every left row is looked up; neither side is shuffled. Every executor reads the right side
 *       once for each query, and has it in memory until the query's plan is no longer used. The
 *       columns that are asked for are read; a condition on left rows belongs before the join.
 *   <li>Otherwise both sides are put in one line per key, ordered by time, and the newest right row
 *       is carried forward: one shuffle and one sort, whatever the number of rows per key. One task
 *       reads the line of a key.
 * </ol>
 */
public final class AsOfJoin {

  private static final String PREFIX = "__asof_";
  private static final String TIME = PREFIX + "time";
  private static final String PLACE = PREFIX + "place";
  private static final String TIE_BREAKER = PREFIX + "tie_breaker_";

  private final List<String> keys;
  private final String leftTime;
  private final String rightTime;
  private final List<SortOrder> tieBreakers;
  private final Duration tolerance;

  private AsOfJoin(
      List<String> keys,
      String leftTime,
      String rightTime,
      List<SortOrder> tieBreakers,
      Duration tolerance) {
    this.keys = List.copyOf(keys);
    this.leftTime = leftTime;
    this.rightTime = rightTime;
    this.tieBreakers = tieBreakers;
    this.tolerance = tolerance;
  }

  /**
   * {@return an as-of join without a tolerance}
   *
   * @param keys columns that both sides have, of the same type, and that must be equal; at least
   *     one; not of floating point and not nested
   * @param leftTime the left side's time, a date or a timestamp
   * @param rightTime the right side's time, of the same type
   * @param tieBreaker ordering of right rows that share keys and time, the wanted one first; at
   *     least one column
   */
  public static AsOfJoin on(
      List<String> keys, String leftTime, String rightTime, Column... tieBreaker) {
    if (keys.isEmpty() || tieBreaker.length == 0) {
      throw new IllegalArgumentException(
          "An as-of join needs at least one key and one tie-breaker");
    }
    List<SortOrder> order = Arrays.stream(tieBreaker).map(AsOfJoin::order).toList();
    return new AsOfJoin(keys, leftTime, rightTime, order, null);
  }

  /**
   * {@return the same join, in which a right row counts only up to {@code longest} after its time,
   * the end included} Between dates, whole days count.
   *
   * @param longest how long a right row counts; not negative
   */
  public AsOfJoin within(Duration longest) {
    if (longest.isNegative()) {
      throw new IllegalArgumentException("The tolerance " + longest + " is negative");
    }
    return new AsOfJoin(keys, leftTime, rightTime, tieBreakers, longest);
  }

  /**
   * Joins {@code right} to {@code left}.
   *
   * @param left the rows to keep, each exactly once
   * @param right the rows to look up
   * @return one row for each left row
   * @throws IllegalArgumentException when a column is missing, when a key or the times differ in
   *     type, when a key is of floating point or nested, when the times are no dates or timestamps,
   *     when a right column other than the keys has the name of a left column, or when a side is a
   *     stream
   */
  public Dataset<Row> join(Dataset<Row> left, Dataset<Row> right) {
    return SmallSide.fitsInMemory(right) ? joinInMemory(left, right) : joinByMerge(left, right);
  }

  /** Joins by looking up every left row. */
  Dataset<Row> joinInMemory(Dataset<Row> left, Dataset<Row> right) {
    check(left, right);
    StructType schema = left.schema();
    for (String name : otherThanKeys(right)) {
      schema = schema.add(name, typeOf(right, name));
    }
    return left.sparkSession()
        .baseRelationToDataFrame(
            new AsOfRelation(left, schema, columns -> lookedUp(left, right, columns)));
  }

  /** Some columns of the result. */
  private RDD<InternalRow> lookedUp(Dataset<Row> left, Dataset<Row> right, List<String> wanted) {
    List<String> ofRight = wanted.stream().filter(List.of(otherThanKeys(right))::contains).toList();
    if (ofRight.isEmpty()) {
      return ScannedRows.of(left.select(columns(wanted))).rdd();
    }
    Set<String> leftColumns = new LinkedHashSet<>(plus(keys, leftTime));
    wanted.stream().filter(name -> !ofRight.contains(name)).forEach(leftColumns::add);
    Dataset<Row> leftRows = left.select(columns(List.copyOf(leftColumns)));

    List<TieBreaker> ties = ties(right);
    Set<String> values = new LinkedHashSet<>(ofRight);
    ties.forEach(tie -> values.add(tie.column()));
    Set<String> rightColumns = new LinkedHashSet<>(plus(keys, rightTime));
    values.stream().filter(name -> !isComputed(name)).forEach(rightColumns::add);
    Dataset<Row> rightRows =
        right.select(with(columns(List.copyOf(rightColumns)), computedTieBreakers(right)));

    List<String> pair = new ArrayList<>(leftColumns);
    pair.addAll(values);
    StructType output = new StructType();
    for (String name : wanted) {
      output = output.add((ofRight.contains(name) ? right : left).schema().apply(name));
    }
    AsOfLookup lookup =
        new AsOfLookup(
            keys,
            leftRows.schema(),
            leftTime,
            rightRows.schema(),
            rightTime,
            List.copyOf(values),
            ties,
            tolerance(left),
            output,
            wanted.stream().map(pair::indexOf).toList());
    return new AsOfRdd(
        ScannedRows.blocks(leftRows).rdd(), ScannedRows.blocks(rightRows).rdd(), lookup);
  }

  /** Joins by sorting both sides together. */
  Dataset<Row> joinByMerge(Dataset<Row> left, Dataset<Row> right) {
    check(left, right);
    Dataset<Row> line = rightOfLine(left, right).union(leftOfLine(left, right));
    Places places = Places.of(typeOf(left, leftTime));
    Dataset<Row> inOrder =
        line.repartition(shiftright(col(PLACE), places.timeBits())).sortWithinPartitions(PLACE);
    AsOfMerge merge = merge(left, right, line.schema(), places);
    RDD<InternalRow> merged =
        new DeferredRdd(inOrder).toJavaRDD().mapPartitions(merge::merge).rdd();
    return left.sparkSession().internalCreateDataFrame(merged, merge.output(), false);
  }

  private AsOfMerge merge(Dataset<Row> left, Dataset<Row> right, StructType input, Places places) {
    StructType output = new StructType();
    List<Integer> ordinals = new ArrayList<>();
    for (StructField field : left.schema().fields()) {
      output = output.add(field);
      ordinals.add(input.fieldIndex(field.name()));
    }
    for (String name : otherThanKeys(right)) {
      output = output.add(name, typeOf(right, name));
      ordinals.add(input.length() + input.fieldIndex(name));
    }
    return new AsOfMerge(
        input,
        keys.size(),
        input.fieldIndex(TIME),
        input.fieldIndex(PLACE),
        places.timeBits(),
        ties(right),
        tolerance(left),
        output,
        ordinals);
  }

  private Dataset<Row> leftOfLine(Dataset<Row> left, Dataset<Row> right) {
    return left.select(
        with(
            columns(keys),
            columns(otherThanKeys(left)),
            nulls(right, columns(otherThanKeys(right))),
            nulls(right, computedTieBreakers(right)),
            timeAndPlace(left, leftTime, AsOfMerge.LEFT)));
  }

  private Dataset<Row> rightOfLine(Dataset<Row> left, Dataset<Row> right) {
    return right
        .where(canMatch(rightTime))
        .select(
            with(
                columns(keys),
                nulls(left, columns(otherThanKeys(left))),
                columns(otherThanKeys(right)),
                computedTieBreakers(right),
                timeAndPlace(right, rightTime, 0)));
  }

  private Column[] timeAndPlace(Dataset<Row> rows, String time, long side) {
    Places places = Places.of(typeOf(rows, time));
    Column whole = places.whole(rows.col("`" + time + "`"));
    Column place = when(canMatch(time), places.at(columns(keys), whole, side));
    return new Column[] {whole.as(TIME), place.as(PLACE)};
  }

  /** The tie-breakers by name; one that is no column of the right side has a name of its own. */
  private List<TieBreaker> ties(Dataset<Row> right) {
    List<String> rightColumns = Arrays.asList(right.columns());
    List<TieBreaker> ties = new ArrayList<>();
    for (SortOrder order : tieBreakers) {
      boolean isColumn =
          order.child() instanceof UnresolvedAttribute column
              && column.nameParts().size() == 1
              && rightColumns.contains(column.nameParts().head());
      String name =
          isColumn
              ? ((UnresolvedAttribute) order.child()).nameParts().head()
              : TIE_BREAKER + ties.size();
      ties.add(new TieBreaker(name, order.direction(), order.nullOrdering()));
    }
    return ties;
  }

  /** The tie-breakers that are no columns of the right side. */
  private Column[] computedTieBreakers(Dataset<Row> right) {
    List<TieBreaker> ties = ties(right);
    return IntStream.range(0, ties.size())
        .filter(i -> isComputed(ties.get(i).column()))
        .mapToObj(i -> new Column(tieBreakers.get(i).child()).as(ties.get(i).column()))
        .toArray(Column[]::new);
  }

  private static boolean isComputed(String tieBreaker) {
    return tieBreaker.startsWith(TIE_BREAKER);
  }

  /** The columns' names and types with nothing in them. */
  private static Column[] nulls(Dataset<Row> rows, Column[] columns) {
    return Arrays.stream(rows.select(columns).schema().fields())
        .map(field -> lit(null).cast(field.dataType()).as(field.name()))
        .toArray(Column[]::new);
  }

  private void check(Dataset<Row> left, Dataset<Row> right) {
    if (left.isStreaming() || right.isStreaming()) {
      throw new IllegalArgumentException(
          "An as-of join takes rows that are there, not a stream; join each batch of it");
    }
    RequiredColumns.check(left, "left rows of an as-of join", plus(keys, leftTime));
    RequiredColumns.check(right, "right rows of an as-of join", plus(keys, rightTime));
    // Here, so that a column that is not there is missed now.
    right.select(computedTieBreakers(right));
    List<String> leftColumns = Arrays.asList(left.columns());
    List<String> shared =
        Arrays.stream(otherThanKeys(right)).filter(leftColumns::contains).toList();
    if (!shared.isEmpty()) {
      throw new IllegalArgumentException(
          "Both sides of an as-of join have a column "
              + String.join(", ", shared)
              + "; rename it on one side");
    }
    DataType type = typeOf(left, leftTime);
    if (!type.sameType(typeOf(right, rightTime))) {
      throw new IllegalArgumentException(
          "The times of an as-of join differ in type: "
              + leftTime
              + " is "
              + type.simpleString()
              + ", "
              + rightTime
              + " is "
              + typeOf(right, rightTime).simpleString());
    }
    for (String key : keys) {
      checkKey(key, typeOf(left, key), typeOf(right, key));
    }
    if (!Places.exist(type)) {
      throw new IllegalArgumentException(
          "The times of an as-of join are dates or timestamps, but "
              + leftTime
              + " is "
              + type.simpleString());
    }
  }

  private static void checkKey(String name, DataType left, DataType right) {
    if (!left.sameType(right)) {
      throw new IllegalArgumentException(
          "The key "
              + name
              + " of an as-of join is "
              + left.simpleString()
              + " on the left and "
              + right.simpleString()
              + " on the right; cast one of them");
    }
    boolean isFloating = left instanceof FractionalType && !(left instanceof DecimalType);
    if (isFloating || !(left instanceof AtomicType)) {
      throw new IllegalArgumentException(
          "The keys of an as-of join are texts, whole numbers, decimals, days and the like, but "
              + name
              + " is "
              + left.simpleString());
    }
  }

  /** Whether a row has every key and a time. */
  private Column canMatch(String time) {
    return plus(keys, time).stream()
        .map(name -> column(name).isNotNull())
        .reduce(Column::and)
        .orElseThrow();
  }

  private Tolerance tolerance(Dataset<Row> left) {
    if (tolerance == null) {
      return new Tolerance(null);
    }
    boolean inDays = typeOf(left, leftTime) instanceof DateType;
    return new Tolerance(
        inDays
            ? tolerance.toDays()
            : Math.addExact(
                Math.multiplyExact(tolerance.toSeconds(), 1_000_000L),
                tolerance.toNanosPart() / 1_000L));
  }

  private String[] otherThanKeys(Dataset<Row> rows) {
    return Arrays.stream(rows.columns())
        .filter(name -> !keys.contains(name))
        .toArray(String[]::new);
  }

  private static DataType typeOf(Dataset<Row> rows, String column) {
    return rows.schema().apply(column).dataType();
  }

  private static SortOrder order(Column column) {
    return column.expr() instanceof SortOrder order ? order : (SortOrder) column.asc().expr();
  }

  private static List<String> plus(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return all;
  }

  private static Column column(String name) {
    return col("`" + name + "`");
  }

  private static Column[] columns(List<String> names) {
    return columns(names.toArray(new String[0]));
  }

  private static Column[] columns(String[] names) {
    return Arrays.stream(names).map(AsOfJoin::column).toArray(Column[]::new);
  }

  private static Column[] with(Column[]... groups) {
    return Arrays.stream(groups).flatMap(Arrays::stream).toArray(Column[]::new);
  }
}
