package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Test;

public class SuspectsTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void onlyIdsThatOccurMoreThanOnceAreSuspects() {
    Suspects suspects =
        suspects(
            rows(
                "TransactionID STRING",
                row("T-1"),
                row("T-2"),
                row("T-1"),
                row("T-3"),
                row((Object) null),
                row((Object) null)));

    assertThat(suspects.include(UTF8String.fromString("T-1"))).isTrue();
    assertThat(suspects.include(UTF8String.fromString("T-2"))).isFalse();
    assertThat(suspects.include(UTF8String.fromString("T-3"))).isFalse();
    assertThat(suspects.include(null)).isFalse();
  }

  @Test
  public void withoutTransactionsThereAreNone() {
    assertThat(suspects(rows("TransactionID STRING")).include(UTF8String.fromString("T-1")))
        .isFalse();
  }

  @Test
  public void manySuspectsAreAllFoundAndHardlyAnythingElse() {
    Suspects suspects =
        suspects(spark().range(50_000).selectExpr("'T-' || id % 25000 AS TransactionID"));

    assertThat(IntStream.range(0, 25_000))
        .allMatch(i -> suspects.include(UTF8String.fromString("T-" + i)));
    assertThat(
            IntStream.range(25_000, 50_000)
                .filter(i -> suspects.include(UTF8String.fromString("T-" + i)))
                .count())
        .isLessThan(10);
  }

  private static Suspects suspects(Dataset<Row> staged) {
    return Suspects.of(Suspects.among(staged).collect());
  }
}
