package io.financeanalytics.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.HeldRows;
import io.financeanalytics.SparkTest;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

public class HeldTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void fewRowsAreHeldAndStayTheSame() {
    Dataset<Row> few = spark().range(5).toDF("Number");

    assertThat(HeldRows.areIn(few)).isFalse();
    assertThat(HeldRows.areIn(Held.ifFew(few))).isTrue();
    assertThat(texts(Held.ifFew(few))).isEqualTo(texts(few));
  }

  @Test
  public void whatIsLargerInMemoryThanSparkBelievedIsNotHeld() {
    // Spark takes a text for 20 bytes.
    Dataset<Row> large = spark().range(70).selectExpr("repeat('x', 1048576) AS Text");

    assertThat(HeldRows.areIn(Held.ifFew(large))).isFalse();
  }

  @Test
  public void aSessionWithoutBroadcastsHoldsNothing() {
    spark().conf().set("spark.sql.autoBroadcastJoinThreshold", "-1");
    try {
      assertThat(HeldRows.areIn(Held.ifFew(spark().range(5).toDF("Number")))).isFalse();
    } finally {
      spark().conf().unset("spark.sql.autoBroadcastJoinThreshold");
    }
  }
}
