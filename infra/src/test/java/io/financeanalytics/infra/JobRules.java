package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.financeanalytics.glue.AcceptedByGlueJob;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Glue starts our jar, the jar accepts its arguments, and the job may do what they tell it to. */
final class JobRules {

  /** The arguments of Glue itself that the template uses. */
  private static final Set<String> GLUES_OWN =
      Set.of(
          "job-language",
          "class",
          "extra-jars",
          "user-jars-first",
          "job-bookmark-option",
          "TempDir",
          "enable-metrics",
          "enable-observability-metrics",
          "enable-continuous-cloudwatch-log",
          "enable-spark-ui",
          "spark-event-logs-path");

  /** For another way to sign in, for one run by hand, given by Glue. */
  private static final Set<String> LEFT_OUT =
      Set.of("--REDSHIFT_USER", "--ALLOW_SHRINK", "--JOB_NAME");

  private static final Map<String, String> FIXED =
      Map.of(
          "--job-language", "scala",
          "--user-jars-first", "true",
          "--job-bookmark-option", "job-bookmark-disable",
          "--enable-metrics", "true",
          "--enable-observability-metrics", "true",
          "--enable-continuous-cloudwatch-log", "true",
          "--enable-spark-ui", "true");

  private final Stack stack;
  private final Stack.Resource job;
  private final Map<String, String> arguments;
  private final Findings findings = new Findings();

  private JobRules(Stack stack) {
    this.stack = stack;
    this.job = stack.get("Job");
    this.arguments = stack.jobArguments();
  }

  static List<String> findings(Stack stack) {
    JobRules rules = new JobRules(stack);
    rules.command();
    rules.arguments();
    rules.rights();
    rules.network();
    rules.encryption();
    rules.rawTables();
    return rules.findings.all();
  }

  private void command() {
    findings.require(
        job.text("/Command/Name").equals("glueetl"), job, "its command is not glueetl");
    findings.require(job.text("/GlueVersion").equals("5.1"), job, "is not for Glue 5.1");
    findings.require(
        job.at("/Command/PythonVersion").isMissingNode(), job, "is not a job of the JVM");
    findings.require(
        job.text("/Name").equals(prefix() + "-Financial-ETL-Job"), job, "has another name");
    findings.require(
        job.at("/MaxRetries").isInt() && job.at("/MaxRetries").asInt() == 0,
        job,
        "Glue would try a failed run again");
    findings.require(
        job.at("/ExecutionProperty/MaxConcurrentRuns").asInt() == 1,
        job,
        "two runs could be under way");
    findings.require(job.at("/Timeout").asInt() > 0, job, "has no timeout");
    findings.require(job.at("/Tags").isObject(), job, "Tags is not a map");
    String shim = Project.text("glue-entry", "src", "main", "glue", "FinanceAnalytics.scala");
    Matcher object = Pattern.compile("(?m)^object (\\w+)").matcher(shim);
    findings.require(
        object.find() && object.group(1).equals(arguments.get("--class")),
        job,
        "--class is not in the shim");
    findings.require(
        shim.contains("io.financeanalytics.glue.GlueJob.main"),
        job,
        "the shim does not call the job");
    findings.require(
        job.text("/Command/ScriptLocation").endsWith("/FinanceAnalytics.scala"),
        job,
        "does not start the shim");
    String pom = Project.text("glue-entry", "pom.xml");
    String jar = String.valueOf(arguments.get("--extra-jars")).replaceFirst(".*/", "");
    findings.require(
        pom.contains("<finalName>" + jar.replaceFirst("\\.jar$", "") + "</finalName>"),
        job,
        "does not load our jar");
  }

