package io.financeanalytics.glue;

import io.financeanalytics.UserException;
import io.financeanalytics.calendar.CalendarSettings;
import io.financeanalytics.pipeline.RunSettings;
import io.financeanalytics.pipeline.SettingValues;
import io.financeanalytics.staging.StagingSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the job is asked to do.
 *
 * @param run what the run is asked to do
 * @param processedPath where runs leave their Parquet files, without a slash at the end
 * @param tempDir where Redshift and Spark exchange files, without a slash at the end
 * @param jdbcUrl the database, without credentials
 * @param iamRole the role with which Redshift reaches {@code tempDir}
 * @param login how the job proves to Redshift who it is
 * @param schema the schema of the star, in lower case
 * @param catalogDatabase the Data Catalog database, if it is kept up
 * @param keepRuns how many published runs keep their Parquet files
 * @param jobName the name by which Glue knows the job, if Glue started it
 */
record JobSettings(
    RunSettings run,
    String processedPath,
    String tempDir,
    String jdbcUrl,
    String iamRole,
    Login login,
    String schema,
    Optional<String> catalogDatabase,
    int keepRuns,
    Optional<String> jobName) {

  /** The environment variable with the password of {@code --REDSHIFT_USER}. */
  static final String PASSWORD = "REDSHIFT_PASSWORD";

  /** How the job proves to Redshift who it is. */
  sealed interface Login {

    /**
     * By a secret in Secrets Manager.
     *
     * @param id its name or ARN
     */
    record Secret(String id) implements Login {}

    /**
     * By a user whose password is in the environment.
     *
     * @param name the user
     */
    record User(String name) implements Login {}
  }

  /**
   * The settings that arguments ask for.
   *
   * @throws UserException naming everything that is wrong with them
   */
  static JobSettings of(JobArguments arguments, Map<String, String> environment) {
    JobOptions options = arguments.options();
    SettingValues values = new SettingValues();
    arguments.problems().forEach(values::problem);
    RunSettings run =
        new RunSettings(
            withRoot(required("--RAW_S3_PATH", options.rawPath, values)),
            new StagingSettings(
                values.zone("--BUSINESS_ZONE", options.zone),
                values.currency("--REPORTING_CURRENCY", options.currency),
                flag("--MULTILINE", options.multiline, values),
                flag("--PRICES_INCLUDE_TAX", options.pricesIncludeTax, values)),
            values.share("--MAX_QUARANTINE_RATIO", options.maxQuarantineRatio),
            values.share("--MAX_SHRINK_RATIO", options.maxShrinkRatio),
            flag("--ALLOW_SHRINK", options.allowShrink, values),
            new CalendarSettings(
                values.month("--FISCAL_YEAR_START", options.fiscalYearStart),
                values.retailPattern("--RETAIL_CALENDAR", options.retailCalendar),
                values.holidayCountry("--HOLIDAY_COUNTRY", options.holidayCountry)));
    JobSettings settings =
        new JobSettings(
            run,
            s3Folder("--PROCESSED_S3_PATH", options.processedPath, values),
            s3Folder("--TEMP_S3_DIR", options.tempDir, values),
            jdbcUrl(options.jdbcUrl, values),
            iamRole(options.iamRole, values),
            login(options, environment, values),
            identifier("--REDSHIFT_SCHEMA", options.schema, values),
            Optional.ofNullable(options.catalogDatabase).filter(name -> !name.isBlank()),
            keepRuns(options.keepRuns, values),
            Optional.ofNullable(options.jobName));
    settings.checkFoldersAreApart(values);
    if (!values.problems().isEmpty()) {
      throw new UserException(String.join(" ", values.problems()));
    }
    return settings;
  }

  private void checkFoldersAreApart(SettingValues values) {
    List<List<String>> pairs =
        List.of(
            List.of("--PROCESSED_S3_PATH", processedPath, "--RAW_S3_PATH", run.rawFolder()),
            List.of("--TEMP_S3_DIR", tempDir, "--RAW_S3_PATH", run.rawFolder()),
            List.of("--RAW_S3_PATH", run.rawFolder(), "--PROCESSED_S3_PATH", processedPath),
            List.of("--RAW_S3_PATH", run.rawFolder(), "--TEMP_S3_DIR", tempDir),
            List.of("--TEMP_S3_DIR", tempDir, "--PROCESSED_S3_PATH", processedPath),
            List.of("--PROCESSED_S3_PATH", processedPath, "--TEMP_S3_DIR", tempDir));
    for (List<String> pair : pairs) {
      if (!pair.get(3).isEmpty()
          && (plain(pair.get(1)) + "/").startsWith(plain(pair.get(3)) + "/")) {
        values.problem(
            pair.get(0) + " lies in " + pair.get(2) + "; give each a folder of its own.");
      }
    }
  }

  private static String plain(String path) {
    return path.replaceFirst("^s3[an]?://", "").replaceFirst("/+$", "");
  }

  private static String required(String option, String value, SettingValues values) {
    if (value == null || value.isBlank()) {
      values.problem(option + " is missing.");
      return "";
    }
    return value.strip();
  }

  /** A bucket as its root folder, which file systems do not take it for by themselves. */
  private static String withRoot(String path) {
    return path.matches("\\w+://[^/]+") ? path + "/" : path;
  }

  private static String s3Folder(String option, String value, SettingValues values) {
    String path = required(option, value, values);
    if (!path.isEmpty() && !path.matches("s3a?://[^/]+(/.*)?")) {
      values.problem(option + " " + path + " is not in S3; give one such as s3://bucket/folder.");
    }
    return path.replaceFirst("/+$", "");
  }

  private static String jdbcUrl(String value, SettingValues values) {
    String url = required("--REDSHIFT_JDBC_URL", value, values);
    if (!url.isEmpty() && !url.matches("jdbc:redshift://[^/]+/[^/?;]+([?;].*)?")) {
      values.problem("--REDSHIFT_JDBC_URL is not of the form jdbc:redshift://host:port/database.");
    }
    if (url.toLowerCase(Locale.ROOT)
        .matches(".*[?;&][^=]*(user|uid|pass|pwd|secret|token|accesskey|client_id)[^=]*=.*")) {
      values.problem(
          "--REDSHIFT_JDBC_URL contains credentials, which others can read; use"
              + " --REDSHIFT_SECRET_ID.");
    }
    return url;
  }

  private static String iamRole(String value, SettingValues values) {
    String role = required("--REDSHIFT_IAM_ROLE", value, values);
    if (!role.isEmpty() && !role.matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/[^'\\s]+")) {
      values.problem(
          "--REDSHIFT_IAM_ROLE "
              + role
              + " is not the ARN of a role; give one such as arn:aws:iam::123456789012:role/name.");
    }
    return role;
  }

  private static Login login(
      JobOptions options, Map<String, String> environment, SettingValues values) {
    boolean hasSecret = options.secretId != null && !options.secretId.isBlank();
    boolean hasUser = options.user != null && !options.user.isBlank();
    if (hasSecret == hasUser) {
      values.problem(
          (hasSecret ? "Both --REDSHIFT_SECRET_ID and" : "Neither --REDSHIFT_SECRET_ID nor")
              + " --REDSHIFT_USER are given; give one of them.");
    } else if (hasUser && environment.getOrDefault(PASSWORD, "").isEmpty()) {
      values.problem(
          "--REDSHIFT_USER is given, but the environment variable " + PASSWORD + " is not set.");
    }
    return hasSecret ? new Login.Secret(options.secretId) : new Login.User(options.user);
  }

  /** Redshift folds names to lower case; the connector does not. */
  private static String identifier(String option, String value, SettingValues values) {
    if (!value.matches("[A-Za-z_][A-Za-z0-9_]{0,54}")) {
      values.problem(
          option
              + " "
              + value
              + " is no plain name; give at most 55 letters, digits and underscores, not beginning"
              + " with a digit.");
    }
    return value.toLowerCase(Locale.ROOT);
  }

  private static boolean flag(String option, String value, SettingValues values) {
    if (!List.of("true", "false").contains(value.toLowerCase(Locale.ROOT))) {
      values.problem(option + " " + value + " is neither true nor false.");
    }
    return Boolean.parseBoolean(value);
  }

  private static int keepRuns(String value, SettingValues values) {
    if (!value.matches("[1-9][0-9]{0,3}")) {
      values.problem("--KEEP_RUNS " + value + " is no number of runs; give one from 1 to 9999.");
      return 1;
    }
    return Integer.parseInt(value);
  }
}
