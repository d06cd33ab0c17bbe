package io.financeanalytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SmallSideTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Rule public final transient TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aFewRowsAreSmall() {
    assertThat(SmallSide.fits(rows("K STRING", row("a")))).isTrue();
  }

  @Test
  public void rowsInFilesCountFourTimesBecauseFilesAreCompressed() throws IOException {
    Dataset<Row> numbers = spark().range(2_300_000).selectExpr("xxhash64(id) AS N");
    String file = folder.getRoot().toPath().resolve("numbers").toString();
    numbers.write().parquet(file);

    assertThat(SmallSide.fits(numbers)).isTrue();
    assertThat(SmallSide.fits(spark().read().parquet(file))).isFalse();
    assertThat(SmallSide.fits(spark().read().parquet(file).limit(1000))).isTrue();
  }

  @Test
  public void whatIsTooLargeToBeSentMayStillFitInMemory() {
    long rowsOfMemory = Runtime.getRuntime().maxMemory() / Long.BYTES;

    assertThat(SmallSide.fitsInMemory(spark().range(9_000_000).toDF())).isTrue();
    assertThat(SmallSide.fits(spark().range(9_000_000).toDF())).isFalse();
    assertThat(SmallSide.fitsInMemory(spark().range(rowsOfMemory).toDF())).isFalse();
  }

  @Test
  public void aSessionWithoutBroadcastsKeepsNothingInMemory() {
    spark().conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    try {
      assertThat(SmallSide.fitsInMemory(rows("K STRING", row("a")))).isFalse();
    } finally {
      spark().conf().unset("spark.sql.autoBroadcastJoinThreshold");
    }
  }
}
