package io.financeanalytics.acceptance;

import io.financeanalytics.acceptance.redshift.RedshiftServer;
import io.financeanalytics.acceptance.redshift.S3Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the job finds in AWS: S3, Redshift, Secrets Manager and the Data Catalog. There is one for
 * all tests, as starting it takes longer than emptying it.
 */
final class CloudPlatform {

  static final String RAW = "raw";
  static final String LAKE = "lake";
  static final String SCRATCH = "scratch";
  static final String SECRET = "redshift/finance";
  static final String ROLE = "arn:aws:iam::123456789012:role/load";

  private static CloudPlatform shared;

  private final S3Server s3;
  private final RedshiftServer redshift;
  private final AwsApi api;

  private WarmJvm warmJvm;

  private CloudPlatform(S3Server s3, RedshiftServer redshift, AwsApi api) {
    this.s3 = s3;
    this.redshift = redshift;
    this.api = api;
  }

  /** The platform, empty but for its buckets and the secret. */
  static synchronized CloudPlatform fresh() {
    if (shared == null) {
      shared = start();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    shared.empty();
    return shared;
  }

  private static CloudPlatform start() {
    S3Server s3 = S3Server.start();
    List.of(RAW, LAKE, SCRATCH).forEach(s3::createBucket);
    RedshiftServer redshift = RedshiftServer.start(s3);
    return new CloudPlatform(s3, redshift, AwsApi.start());
  }

  private void empty() {
    redshift.faults().clear();
    s3.allowAll();
    s3.buckets().forEach(bucket -> s3.keys(bucket, "").forEach(key -> s3.delete(bucket, key)));
    execute("DROP SCHEMA IF EXISTS finance, finance_staging CASCADE");
    redshift.log().clear();
    api.forget();
    api.putSecret(
        SECRET,
        "{\"username\":\""
            + redshift.user()
            + "\",\"password\":\""
            + redshift.password()
            + "\",\"engine\":\"redshift\"}");
  }

  /** Runs a job in a process that may have run others before. */
  synchronized GlueProcess.Result run(List<String> arguments) {
    if (warmJvm == null) {
      warmJvm = WarmJvm.start(environment());
    }
    return warmJvm.run(arguments);
  }

  S3Server s3() {
    return s3;
  }

  RedshiftServer redshift() {
    return redshift;
  }

  AwsApi api() {
    return api;
  }

  /** Puts raw files in the place of those that are there. */
  void putRaw(Path folder) {
    s3.keys(RAW, "").forEach(key -> s3.delete(RAW, key));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        s3.put(RAW, "exports/" + folder.relativize(file), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the SDK finds everything, and the keys that S3 knows. */
  Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL", api.endpoint(),
        "AWS_ENDPOINT_URL_S3", s3.endpoint(),
        "AWS_ACCESS_KEY_ID", s3.accessKey(),
        "AWS_SECRET_ACCESS_KEY", s3.secretKey(),
        "AWS_REGION", "us-east-1");
  }

  /** The arguments of a job that uses all of it, with further ones, which go before. */
  List<String> arguments(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--RAW_S3_PATH",
                "s3://raw/exports",
                "--PROCESSED_S3_PATH",
                "s3://lake/processed",
                "--TEMP_S3_DIR",
                "s3a://scratch/temp/",
                "--REDSHIFT_JDBC_URL",
                redshift.jdbcUrl(),
                "--REDSHIFT_IAM_ROLE",
                ROLE,
                "--REDSHIFT_SECRET_ID",
                SECRET));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** The published star. */
  Map<String, List<String>> star() {
    try (Connection reader = redshift.admin()) {
      return ResolvedStar.in(reader, "finance");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the answer to a query by the administrator. */
  List<String> query(String sql) {
    try (Connection reader = redshift.admin();
        Statement statement = reader.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      List<String> values = new ArrayList<>();
      while (answer.next()) {
        values.add(answer.getString(1));
      }
      return values;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Executes a statement as the administrator. */
  void execute(String sql) {
    try (Connection connection = redshift.admin();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The runs that have a folder in the processed zone. */
  List<String> runsInLake() {
    return s3.keys(LAKE, "processed/").stream()
        .filter(key -> key.startsWith("processed/run_id="))
        .map(key -> key.replaceFirst("processed/run_id=([^/]+)/.*", "$1"))
        .distinct()
        .sorted()
        .toList();
  }

  /** Objects, not folders, that are in the scratch bucket. */
  List<String> filesInScratch() {
    return s3.keys(SCRATCH, "").stream().filter(key -> !key.endsWith("/")).toList();
  }

  private synchronized void close() {
    if (warmJvm != null) {
      warmJvm.close();
    }
    api.close();
    redshift.close();
    s3.close();
  }
}
