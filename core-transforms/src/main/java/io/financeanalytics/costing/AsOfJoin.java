package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lead;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.financeanalytics.RequiredColumns;
import io.financeanalytics.SmallSide;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
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
 * <p>How it is done is chosen by the size of the right side ({@link SmallSide}):
 *
 * <ol>
 *   <li>A small right side becomes half-open intervals {@code [time, next time)}, of which a left
 *       row lies in at most one, and is sent to every task; no left row moves.
 *   <li>Otherwise both sides are put in one line per key, ordered by time, and the newest right row
 *       is carried forward; each side is sorted once, whatever the number of rows per key.
 * </ol>
 */
public final class AsOfJoin {

  private static final String PREFIX = "__asof_";
  private static final String UNTIL = PREFIX + "until";
  private static final String TIME = PREFIX + "time";
  private static final String SIDE = PREFIX + "side";
  private static final String LEFT_ROW = PREFIX + "left";
  private static final String RIGHT_ROW = PREFIX + "right";
  private static final int RIGHT_FIRST = 0;
  private static final int LEFT_SECOND = 1;

  private final List<String> keys;
  private final String leftTime;
  private final String rightTime;
  private final Column[] tieBreaker;
  private final Duration tolerance;

  private AsOfJoin(
      List<String> keys,
      String leftTime,
      String rightTime,
      Column[] tieBreaker,
      Duration tolerance) {
    this.keys = List.copyOf(keys);
    this.leftTime = leftTime;
    this.rightTime = rightTime;
    this.tieBreaker = tieBreaker;
    this.tolerance = tolerance;
  }

  /**
   * {@return an as-of join without a tolerance}
   *
   * @param keys columns that both sides have and that must be equal; at least one
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
    return new AsOfJoin(keys, leftTime, rightTime, tieBreaker.clone(), null);
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
    return new AsOfJoin(keys, leftTime, rightTime, tieBreaker, longest);
  }

  /**
   * Joins {@code right} to {@code left}.
   *
   * @param left the rows to keep, each exactly once
   * @param right the rows to look up
   * @return one row for each left row
   * @throws IllegalArgumentException when a column is missing, when the times differ in type, or
   *     when a right column other than the keys has the name of a left column
   */
  public Dataset<Row> join(Dataset<Row> left, Dataset<Row> right) {
    return SmallSide.fits(right) ? joinByBroadcast(left, right) : joinByMerge(left, right);
  }

  /** Joins by sending the right side to every task. */
  Dataset<Row> joinByBroadcast(Dataset<Row> left, Dataset<Row> right) {
    check(left, right);
    Dataset<Row> intervals = newestPerMoment(right);
    for (String key : keys) {
      intervals = intervals.withColumnRenamed(key, PREFIX + key);
    }
    Column[] intervalKeys = keys.stream().map(key -> col(PREFIX + key)).toArray(Column[]::new);
    WindowSpec history = Window.partitionBy(intervalKeys).orderBy(col(rightTime));
    intervals = intervals.withColumn(UNTIL, lead(col(rightTime), 1).over(history));

    Column sameKeys =
        keys.stream()
            .map(key -> col(key).equalTo(col(PREFIX + key)))
            .reduce(Column::and)
            .orElseThrow();
    Column inInterval =
        col(leftTime).geq(col(rightTime)).and(col(UNTIL).isNull().or(col(leftTime).lt(col(UNTIL))));
    return left.join(
            broadcast(intervals), sameKeys.and(inInterval).and(isInTime(left)), "left_outer")
        .select(resultColumns(left, right));
  }

  /** Joins by sorting both sides together. */
  Dataset<Row> joinByMerge(Dataset<Row> left, Dataset<Row> right) {
    check(left, right);
    Column[] keyColumns = columns(keys);
    Column leftRow = struct(columns(left.columns()));
    Column rightRow = struct(columns(rightColumns(right)));
    StructType leftType = left.schema();
    Dataset<Row> rightSide =
        newestPerMoment(right)
            .select(
                with(
                    keyColumns,
                    col(rightTime).as(TIME),
                    lit(RIGHT_FIRST).as(SIDE),
                    lit(null).cast(leftType).as(LEFT_ROW),
                    rightRow.as(RIGHT_ROW)));
    Dataset<Row> leftSide =
        left.select(
            with(
                keyColumns,
                col(leftTime).as(TIME),
                lit(LEFT_SECOND).as(SIDE),
                leftRow.as(LEFT_ROW),
                lit(null).cast(rightType(right)).as(RIGHT_ROW)));

    WindowSpec upToNow =
        Window.partitionBy(keyColumns)
            .orderBy(col(TIME).asc_nulls_first(), col(SIDE))
            .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
    Column carried = last(col(RIGHT_ROW), true).over(upToNow);
    Dataset<Row> joined =
        rightSide
            .union(leftSide)
            .withColumn(RIGHT_ROW, carried)
            .where(col(SIDE).equalTo(LEFT_SECOND))
            .select(col(LEFT_ROW + ".*"), col(RIGHT_ROW));
    Column matched = col(leftTime).isNotNull().and(isInTime(left, RIGHT_ROW + "."));
    return joined
        .withColumn(RIGHT_ROW, when(matched, col(RIGHT_ROW)))
        .select(
            with(
                columns(left.columns()),
                Arrays.stream(rightColumns(right))
                    .map(name -> col(RIGHT_ROW).getField(name).as(name))
                    .toArray(Column[]::new)));
  }

