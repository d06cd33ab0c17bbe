package io.financeanalytics.glue;

import io.financeanalytics.pipeline.RunSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The job's arguments as they were written, each {@code --NAME value} as Glue passes them. */
@Command(
    name = "GlueJob",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description =
        "Turns the raw CSV exports in S3 into a finance star schema and publishes it to Amazon Redshift.",
    footer = {
      "",
      "The password comes from Secrets Manager, or from the environment variable REDSHIFT_PASSWORD;"
          + " it is never an argument."
    },
    exitCodeListHeading = "%nExit codes (a Glue job fails with the message instead):%n",
    exitCodeList = {
      "0:success",
      "1:a fault of the software or of the platform",
      "2:something you can mend: an argument, a raw file, a permission, a table",
      "3:the run was refused; the published tables are unchanged",
      "4:another run is under way in the schema"
    })
final class JobOptions {

  @Option(
      names = "--RAW_S3_PATH",
      paramLabel = "PATH",
      description = "Folder with the raw CSV files. Required.")
  String rawPath;

  @Option(
      names = "--PROCESSED_S3_PATH",
      paramLabel = "PATH",
      description =
          "Where every run leaves its tables as Parquet, in run_id=.../<Table>/. Required.")
  String processedPath;

  @Option(
      names = "--TEMP_S3_DIR",
      paramLabel = "PATH",
      description = "Where Redshift and Spark exchange files; a run removes its own. Required.")
  String tempDir;

  @Option(
      names = "--REDSHIFT_JDBC_URL",
      paramLabel = "URL",
      description = "jdbc:redshift://host:port/database, without credentials. Required.")
  String jdbcUrl;

  @Option(
      names = "--REDSHIFT_IAM_ROLE",
      paramLabel = "ARN",
      description = "Role with which Redshift reads and writes TEMP_S3_DIR. Required.")
  String iamRole;

  @Option(
      names = "--REDSHIFT_SECRET_ID",
      paramLabel = "ID",
      description =
          "Name or ARN of a secret in Secrets Manager, a JSON object with username and password.")
  String secretId;

  @Option(
      names = "--REDSHIFT_USER",
      paramLabel = "NAME",
      description =
          "Instead of a secret: the user, with the password in the environment variable"
              + " REDSHIFT_PASSWORD.")
  String user;

  @Option(
      names = "--REDSHIFT_SCHEMA",
      paramLabel = "NAME",
      defaultValue = "finance",
      description =
          "Schema of the star; the schema NAME_staging holds keys and staging tables. Default:"
              + " ${DEFAULT-VALUE}")
  String schema;

  @Option(
      names = "--BUSINESS_ZONE",
      paramLabel = "ZONE",
      defaultValue = RunSettings.DEFAULT_BUSINESS_ZONE,
      description =
          "Time zone in which days are cut, and of timestamps without an offset, such as"
              + " Europe/Berlin. Default: ${DEFAULT-VALUE}")
  String zone;

  @Option(
      names = "--REPORTING_CURRENCY",
      paramLabel = "CCY",
      defaultValue = RunSettings.DEFAULT_REPORTING_CURRENCY,
      description = "ISO-4217 code of rows that name no currency. Default: ${DEFAULT-VALUE}")
  String currency;

  @Option(
      names = "--PRICES_INCLUDE_TAX",
      paramLabel = "true|false",
      defaultValue = "false",
      description = "Whether UnitPrice includes TaxAmount. Default: ${DEFAULT-VALUE}")
  String pricesIncludeTax;

  @Option(
      names = "--MAX_QUARANTINE_RATIO",
      paramLabel = "R",
      defaultValue = RunSettings.DEFAULT_MAX_QUARANTINE_RATIO,
      description =
          "Largest share of a source's rows that may be in quarantine, 0 to 1. Default:"
              + " ${DEFAULT-VALUE}")
  String maxQuarantineRatio;

  @Option(
      names = "--MAX_SHRINK_RATIO",
      paramLabel = "R",
      defaultValue = RunSettings.DEFAULT_MAX_SHRINK_RATIO,
      description =
          "Largest share by which accepted transactions may fall against the published run, 0 to 1."
              + " Default: ${DEFAULT-VALUE}")
  String maxShrinkRatio;

  @Option(
      names = "--ALLOW_SHRINK",
      paramLabel = "true|false",
      defaultValue = "false",
      description =
          "Whether accepted transactions may fall by any share. Default: ${DEFAULT-VALUE}")
  String allowShrink;

  @Option(
      names = "--MULTILINE",
      paramLabel = "true|false",
      defaultValue = "false",
      description =
          "Whether quoted fields may contain line breaks. A file is then read by one core. Default:"
              + " ${DEFAULT-VALUE}")
  String multiline;

  @Option(
      names = "--FISCAL_YEAR_START",
      paramLabel = "MONTH",
      defaultValue = RunSettings.DEFAULT_FISCAL_YEAR_START,
      description =
          "Month in which the fiscal year begins, 1 to 12 or an English name; a fiscal year has the"
              + " number of the calendar year in which it ends. Default: ${DEFAULT-VALUE}")
  String fiscalYearStart;

  @Option(
      names = "--RETAIL_CALENDAR",
      paramLabel = "WEEKS",
      defaultValue = RunSettings.DEFAULT_RETAIL_CALENDAR,
      description =
          "Weeks of the three periods of a retail quarter: 4-4-5, 4-5-4 or 5-4-4. Default:"
              + " ${DEFAULT-VALUE}")
  String retailCalendar;

  @Option(
      names = "--HOLIDAY_COUNTRY",
      paramLabel = "CC",
      description =
          "Two-letter code of the country whose public holidays DimDate names, such as US. Without"
              + " it, none are named.")
  String holidayCountry;

  @Option(
      names = "--CATALOG_DATABASE",
      paramLabel = "NAME",
      description =
          "Data Catalog database whose tables follow the newest published run. Left alone when not"
              + " given.")
  String catalogDatabase;

  @Option(
      names = "--KEEP_RUNS",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "How many published runs keep their Parquet files, at least 1. Default: ${DEFAULT-VALUE}")
  String keepRuns;

  /** Glue passes it; needed to report to Glue that the job has succeeded. */
  @Option(names = "--JOB_NAME", hidden = true)
  String jobName;

  @Option(names = "--help", usageHelp = true, description = "Shows this help.")
  boolean help;
}
