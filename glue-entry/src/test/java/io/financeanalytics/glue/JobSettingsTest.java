package io.financeanalytics.glue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.UserException;
import io.financeanalytics.calendar.CalendarSettings;
import io.financeanalytics.calendar.RetailPattern;
import io.financeanalytics.pipeline.RunSettings;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class JobSettingsTest {

  private static final List<String> COMPLETE =
      List.of(
          "--RAW_S3_PATH", "s3://raw/exports",
          "--PROCESSED_S3_PATH", "s3://lake/processed/",
          "--TEMP_S3_DIR", "s3://scratch/temp",
          "--REDSHIFT_JDBC_URL", "jdbc:redshift://cluster:5439/finance",
          "--REDSHIFT_IAM_ROLE", "arn:aws:iam::123456789012:role/load",
          "--REDSHIFT_SECRET_ID", "redshift/finance");

  @Test
  public void whatIsNotGivenHasADefault() {
    JobSettings settings = settings();
    assertThat(settings.run()).isEqualTo(RunSettings.defaults("s3://raw/exports"));
    assertThat(settings.schema()).isEqualTo("finance");
    assertThat(settings.keepRuns()).isEqualTo(3);
    assertThat(settings.catalogDatabase()).isEmpty();
    assertThat(settings.login()).isEqualTo(new JobSettings.Login.Secret("redshift/finance"));
    assertThat(settings.processedPath()).isEqualTo("s3://lake/processed");
  }

  @Test
  public void everyArgumentIsUnderstood() {
    JobSettings settings =
        settings(
            "--REDSHIFT_SCHEMA=Finance_EU",
            "--BUSINESS_ZONE",
            "Europe/Berlin",
            "--REPORTING_CURRENCY",
            "eur",
            "--PRICES_INCLUDE_TAX",
            "true",
            "--MAX_QUARANTINE_RATIO",
            "0.2",
            "--MAX_SHRINK_RATIO",
            "0.3",
            "--ALLOW_SHRINK",
            "TRUE",
            "--MULTILINE",
            "true",
            "--FISCAL_YEAR_START",
            "april",
            "--RETAIL_CALENDAR",
            "4-4-5",
            "--HOLIDAY_COUNTRY",
            "de",
            "--CATALOG_DATABASE",
            "lake",
            "--KEEP_RUNS",
            "7",
            "--JOB_NAME",
            "nightly");
    assertThat(settings.schema()).isEqualTo("finance_eu");
    assertThat(settings.run().staging().businessZone().getId()).isEqualTo("Europe/Berlin");
    assertThat(settings.run().staging().reportingCurrency()).isEqualTo("EUR");
    assertThat(settings.run().staging().lineBreaksInQuotes()).isTrue();
    assertThat(settings.run().staging().pricesIncludeTax()).isTrue();
    assertThat(settings.run().allowShrink()).isTrue();
    assertThat(settings.run().maxQuarantineRatio()).isEqualByComparingTo("0.2");
    assertThat(settings.run().maxShrinkRatio()).isEqualByComparingTo("0.3");
    assertThat(settings.run().calendar())
        .isEqualTo(
            new CalendarSettings(Month.APRIL, RetailPattern.FOUR_FOUR_FIVE, Optional.of("DE")));
    assertThat(settings.catalogDatabase()).contains("lake");
    assertThat(settings.keepRuns()).isEqualTo(7);
    assertThat(settings.jobName()).isEqualTo(Optional.of("nightly"));
  }

  @Test
  public void everythingThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(
            () ->
                settings(
                    "--PROCESSED_S3_PATH",
                    "/tmp/processed",
                    "--TEMP_S3_DIR",
                    "s3://raw/exports/temp",
                    "--REDSHIFT_JDBC_URL",
                    "jdbc:mysql://cluster/finance",
                    "--REDSHIFT_IAM_ROLE",
                    "load",
                    "--REDSHIFT_SCHEMA",
                    "fi nance",
                    "--BUSINESS_ZONE",
                    "Berlin",
                    "--REPORTING_CURRENCY",
                    "Dollar",
                    "--MAX_SHRINK_RATIO",
                    "2",
                    "--MULTILINE",
                    "yes",
                    "--FISCAL_YEAR_START",
                    "13",
                    "--RETAIL_CALENDAR",
                    "4-4-4",
                    "--HOLIDAY_COUNTRY",
                    "USA",
                    "--KEEP_RUNS",
                    "0",
                    "--REDSHIFT_USER",
                    "etl"))
        .isInstanceOf(UserException.class)
        .message()
        .contains("--PROCESSED_S3_PATH /tmp/processed is not in S3")
        .contains("--TEMP_S3_DIR lies in --RAW_S3_PATH")
        .contains("--REDSHIFT_JDBC_URL is not of the form")
        .contains("--REDSHIFT_IAM_ROLE load is not the ARN of a role")
        .contains("--REDSHIFT_SCHEMA fi nance is no plain name")
        .contains("--BUSINESS_ZONE Berlin is no time zone")
        .contains("--REPORTING_CURRENCY Dollar is no currency code")
        .contains("--MAX_SHRINK_RATIO 2 is no share")
        .contains("--MULTILINE yes is neither true nor false")
        .contains("--FISCAL_YEAR_START 13 is no month; give a number from 1 to 12, or an English")
        .contains("--RETAIL_CALENDAR 4-4-4 is no retail calendar")
        .contains("one of 4-4-5, 4-5-4, 5-4-4.")
        .contains(
            "--HOLIDAY_COUNTRY USA is no country whose holidays are known; give one of AD, AE")
        .contains("--KEEP_RUNS 0 is no number of runs")
        .contains("Both --REDSHIFT_SECRET_ID and --REDSHIFT_USER");
  }

  @Test
  public void everythingThatIsMissingIsSaidAtOnce() {
    assertThatThrownBy(() -> JobSettings.of(JobArguments.parse(), Map.of()))
        .isInstanceOf(UserException.class)
        .message()
        .contains("--RAW_S3_PATH is missing")
        .contains("--PROCESSED_S3_PATH is missing")
        .contains("--TEMP_S3_DIR is missing")
        .contains("--REDSHIFT_JDBC_URL is missing")
        .contains("--REDSHIFT_IAM_ROLE is missing")
        .contains("Neither --REDSHIFT_SECRET_ID nor --REDSHIFT_USER");
  }

  @Test
  public void argumentsOfGlueAndOfOthersAreIgnored() {
    JobArguments arguments =
        JobArguments.parse(
            "--JOB_ID",
            "j_1",
            "--JOB_RUN_ID",
            "jr_1",
            "--TempDir",
            "s3://aws-glue-temporary/",
            "--enable-metrics",
            "true",
            "--extra-jars",
            "s3://code/finance-analytics-glue.jar",
            "--team",
            "finance");
    assertThat(arguments.problems()).isEmpty();
    assertThat(arguments.ignored())
        .containsExactly("JOB_ID", "JOB_RUN_ID", "TempDir", "enable-metrics", "extra-jars", "team");
  }

  @Test
  public void aMisspeltArgumentIsAnErrorWithASuggestion() {
    assertThat(JobArguments.parse("--RAW_S3_PTH", "s3://raw").problems())
        .containsExactly("--RAW_S3_PTH is no argument of this job; did you mean --RAW_S3_PATH?");
    assertThat(JobArguments.parse("--redshift-schema", "x").problems())
        .containsExactly(
            "--redshift-schema is no argument of this job; did you mean --REDSHIFT_SCHEMA?");
    assertThat(JobArguments.parse("--KEEP_RUN=4").problems())
        .containsExactly("--KEEP_RUN is no argument of this job; did you mean --KEEP_RUNS?");
  }

  @Test
  public void aPasswordIsNotTakenAsAnArgumentNorRepeated() {
    assertThat(JobArguments.parse("--REDSHIFT_PASSWORD", "hunter2").problems())
        .singleElement()
        .asString()
        .contains("a password must not be one")
        .doesNotContain("hunter2");
    assertThatThrownBy(
            () ->
                settings(
                    "--REDSHIFT_JDBC_URL",
                    "jdbc:redshift://c:5439/finance?user=etl&password=hunter2"))
        .message()
        .contains("--REDSHIFT_JDBC_URL contains credentials")
        .doesNotContain("hunter2");
  }

  @Test
  public void aUserNeedsAPasswordInTheEnvironment() {
    List<String> arguments = new ArrayList<>(COMPLETE.subList(0, 10));
    arguments.addAll(List.of("--REDSHIFT_USER", "etl"));
    JobArguments parsed = JobArguments.parse(arguments.toArray(new String[0]));
    assertThatThrownBy(() -> JobSettings.of(parsed, Map.of()))
        .hasMessageContaining("the environment variable REDSHIFT_PASSWORD is not set");
    assertThat(JobSettings.of(parsed, Map.of("REDSHIFT_PASSWORD", "x")).login())
        .isEqualTo(new JobSettings.Login.User("etl"));
  }

  @Test
  public void theHelpNamesEveryArgument() {
    assertThat(JobArguments.usage())
        .contains("--RAW_S3_PATH", "--KEEP_RUNS", "--CATALOG_DATABASE", "Exit codes")
        .doesNotContain("--JOB_NAME");
  }

  private static JobSettings settings(String... more) {
    List<String> arguments = new ArrayList<>(COMPLETE);
    arguments.addAll(Arrays.asList(more));
    return JobSettings.of(JobArguments.parse(arguments.toArray(new String[0])), Map.of());
  }
}
