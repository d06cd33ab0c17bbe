package io.github.spark_redshift_community.spark.redshift;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import scala.collection.JavaConverters;

/** The options of a load or save; their keys are known in any case. */
final class ConnectorOptions {

  private static final Set<String> KNOWN =
      Set.of(
          "url",
          "tempdir",
          "dbtable",
          "query",
          "user",
          "password",
          "aws_iam_role",
          "forward_spark_s3_credentials",
          "temporary_aws_access_key_id",
          "temporary_aws_secret_access_key",
          "temporary_aws_session_token",
          "tempformat",
          "csvnullstring",
          "overwrite",
          "diststyle",
          "distkey",
          "sortkeyspec",
          "usestagingtable",
          "preactions",
          "postactions",
          "include_column_list",
          "extracopyoptions",
          "extraunloadoptions",
          "description",
          "copyretrycount",
          "copydelay",
          "jdbcdriver",
          "sse_kms_key",
          "tempdir_region",
          "secret.id",
          "secret.region",
          "secret.vpcendpointurl",
          "secret.vpcendpointregion",
          "label",
          "autopushdown",
          "autopushdown.s3_result_cache",
          "unload_s3_format",
          "overridenullable",
          "legacy_jdbc_real_type_mapping",
          "legacy_trim_csv_writes",
          "legacy_mapping_short_to_int",
          "check_s3_bucket_usage",
          "host_connector",
          "data_api_region",
          "data_api_database",
          "data_api_user",
          "data_api_cluster",
          "data_api_workgroup");

  private static final long DEFAULT_DELAY = 30_000;

  private final Map<String, String> options;

  private ConnectorOptions(Map<String, String> options) {
    this.options = options;
  }

  static ConnectorOptions of(scala.collection.immutable.Map<String, String> given) {
    Map<String, String> options = new LinkedHashMap<>();
    JavaConverters.mapAsJavaMap(given)
        .forEach((key, value) -> options.put(key.toLowerCase(Locale.ROOT), value));
    ConnectorOptions checked = new ConnectorOptions(options);
    checked.checkKeys();
    checked.checkRequired();
    checked.checkSignIn();
    checked.checkRightToS3();
    checked.checkFormat();
    return checked;
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }

  private boolean has(String key) {
    return options.containsKey(key);
  }

  private void checkKeys() {
    for (String key : options.keySet()) {
      require(KNOWN.contains(key) || key.startsWith("jdbc."), "Unknown option '" + key + "'");
      require(
          !key.startsWith("data_api_") && !key.startsWith("secret."),
          "Option '" + key + "' needs AWS, which is not here");
    }
  }

  private void checkRequired() {
    require(has("tempdir"), "'tempdir' is required for all Redshift loads and saves");
    require(
        tempDir().matches("s3[an]?://.+"),
        "Unrecognized scheme of '" + tempDir() + "'; expected s3, s3n, or s3a");
    require(
        has("dbtable") || has("query"),
        "You must specify a Redshift table name with the 'dbtable' parameter or a query with the"
            + " 'query' parameter.");
    require(
        !has("dbtable") || !has("query"),
        "You cannot specify both the 'dbtable' and 'query' parameters at the same time.");
    require(has("url"), "A JDBC URL must be provided with 'url' parameter");
  }

  private void checkSignIn() {
    boolean inUrl =
        url().contains("user=") || url().contains("password=") || url().contains("DbUser=");
    require(
        !inUrl || (!has("user") && !has("password")),
        "You cannot specify credentials in both the URL and as user/password options");
  }

  private boolean hasTemporaryKeys() {
    return has("temporary_aws_access_key_id")
        && has("temporary_aws_secret_access_key")
        && has("temporary_aws_session_token");
  }

  private void checkRightToS3() {
    int ways =
        (has("aws_iam_role") ? 1 : 0)
            + (flag("forward_spark_s3_credentials", false) ? 1 : 0)
            + (hasTemporaryKeys() ? 1 : 0);
    require(
        ways > 0,
        "You must specify a method for authenticating Redshift's connection to S3 (aws_iam_role,"
            + " forward_spark_s3_credentials, or temporary_aws_*.");
    require(
        ways == 1,
        "The aws_iam_role, forward_spark_s3_credentials, and temporary_aws_*. options are"
            + " mutually-exclusive; please specify only one.");
  }

