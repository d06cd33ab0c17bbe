package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.sketch.BloomFilter;
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
  public void moreSuspectsThanTheFilterHasRoomForAreStillAllFound() {
    Dataset<Row> ids = spark().range(50_000).selectExpr("'T-' || id % 25000 AS TransactionID");
    BloomFilter small = Suspects.hashes(ids).stat().bloomFilter(Suspects.HASH, 10, 1000);

    assertThat(IntStream.range(0, 25_000))
        .allMatch(i -> new Suspects(small).include(UTF8String.fromString("T-" + i)));
  }

  private static Suspects suspects(Dataset<Row> staged) {
    return new Suspects(Suspects.hashes(staged).stat().bloomFilter(Suspects.HASH, 1000, 100_000));
  }
}
