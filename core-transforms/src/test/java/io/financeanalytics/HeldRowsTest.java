package io.financeanalytics;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class HeldRowsTest extends SparkTest {

  private static final long serialVersionUID = 1L;
  private static final StructType SCHEMA = StructType.fromDDL("Name STRING, Number INT NOT NULL");

  @Test
  public void theRowsReachTheTasksThatReadThem() {
    Dataset<Row> held =
        HeldRows.dataset(spark(), List.of(named("a", 1), named(null, 2), named("", 3)), SCHEMA);

    assertThat(held.schema()).isEqualTo(SCHEMA);
    assertThat(held.collectAsList())
        .extracting(Row::toString)
        .containsExactly("[a,1]", "[null,2]", "[,3]");
    assertThat(texts(held.as("l").join(held.as("r"), "Number"))).hasSize(3);
  }

  @Test
  public void noRowsAreHeldToo() {
    Dataset<Row> held = HeldRows.dataset(spark(), List.of(), SCHEMA);

    assertThat(held.count()).isZero();
    assertThat(HeldRows.in(held)).hasValue(List.of());
  }

  @Test
  public void filtersAndProjectionsOfHeldRowsAreSeen() {
    Dataset<Row> held =
        HeldRows.dataset(spark(), List.of(named("a", 1), named("b", 2), named("c", 3)), SCHEMA);
    Dataset<Row> some =
        held.where(col("Number").gt(1))
            .select(concat(col("Name"), lit("!")).as("Loud"), col("Number"))
            .where(col("Loud").notEqual("b!"));

    assertThat(HeldRows.in(some).orElseThrow())
        .extracting(row -> row.getUTF8String(0) + " " + row.getInt(1))
        .containsExactly("c! 3");
  }

  @Test
  public void whatNeedsAJobIsNotHeld() {
    Dataset<Row> held = HeldRows.dataset(spark(), List.of(named("a", 1)), SCHEMA);

    assertThat(HeldRows.in(held.groupBy("Name").count())).isEmpty();
    assertThat(HeldRows.in(held.repartition(2))).isEmpty();
    assertThat(HeldRows.in(spark().range(3).toDF())).isEmpty();
    assertThat(HeldRows.in(held.where("rand() < 0.5"))).isEmpty();
    held.createOrReplaceTempView("held");
    assertThat(HeldRows.in(held.where("Number = (SELECT max(Number) FROM held)"))).isEmpty();
  }

  @Test
  public void rowsOfSparksOwnLocalRelationsAreHeld() {
    assertThat(HeldRows.in(rows("Number INT", row(7))).orElseThrow())
        .extracting(row -> row.getInt(0))
        .containsExactly(7);
  }

  @Test
  public void theirSizeIsKnown() {
    String large = "x".repeat(1 << 20);
    InternalRow[] rows =
        IntStream.range(0, 65).mapToObj(i -> named(large, i)).toArray(InternalRow[]::new);

    assertThat(SmallSide.fits(HeldRows.dataset(spark(), Arrays.asList(rows), SCHEMA))).isFalse();
    assertThat(SmallSide.fits(HeldRows.dataset(spark(), List.of(rows[0]), SCHEMA))).isTrue();
  }

  private static InternalRow named(String name, int number) {
    return new GenericInternalRow(new Object[] {UTF8String.fromString(name), number});
  }
}