  private void check(Dataset<Row> left, Dataset<Row> right) {
    RequiredColumns.check(left, "left rows of an as-of join", plus(keys, leftTime));
    RequiredColumns.check(right, "right rows of an as-of join", plus(keys, rightTime));
    List<String> leftColumns = Arrays.asList(left.columns());
    List<String> shared = Arrays.stream(rightColumns(right)).filter(leftColumns::contains).toList();
    if (!shared.isEmpty()) {
      throw new IllegalArgumentException(
          "Both sides of an as-of join have a column "
              + String.join(", ", shared)
              + "; rename it on one side");
    }
    DataType leftType = left.schema().apply(leftTime).dataType();
    DataType rightType = right.schema().apply(rightTime).dataType();
    if (!leftType.sameType(rightType)) {
      throw new IllegalArgumentException(
          "The times of an as-of join differ in type: "
              + leftTime
              + " is "
              + leftType.simpleString()
              + ", "
              + rightTime
              + " is "
              + rightType.simpleString());
    }
  }

  /**
   * One right row for each keys and time, the tie-breaker's first; rows that can match nothing are
   * left out.
   */
  private Dataset<Row> newestPerMoment(Dataset<Row> right) {
    String rank = PREFIX + "rank";
    WindowSpec moment = Window.partitionBy(columns(plus(keys, rightTime))).orderBy(tieBreaker);
    Column canMatch =
        plus(keys, rightTime).stream()
            .map(name -> col(name).isNotNull())
            .reduce(Column::and)
            .orElseThrow();
    return right
        .where(canMatch)
        .withColumn(rank, row_number().over(moment))
        .where(col(rank).equalTo(1))
        .drop(rank);
  }

  private Column isInTime(Dataset<Row> left) {
    return isInTime(left, "");
  }

  private Column isInTime(Dataset<Row> left, String rightPrefix) {
    Column from = col(rightPrefix + rightTime);
    if (tolerance == null) {
      return lit(true);
    }
    if (left.schema().apply(leftTime).dataType().sameType(DataTypes.DateType)) {
      return datediff(col(leftTime), from).leq(tolerance.toDays());
    }
    long micros =
        Math.addExact(
            Math.multiplyExact(tolerance.toSeconds(), 1_000_000L),
            tolerance.toNanosPart() / 1_000L);
    Column elapsed =
        expr("unix_micros(`" + leftTime + "`)")
            .minus(expr("unix_micros(" + rightPrefix + "`" + rightTime + "`)"));
    return elapsed.leq(micros);
  }

  private Column[] resultColumns(Dataset<Row> left, Dataset<Row> right) {
    return with(columns(left.columns()), columns(rightColumns(right)));
  }

  private String[] rightColumns(Dataset<Row> right) {
    return Arrays.stream(right.columns())
        .filter(name -> !keys.contains(name))
        .toArray(String[]::new);
  }

  private StructType rightType(Dataset<Row> right) {
    StructField[] fields =
        Arrays.stream(rightColumns(right)).map(right.schema()::apply).toArray(StructField[]::new);
    return new StructType(fields);
  }

  private static List<String> plus(List<String> names, String name) {
    List<String> all = new ArrayList<>(names);
    all.add(name);
    return all;
  }

  private static Column[] columns(List<String> names) {
    return columns(names.toArray(new String[0]));
  }

  private static Column[] columns(String[] names) {
    return Arrays.stream(names).map(name -> col("`" + name + "`")).toArray(Column[]::new);
  }

  private static Column[] with(Column[] first, Column... more) {
    List<Column> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(Arrays.asList(more));
    return all.toArray(new Column[0]);
  }
}
