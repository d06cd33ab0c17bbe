package io.financeanalytics.glue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.Test;

public class S3AccessTest {

  private static final String COMMITTER = "mapreduce.fileoutputcommitter.algorithm.version";

  @Test
  public void theSdksVariablesSayWhereS3Is() {
    Configuration hadoop = new Configuration();
    S3Access.configure(
        hadoop, Map.of("AWS_ENDPOINT_URL", "http://localhost:9000", "AWS_REGION", "eu-west-1"));
    assertThat(hadoop.get("fs.s3a.endpoint")).isEqualTo("http://localhost:9000");
    assertThat(hadoop.getBoolean("fs.s3a.path.style.access", false)).isTrue();
    assertThat(hadoop.getBoolean("fs.s3a.connection.ssl.enabled", true)).isFalse();
    assertThat(hadoop.get("fs.s3a.endpoint.region")).isEqualTo("eu-west-1");
  }

  @Test
  public void theVariableForS3AloneGoesBeforeTheGeneralOne() {
    Configuration hadoop = new Configuration();
    S3Access.configure(
        hadoop,
        Map.of("AWS_ENDPOINT_URL", "http://all", "AWS_ENDPOINT_URL_S3", "https://s3.internal"));
    assertThat(hadoop.get("fs.s3a.endpoint")).isEqualTo("https://s3.internal");
  }

  @Test
  public void whatThePlatformHasSetStays() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.s3a.endpoint", "https://given");
    hadoop.set("fs.s3.impl", "com.amazon.ws.emr.hadoop.fs.EmrFileSystem");
    S3Access.configure(hadoop, Map.of("AWS_ENDPOINT_URL", "http://localhost:9000"));
    assertThat(hadoop.get("fs.s3a.endpoint")).isEqualTo("https://given");
    assertThat(hadoop.get("fs.s3.impl")).isEqualTo("com.amazon.ws.emr.hadoop.fs.EmrFileSystem");
  }

  @Test
  public void filesAreMovedOnceUnlessThePlatformHasSaidHow() {
    Configuration hadoop = new Configuration();
    hadoop.set(COMMITTER, "1", "Set by Spark to default values");
    S3Access.configure(hadoop, Map.of());
    assertThat(hadoop.get(COMMITTER)).isEqualTo("2");
    Configuration given = new Configuration();
    given.set(COMMITTER, "1");
    S3Access.configure(given, Map.of());
    assertThat(given.get(COMMITTER)).isEqualTo("1");
  }

  @Test
  public void withoutVariablesTheEndpointIsLeftToHadoop() {
    Configuration hadoop = new Configuration();
    String before = hadoop.get("fs.s3a.endpoint");
    S3Access.configure(hadoop, Map.of());
    assertThat(hadoop.get("fs.s3a.endpoint")).isEqualTo(before);
    assertThat(hadoop.get("fs.s3.impl")).isEqualTo("org.apache.hadoop.fs.s3a.S3AFileSystem");
    assertThat(hadoop.getInt("fs.s3a.attempts.maximum", 20)).isEqualTo(3);
  }
}