  private void checkFormat() {
    String format = value("tempformat", "AVRO").toUpperCase(Locale.ROOT);
    require(
        Set.of("AVRO", "CSV", "CSV GZIP", "PARQUET").contains(format),
        "Invalid temp format: " + format + "; valid formats are: AVRO, CSV, CSV GZIP, PARQUET");
    require(
        value("unload_s3_format", "PARQUET").equalsIgnoreCase("PARQUET"),
        "Only PARQUET is unloaded here");
  }

  /**
   * Refuses a save in another format than Parquet; Avro is what the connector writes by default.
   */
  void checkSave() {
    String format = value("tempformat", "AVRO").toUpperCase(Locale.ROOT);
    require(
        format.equals("PARQUET"),
        "The stand-in writes only with tempformat PARQUET, and this is " + format);
    require(
        table() != null,
        "For save operations you must specify a Redshift table name with the 'dbtable' parameter");
  }

  private String value(String key, String otherwise) {
    return options.getOrDefault(key, otherwise);
  }

  private boolean flag(String key, boolean otherwise) {
    return Boolean.parseBoolean(value(key, Boolean.toString(otherwise)));
  }

  String url() {
    return options.get("url");
  }

  String user() {
    return options.get("user");
  }

  String password() {
    return options.get("password");
  }

  /** Further properties of the driver. */
  Map<String, String> driverProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    options.forEach(
        (key, value) -> {
          if (key.startsWith("jdbc.")) {
            properties.put(key.substring("jdbc.".length()), value);
          }
        });
    return properties;
  }

  String driver() {
    return value("jdbcdriver", "com.amazon.redshift.jdbc42.Driver");
  }

  private String tempDir() {
    return options.get("tempdir");
  }

  /** A new folder of this load or save, ending in a slash. */
  String newTempDir() {
    return tempDir().replaceAll("/$", "") + "/" + UUID.randomUUID() + "/";
  }

  /** The quoted name of the table, or null when there is a query. */
  String table() {
    String table = value("dbtable", "").strip();
    return table.isEmpty() || table.startsWith("(") ? null : TableName.quoted(table);
  }

  /** The table, or the query in parentheses. */
  String source() {
    if (table() != null) {
      return table();
    }
    return has("query") ? "(" + options.get("query") + ")" : options.get("dbtable").strip();
  }

  String distStyle() {
    return value("diststyle", "EVEN");
  }

  String distKey() {
    return options.get("distkey");
  }

  String sortKey() {
    return value("sortkeyspec", "");
  }

  boolean staging() {
    return flag("usestagingtable", true);
  }

  boolean columnList() {
    return flag("include_column_list", false);
  }

  boolean overrideNullable() {
    return flag("overridenullable", false);
  }

  String extraCopyOptions() {
    return value("extracopyoptions", "");
  }

  String extraUnloadOptions() {
    return value("extraunloadoptions", "");
  }

  String region() {
    return value("tempdir_region", "");
  }

  String description() {
    return options.get("description");
  }

  String label() {
    return value("label", "");
  }

  /** Statements before a load, as they are split: at every semicolon. */
  String[] preActions() {
    return value("preactions", ";").strip().split(";");
  }

  /** Statements after a load, as they are split: at every semicolon. */
  String[] postActions() {
    return value("postactions", ";").strip().split(";");
  }

  int retries() {
    return Integer.parseInt(value("copyretrycount", "2"));
  }

  /** The wait before the first load, in milliseconds; 0 for none. */
  long firstDelay() {
    return Math.max(0, Long.parseLong(value("copydelay", "0")));
  }

  /** The wait before each further load, in milliseconds. */
  long delay() {
    return firstDelay() > 0 ? firstDelay() : DEFAULT_DELAY;
  }

  /** What Redshift shows S3. */
  String credentials(Configuration hadoop) {
    if (has("aws_iam_role")) {
      return "aws_iam_role=" + options.get("aws_iam_role");
    }
    if (hasTemporaryKeys()) {
      return "aws_access_key_id="
          + options.get("temporary_aws_access_key_id")
          + ";aws_secret_access_key="
          + options.get("temporary_aws_secret_access_key")
          + ";token="
          + options.get("temporary_aws_session_token");
    }
    return "aws_access_key_id="
        + hadoop.get("fs.s3a.access.key")
        + ";aws_secret_access_key="
        + hadoop.get("fs.s3a.secret.key");
  }
}
