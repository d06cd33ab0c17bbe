package io.financeanalytics.acceptance.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

public final class S3ServerTest {

  private static S3Server s3;
  private static SparkSession spark;

  @BeforeClass
  public static void start() {
    s3 = S3Server.start();
    s3.createBucket("staging");
    s3.createBucket("forbidden");
    spark = RedshiftSpark.get(s3);
  }

  @AfterClass
  public static void stop() {
    RedshiftSpark.release(s3);
    s3.close();
  }

  @Test
  public void sparkWritesAndReadsParquet() {
    spark.range(3).write().parquet("s3a://staging/numbers");

    List<Row> rows = spark.read().parquet("s3a://staging/numbers").sort("id").collectAsList();

    assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(0L, 1L, 2L);
    assertThat(s3.keys("staging", "numbers/"))
        .anyMatch(key -> key.endsWith(".parquet"))
        .contains("numbers/_SUCCESS");
  }

  @Test
  public void objectsArePutReadAndDeleted() {
    s3.put("staging", "folder/a.txt", "text".getBytes(StandardCharsets.UTF_8));

    assertThat(spark.read().text("s3://staging/folder/a.txt").first().getString(0))
        .isEqualTo("text");
    assertThat(s3.get("staging", "folder/a.txt")).asString().isEqualTo("text");

    s3.delete("staging", "folder/a.txt");

    assertThat(s3.get("staging", "folder/a.txt")).isNull();
  }

  @Test
  public void aDeniedBucketAnswers403() {
    s3.deny("forbidden");
    try {
      assertThatThrownBy(() -> spark.range(3).write().parquet("s3a://forbidden/numbers"))
          .hasStackTraceContaining("Status Code: 403");
    } finally {
      s3.allowAll();
    }
    spark.range(3).write().parquet("s3a://forbidden/numbers");
  }

  @Test
  public void aWrongKeyIsRefused() {
    Configuration hadoop = new Configuration(spark.sparkContext().hadoopConfiguration());
    hadoop.set("fs.s3a.secret.key", "wrong");

    assertThatThrownBy(
            () ->
                FileSystem.newInstance(URI.create("s3a://staging"), hadoop)
                    .listStatus(new Path("/")))
        .hasMessageContaining("403");
  }
}
