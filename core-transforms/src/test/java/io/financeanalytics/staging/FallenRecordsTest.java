package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class FallenRecordsTest {

  private static final UTF8String A = UTF8String.fromString("a.csv");
  private static final UTF8String B = UTF8String.fromString("b.csv");
  private static final UTF8String NONE = UTF8String.fromString("none.csv");

  private final FallenRecords fallen =
      new FallenRecords(List.of(record(A, 300), record(B, 7), record(A, 10), record(A, 20)));

  @Test
  public void recordsAreMetInTheOrderOfAFile() {
    FallenRecords.Walk walk = fallen.walk();

    assertThat(walk.meets(A, 0)).isFalse();
    assertThat(walk.meets(A, 10)).isTrue();
    assertThat(walk.meets(A, 15)).isFalse();
    assertThat(walk.meets(A, 20)).isTrue();
    assertThat(walk.meets(A, 299)).isFalse();
    assertThat(walk.meets(A, 300)).isTrue();
    assertThat(walk.meets(A, 301)).isFalse();
  }

  @Test
  public void anyOtherOrderIsAnsweredAsWell() {
    FallenRecords.Walk walk = fallen.walk();

    assertThat(walk.meets(A, 300)).isTrue();
    assertThat(walk.meets(A, 300)).isTrue();
    assertThat(walk.meets(A, 20)).isTrue();
    assertThat(walk.meets(A, 11)).isFalse();
    assertThat(walk.meets(A, 10)).isTrue();
    assertThat(walk.meets(B, 7)).isTrue();
    assertThat(walk.meets(NONE, 7)).isFalse();
    assertThat(walk.meets(B, 7)).isTrue();
    assertThat(walk.meets(B, 10)).isFalse();
    assertThat(walk.meets(A, 9)).isFalse();
    assertThat(walk.meets(A, 10)).isTrue();
  }

  private static InternalRow record(UTF8String file, long offset) {
    return new GenericInternalRow(new Object[] {file, offset});
  }
}