  private static List<String> optionsOfTheJob() {
    String options =
        Project.text(
            "glue-entry",
            "src",
            "main",
            "java",
            "io",
            "financeanalytics",
            "glue",
            "JobOptions.java");
    return Pattern.compile("names = \"(--[A-Z_0-9]+)\"")
        .matcher(options)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  private String prefix() {
    return stack.parameters().values().getOrDefault("ProjectPrefix", "finance");
  }

  private String holidayCountry() {
    return stack.parameters().values().getOrDefault("HolidayCountry", "");
  }

  private void arguments() {
    FIXED.forEach(
        (name, value) ->
            findings.require(value.equals(arguments.get(name)), job, name + " is not " + value));
    for (JsonNode value : job.at("/DefaultArguments")) {
      findings.require(value.isTextual(), job, "an argument is not a text: " + value);
    }
    for (String name : arguments.keySet()) {
      findings.require(name.startsWith("--"), job, "Glue would ignore " + name);
      findings.require(
          !name.toLowerCase(Locale.ROOT).contains("password"), job, "a password is an argument");
    }
    for (String name : optionsOfTheJob()) {
      boolean hasNoValue = name.equals("--HOLIDAY_COUNTRY") && holidayCountry().isEmpty();
      findings.require(
          arguments.containsKey(name) != (LEFT_OUT.contains(name) || hasNoValue),
          job,
          "does not set " + name + ", or sets it without need");
    }
    String problems = AcceptedByGlueJob.problems(arguments);
    findings.require(problems.isEmpty(), job, "refuses its arguments: " + problems);
    for (String name : AcceptedByGlueJob.ignored(arguments)) {
      findings.require(GLUES_OWN.contains(name), job, "nobody knows --" + name);
    }
  }

  private void rights() {
    List<Statement> statements = PolicyRules.ofRole(stack, "JobRole");
    String raw = file("--RAW_S3_PATH");
    allowed(statements, "s3:GetObject", raw);
    for (String folder : List.of("--PROCESSED_S3_PATH", "--TEMP_S3_DIR", "--TempDir")) {
      for (String action : List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject")) {
        allowed(statements, action, file(folder));
      }
    }
    allowed(statements, "s3:PutObject", file("--spark-event-logs-path"));
    allowed(statements, "s3:GetObject", arn(arguments.get("--extra-jars")));
    allowed(statements, "s3:GetObject", arn(job.text("/Command/ScriptLocation")));
    allowed(statements, "secretsmanager:GetSecretValue", secretArn());
    for (String action : List.of("glue:GetTable", "glue:CreateTable", "glue:UpdateTable")) {
      allowed(
          statements,
          action,
          glue("table/" + arguments.get("--CATALOG_DATABASE") + "/facttransactions"));
    }
    allowed(
        statements,
        "glue:GetConnection",
        glue("connection/" + job.text("/Connections/Connections/0")));
    allowed(statements, "kms:Decrypt", new MadeUp(stack).attribute("Key", "Arn"));
    allowed(statements, "logs:PutLogEvents", new MadeUp(stack).attribute("JobOutputLog", "Arn"));
    allowed(statements, "logs:AssociateKmsKey", new MadeUp(stack).attribute("JobOutputLog", "Arn"));
    findings.require(
        arguments.get("--REDSHIFT_IAM_ROLE").equals(new MadeUp(stack).attribute("CopyRole", "Arn")),
        job,
        "gives Redshift another role");
    List<Statement> copy = PolicyRules.ofRole(stack, "CopyRole");
    for (String action : List.of("s3:GetObject", "s3:PutObject")) {
      allowed(copy, action, file("--TEMP_S3_DIR"));
    }
  }

  private void allowed(List<Statement> statements, String action, String resource) {
    findings.require(
        statements.stream()
            .anyMatch(statement -> !statement.isDeny() && statement.covers(action, resource)),
        job,
        "nothing allows " + action + " on " + resource);
  }

  private String file(String folder) {
    return arn(arguments.getOrDefault(folder, "").replaceFirst("/$", "") + "/a/file");
  }

  private static String arn(String s3) {
    return "arn:aws:s3:::" + s3.replaceFirst("^s3://", "");
  }

  private String glue(String rest) {
    return "arn:aws:glue:" + stack.parameters().region() + ":" + Resolver.ACCOUNT + ":" + rest;
  }

  private String secretArn() {
    String id = arguments.get("--REDSHIFT_SECRET_ID");
    return id.startsWith("arn:")
        ? id
        : "arn:aws:secretsmanager:"
            + stack.parameters().region()
            + ":"
            + Resolver.ACCOUNT
            + ":secret:"
            + id
            + "-AbCdEf";
  }

  private void network() {
    Stack.Resource connection = stack.get("JobConnection");
    JsonNode place = connection.at("/ConnectionInput/PhysicalConnectionRequirements");
    String zone =
        NetworkRules.subnet(stack, place.path("SubnetId").asText()).text("/AvailabilityZone");
    findings.require(
        place.path("AvailabilityZone").asText().equals(zone),
        connection,
        "names another zone than its subnet");
    findings.require(
        connection.text("/ConnectionInput/ConnectionType").equals("NETWORK"),
        connection,
        "is not a network connection");
    findings.require(
        job.text("/Connections/Connections/0").equals(connection.text("/ConnectionInput/Name")),
        job,
        "is not in the VPC");
  }

  /** The job finds a column by its name, Athena by its place. */
  private void rawTables() {
    for (Stack.Resource table : stack.ofType("AWS::Glue::Table")) {
      findings.require(
          table.text("/TableInput/Description").contains("Columns by place"),
          table,
          "does not say that its columns go by their place");
    }
  }

  private void encryption() {
    for (Stack.Resource resource : stack.ofType("AWS::Glue::Job", "AWS::Glue::Crawler")) {
      String path =
          resource.type().endsWith("Job")
              ? "/SecurityConfiguration"
              : "/CrawlerSecurityConfiguration";
      findings.require(
          resource.text(path).equals(stack.get("SecurityConfiguration").text("/Name")),
          resource,
          "has no security configuration");
    }
    JsonNode encryption = stack.get("SecurityConfiguration").at("/EncryptionConfiguration");
    findings.require(
        encryption.at("/S3Encryptions/0/S3EncryptionMode").asText().equals("SSE-KMS")
            && encryption
                .at("/CloudWatchEncryption/CloudWatchEncryptionMode")
                .asText()
                .equals("SSE-KMS")
            && encryption
                .at("/JobBookmarksEncryption/JobBookmarksEncryptionMode")
                .asText()
                .equals("CSE-KMS"),
        "SecurityConfiguration",
        "does not encrypt everything");
  }
}
