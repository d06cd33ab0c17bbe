package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a person who deploys the job does wrong, and what the job says to it before it writes. */
public class GlueJobMistakesTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static CloudPlatform cloud;

  @BeforeClass
  public static void start() {
    cloud = CloudPlatform.fresh();
    cloud.putRaw(RawFolder.first(FOLDER.getRoot().toPath().resolve("raw")));
  }

  @AfterClass
  public static void stop() {
    assertThat(cloud.query("SELECT schema_name FROM information_schema.schemata"))
        .as("nothing was written")
        .doesNotContain("finance");
  }

  @Test
  public void aSecretThatDoesNotExist() {
    assertThat(error("--REDSHIFT_SECRET_ID", "redshift/none"))
        .contains("There is no secret redshift/none", "--REDSHIFT_SECRET_ID");
  }

  @Test
  public void aSecretThatIsNotOne() {
    cloud.api().putSecret("redshift/text", "hunter2");
    assertThat(error("--REDSHIFT_SECRET_ID", "redshift/text"))
        .contains("is not a JSON object with the texts username and password")
        .doesNotContain("hunter2");
  }

  @Test
  public void aWrongPassword() {
    cloud
        .api()
        .putSecret(
            "redshift/old",
            "{\"username\":\"" + cloud.redshift().user() + "\",\"password\":\"hunter2\"}");
    assertThat(error("--REDSHIFT_SECRET_ID", "redshift/old"))
        .contains("Check the user and password in the secret")
        .doesNotContain("hunter2");
  }

  @Test
  public void placesThatAreNoFolders() {
    assertThat(error("--RAW_S3_PATH", "http://localhost/exports"))
        .contains("--RAW_S3_PATH http://localhost/exports cannot be used", "s3://bucket/folder");
    assertThat(error("--TEMP_S3_DIR", "s3://Bad_Bucket!/temp"))
        .contains("--TEMP_S3_DIR s3://Bad_Bucket!/temp cannot be used");
  }

  @Test
  public void aBucketWithoutAFolderIsItsRoot() {
    assertThat(error("--RAW_S3_PATH", "s3://" + CloudPlatform.RAW)).contains("transactions");
  }

  @Test
  public void bucketsThatDoNotExist() {
    assertThat(
            error(
                "--RAW_S3_PATH",
                "s3://no-such-raw/exports",
                "--TEMP_S3_DIR",
                "s3://no-such-temp/temp"))
        .contains("--RAW_S3_PATH s3://no-such-raw/exports does not exist")
        .contains("--TEMP_S3_DIR s3://no-such-temp/temp does not exist")
        .doesNotContain("--PROCESSED_S3_PATH");
  }

  @Test
  public void aBucketThatIsDenied() {
    cloud.s3().deny(CloudPlatform.LAKE);
    try {
      assertThat(error())
          .contains("--PROCESSED_S3_PATH s3://lake/processed is denied to the job", "s3:PutObject");
    } finally {
      cloud.s3().allowAll();
    }
  }

  @Test
  public void rawFilesThatMayBeListedButNotRead() {
    cloud.s3().deny(path -> path.startsWith("raw/exports/"));
    try {
      assertThat(error())
          .contains("--RAW_S3_PATH s3://raw/exports is denied to the job", "s3:GetObject")
          .doesNotContain("--TEMP_S3_DIR");
    } finally {
      cloud.s3().allowAll();
    }
  }

  @Test
  public void aUserWithoutRightsInTheDatabase() {
    cloud.redshift().addUser("intern", "hunter2");
    cloud.api().putSecret("redshift/intern", "{\"username\":\"intern\",\"password\":\"hunter2\"}");
    assertThat(error("--REDSHIFT_SECRET_ID", "redshift/intern"))
        .contains("refuses the user intern something: ", "permission denied for database finance")
        .contains("must own the schema of --REDSHIFT_SCHEMA")
        .doesNotContain("hunter2");
  }

  @Test
  public void aRoleThatMayNotReadTheFiles() {
    cloud
        .redshift()
        .faults()
        .failNext(
            sql -> sql.startsWith("COPY "),
            "XX000",
            "S3ServiceException:Access Denied,Status 403,Error AccessDenied",
            20);
    try {
      assertThat(error("--REDSHIFT_SCHEMA", "other"))
          .contains("with the role of --REDSHIFT_IAM_ROLE: ", "Access Denied,Status 403")
          .contains("needs s3:ListBucket, s3:GetObject");
    } finally {
      cloud.redshift().faults().clear();
      cloud.execute("DROP SCHEMA other, other_staging CASCADE");
    }
  }

  @Test
  public void aRedshiftThatIsNotThere() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    assertThat(error("--REDSHIFT_JDBC_URL", "jdbc:redshift://localhost:" + port + "/finance"))
        .contains("Redshift at jdbc:redshift://localhost:" + port)
        .contains("Check host and port in --REDSHIFT_JDBC_URL");
  }

  @Test
  public void aRedshiftThatTakesNoTls() {
    assertThat(
            error(
                "--REDSHIFT_JDBC_URL", cloud.redshift().jdbcUrl().replaceFirst("\\?ssl=false", "")))
        .contains("TLS");
  }

  @Test
  public void argumentsAreCheckedBeforeAnythingElse() {
    List<String> arguments = cloud.arguments("--KEEP_RUN", "4", "--BUSINESS_ZONE", "Berlin");
    GlueProcess.Result result = GlueProcess.run(cloud.environment(), arguments).exitsWith(2);
    assertThat(result.error())
        .contains("did you mean --KEEP_RUNS?", "--BUSINESS_ZONE Berlin is no time zone");
  }

  private static String error(String... more) {
    List<String> arguments = cloud.arguments(more);
    long begun = System.nanoTime();
    GlueProcess.Result result = cloud.run(arguments).exitsWith(2);
    assertThat((System.nanoTime() - begun) / 1_000_000_000L)
        .as("A mistake is told within a minute, for it is a promise, not a matter of speed")
        .isLessThan(60);
    assertThat(result.err()).doesNotContain("Exception in thread");
    return result.error();
  }
}
