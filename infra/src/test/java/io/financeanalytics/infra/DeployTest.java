package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SqlStatements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** infra/deploy and infra/destroy against an aws command that writes down what it is asked. */
public class DeployTest {

  private static final String CHANGES =
      "Add\tRawBucket\tAWS::S3::Bucket\tNone\nModify\tJob\tAWS::Glue::Job\tFalse\n";

  private static final String RUNS =
      "SELECT COUNT(*) FROM finance.etlrun WHERE status = 'succeeded'";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path stub;
  private Path jar;

  @Before
  public void prepareTheStub() throws IOException {
    stub = folder.newFolder("stub").toPath();
    Files.createDirectory(stub.resolve("bin"));
    Files.copy(Path.of("src", "test", "resources", "aws-stub"), stub.resolve("bin/aws"));
    assertThat(stub.resolve("bin/aws").toFile().setExecutable(true)).isTrue();
    jar = Files.writeString(stub.resolve("a.jar"), "jar");
    Files.writeString(stub.resolve("changes"), CHANGES);
    Files.writeString(stub.resolve("calls"), "");
    Files.writeString(stub.resolve("sql"), "");
    StringBuilder outputs = new StringBuilder();
    Stack stack = Template.ofTheProject().resolvedWith(ParameterSet.DEV);
    stack
        .json()
        .path("Outputs")
        .fieldNames()
        .forEachRemaining(
            name -> outputs.append(name).append('=').append(stack.output(name)).append('\n'));
    Files.writeString(stub.resolve("outputs"), outputs);
  }

  @Test
  public void theFirstDeploymentMakesEverythingInOrder() throws IOException {
    Tool.Result result = deploy("--sample");
    assertThat(result.exitCode()).as(result.output()).isZero();
    inOrder(
        "s3api create-bucket --bucket finance-templates-123456789012-us-east-1",
        "s3api put-public-access-block",
        "validate-template",
        "create-change-set --stack-name finance-dev --change-set-name deploy-",
        "describe-change-set",
        "execute-change-set",
        "wait stack-create-complete",
        "/releases/",
        "redshift-data execute-statement",
        "raw/transactions/transactions.csv",
        "raw/platform_channels/platform_channels.csv",
        "raw/_READY");
    assertThat(result.output())
        .contains("RawBucket", "AWS::Glue::Job")
        .contains("s3://finance-dev-rawbucket", "sqlworkbench", "secret arn:aws:secretsmanager");
  }

  @Test
  public void everyStatementOfTheSqlReachesRedshiftAsItIsWritten() throws IOException {
    assertThat(deploy().exitCode()).isZero();
    List<String> sent =
        SqlStatements.split(Files.readString(stub.resolve("sql"))).stream()
            .filter(sql -> !sql.startsWith("SET search_path"))
            .map(DeployTest::plain)
            .toList();
    List<String> written = new ArrayList<>(List.of("CREATE SCHEMA IF NOT EXISTS finance", RUNS));
    for (String file : List.of("create_dimensions", "create_facts", "create_run_log")) {
      addStatements(written, Project.text("sql", "ddl", file + ".sql"));
    }
    for (String file : marts()) {
      addStatements(written, Project.text("sql", "marts", file));
    }
    for (String file : SecuritySqlTest.files()) {
      addStatements(written, Project.text("sql", "security", file));
    }
    assertThat(sent).isEqualTo(written);
  }

  @Test
  public void whatWasPublishedToIsLeftToTheJob() throws IOException {
    Files.createFile(stub.resolve("published"));
    Tool.Result result = deploy();
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("has been published to");
    assertThat(Files.readString(stub.resolve("sql")))
        .contains(RUNS, "CREATE ROLE finance_analyst")
        .doesNotContain("CREATE TABLE IF NOT EXISTS EtlRun", "COMMENT ON", "VIEW daily_sales");
  }

  @Test(timeout = 60_000)
  public void whoCannotAskForRunsChangesNoTable() throws IOException {
    for (String call :
        List.of("execute-statement.*etlrun", "describe-statement", "get-statement-result")) {
      Files.writeString(stub.resolve("unreachable"), call + "\n");
      Tool.Result result = deploy();
      assertThat(result.exitCode()).as(call).isEqualTo(2);
      assertThat(result.output())
          .contains("Could not connect", "does not say")
          .doesNotContain("the next run brings");
    }
    assertThat(Files.readString(stub.resolve("sql")))
        .doesNotContain("CREATE TABLE IF NOT EXISTS EtlRun", "CREATE ROLE");
  }

  @Test
  public void aRunLogThatCannotBeReadIsNotTakenForAMissingOne() throws IOException {
    Files.writeString(stub.resolve("sql-fails"), "FROM finance.etlrun\n");
    Files.writeString(
        stub.resolve("sql-fails.message"), "ERROR: permission denied for relation etlrun\n");
    Tool.Result result = deploy();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output()).contains("permission denied for relation etlrun");
    assertThat(Files.readString(stub.resolve("sql")))
        .doesNotContain("CREATE TABLE IF NOT EXISTS EtlRun");
  }

  @Test
  public void aSchemaWithoutARunLogGetsTablesAndViews() throws IOException {
    Files.writeString(stub.resolve("sql-fails"), "FROM finance.etlrun\n");
    Files.writeString(
        stub.resolve("sql-fails.message"), "ERROR: relation \"etlrun\" does not exist\n");
    Tool.Result result = deploy();
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(Files.readString(stub.resolve("sql")))
        .contains(RUNS, "CREATE TABLE IF NOT EXISTS EtlRun", "CREATE OR REPLACE VIEW daily_sales");
  }

  @Test
  public void aSecondDeploymentFindsNothingToDo() throws IOException {
    deploy();
    Files.writeString(
        stub.resolve("no-changes"),
        "The submitted information didn't contain changes. Submit different information to create a"
            + " change set.");
    Tool.Result second = deploy();
    assertThat(second.exitCode()).as(second.output()).isZero();
    assertThat(second.output()).contains("The stack finance-dev is up to date.");
    assertThat(calls()).filteredOn(call -> call.contains("execute-change-set")).hasSize(1);
    assertThat(calls()).filteredOn(call -> call.contains("create-bucket")).hasSize(1);
    assertThat(calls()).anyMatch(call -> call.contains("--change-set-type UPDATE"));
  }

  @Test
  public void anUpdateUploadsTheReleaseBeforeTheStackPointsToIt() throws IOException {
    deploy();
    Files.writeString(stub.resolve("calls"), "");
    assertThat(deploy().exitCode()).isZero();
    inOrder("s3 cp --only-show-errors " + jar, "create-change-set", "execute-change-set");
  }

  @Test
  public void whatIsNotNamedKeepsItsValue() throws IOException {
    deploy();
    deploy("--set", "NatMode=single");
    assertThat(Files.readString(stub.resolve("parameters.json")))
        .contains("\"ParameterKey\": \"NatMode\", \"ParameterValue\": \"single\"")
        .contains("\"ParameterKey\": \"ProjectPrefix\", \"UsePreviousValue\": true")
        .doesNotContain("VPCCIDR")
        .containsPattern("\"Release\", \"ParameterValue\": \"[0-9a-f]{16}\"");
    Json.read(Files.readString(stub.resolve("parameters.json")));
  }

  @Test
  public void aDryRunShowsAndChangesNothing() throws IOException {
    Files.createFile(stub.resolve("template-bucket"));
    Tool.Result result = deploy("--dry-run");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output()).contains("RawBucket").contains("Nothing was changed.");
    assertThat(calls())
        .noneMatch(
            call ->
                call.contains("execute-change-set")
                    || call.contains("redshift-data")
                    || call.contains("releases/"))
        .anyMatch(call -> call.contains("delete-change-set"))
        .anyMatch(call -> call.contains("delete-stack"));
  }

  @Test
  public void aDryRunInAFreshAccountMakesNoBucket() throws IOException {
    Tool.Result result = deploy("--dry-run");
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(result.output())
        .contains("Would make the bucket", "Nothing was changed.")
        .containsPattern("RawBucket +AWS::S3::Bucket")
        .containsPattern("Job +AWS::Glue::Job");
    assertThat(calls()).noneMatch(call -> call.contains("create"));
  }

  @Test
  public void aDryRunOfAStackThatIsThereLeavesItThere() throws IOException {
    deploy();
    assertThat(deploy("--dry-run").exitCode()).isZero();
    assertThat(calls()).noneMatch(call -> call.contains("delete-stack"));
  }

  @Test
  public void aChangeThatFailsSaysWhatFailedFirst() throws IOException {
    deploy();
    Files.createFile(stub.resolve("fail-update"));
    Tool.Result result = deploy();
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output())
        .contains("takes it back")
        .contains("The node type is not offered here");
  }

  @Test
  public void whatHoldsDataIsNotReplacedUnlessThatIsMeant() throws IOException {
    deploy();
    Files.writeString(stub.resolve("changes"), "Modify\tCluster\tAWS::Redshift::Cluster\tTrue\n");
    Tool.Result refused = deploy();
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output())
        .contains("would replace or give up what holds data: Cluster")
        .contains("--allow-replacement");
    assertThat(calls()).filteredOn(call -> call.contains("execute-change-set")).hasSize(1);
    assertThat(deploy("--allow-replacement").exitCode()).isZero();
  }

  @Test
  public void withoutAPersonNobodySaysYes() throws IOException {
    Tool.Result result =
        run(List.of("infra/deploy", "--jar", jar.toString(), "--region", "us-east-1"), Map.of());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output()).contains("Give --yes");
    assertThat(calls()).noneMatch(call -> call.contains("execute-change-set"));
  }

  @Test
  public void mistakesAreExplainedInOneParagraph() throws IOException {
    explains(
        "--set",
        "NatMod=single",
        "The template has no parameter NatMod. It has: AdminCIDR AlertEmail");
    explains("--set", "Nonsense", "not of the form NAME=VALUE");
    explains("--what", "", "does not know --what");
    explains("--stack", "my_stack", "is no name of a stack");
    explains("--release", "old", "There is no stack finance-dev yet");
    explains("--jar", "/nowhere.jar", "There is no jar /nowhere.jar");
    Files.writeString(stub.resolve("status"), "ROLLBACK_COMPLETE\n");
    explains("--start", "", "remove it with infra/destroy");
    Files.writeString(stub.resolve("status"), "UPDATE_IN_PROGRESS\n");
    explains("--start", "", "Somebody is changing the stack");
    Files.writeString(stub.resolve("status"), "UPDATE_COMPLETE\n");
    explains("--release", "old", "There is no release old");
    Files.createFile(stub.resolve("no-credentials"));
    explains("--start", "", "AWS does not know who you are: Unable to locate credentials");
  }

  @Test
  public void anEarlierReleaseIsDeployedWithoutABuild() throws IOException {
    Files.writeString(stub.resolve("status"), "UPDATE_COMPLETE\n");
    Tool.Result result =
        run(
            List.of("infra/deploy", "--yes", "--region", "us-east-1", "--release", "known"),
            Map.of());
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(Files.readString(stub.resolve("parameters.json")))
        .contains("\"ParameterValue\": \"known\"");
    assertThat(calls()).noneMatch(call -> call.contains("s3 cp") && call.contains("releases"));
  }

  @Test
  public void aMissingPrerequisiteIsNamedWithItsInstallation() throws IOException {
    Tool.Result noAws =
        run(
            List.of("infra/deploy", "--yes", "--region", "us-east-1"),
            Map.of("PATH", bare().toString()));
    assertThat(noAws.exitCode()).isEqualTo(2);
    assertThat(noAws.output()).contains("There is no AWS CLI here. Install it:");
    Tool.Result noRegion = run(List.of("infra/deploy", "--yes", "--jar", jar.toString()), Map.of());
    assertThat(noRegion.output()).contains("No region is known. Give --region");
    Files.copy(
        stub.resolve("bin/aws"),
        bare().resolve("aws"),
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    Tool.Result noMaven =
        run(
            List.of("infra/deploy", "--yes", "--region", "us-east-1"),
            Map.of("PATH", bare().toString()));
    assertThat(noMaven.output()).contains("There is no Maven here. Install it");
    assertThat(noMaven.exitCode()).isEqualTo(2);
  }

  @Test
  public void anOldBashIsNamedBeforeAnythingElse() throws IOException {
    Path infra = folder.newFolder("infra").toPath();
    Files.copy(Project.file("infra", "lib.sh"), infra.resolve("lib.sh"));
    String deploy = Project.text("infra", "deploy");
    String strict = deploy.replace(" >= 404)", " >= 404000)");
    assertThat(strict).isNotEqualTo(deploy);
    Files.writeString(infra.resolve("deploy"), strict);
    Tool.Result result =
        run(List.of("bash", infra.resolve("deploy").toString(), "--nonsense"), Map.of());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output()).contains("needs bash 4.4 or later").hasLineCount(1);
    assertThat(Project.text("docs", "deployment.md")).contains("(bash 4.4, GNU tools)");
  }

  @Test
  public void whatIsInRedshiftAlreadyMayStay() throws IOException {
    Files.writeString(stub.resolve("sql-fails"), "^CREATE ROLE\n");
    Files.writeString(
        stub.resolve("sql-fails.message"), "ERROR: role \"finance_analyst\" already exists\n");
    assertThat(deploy().exitCode()).isZero();
  }

  @Test
  public void sqlThatRedshiftRefusesIsNamed() throws IOException {
    Files.writeString(stub.resolve("sql-fails"), "FactTransactions TO ROLE finance_analyst\n");
    Files.writeString(stub.resolve("sql-fails.message"), "ERROR: permission denied\n");
    Tool.Result result = deploy();
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.output())
        .contains("sql/security/02_grants.sql")
        .contains("permission denied");
  }

  @Test
  public void anotherSchemaIsUsedThroughout() throws IOException {
    String outputs =
        Files.readString(stub.resolve("outputs")).replace("Schema=finance", "Schema=books");
    Files.writeString(stub.resolve("outputs"), outputs);
    assertThat(deploy().exitCode()).isZero();
    assertThat(Files.readString(stub.resolve("sql")))
        .contains(
            "CREATE SCHEMA IF NOT EXISTS books",
            "SET search_path TO books",
            "books.DimDate",
            "IN SCHEMA books")
        .contains("finance_security.channel_access")
        .doesNotContain("finance.Dim");
  }

  @Test
  public void destroyingSaysWhatStaysAndAsks() throws IOException {
    deploy();
    Tool.Result asked =
        run(List.of("infra/destroy", "--stack", "finance-dev", "--region", "us-east-1"), Map.of());
    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.output())
        .contains(
            "RawBucket",
            "a last snapshot of the cluster",
            "Goes: the 2 other resources",
            "Give --yes");
    // What went with a failed creation does not stay.
    assertThat(calls())
        .anyMatch(
            call -> call.contains("list-stack-resources") && call.contains("DELETE_COMPLETE"));
    assertThat(calls()).noneMatch(call -> call.contains("delete-stack"));
    Tool.Result result =
        run(
            List.of("infra/destroy", "--stack", "finance-dev", "--region", "us-east-1", "--yes"),
            Map.of());
    assertThat(result.exitCode()).as(result.output()).isZero();
    inOrder("delete-stack --stack-name finance-dev", "wait stack-delete-complete");
    Tool.Result again =
        run(
            List.of("infra/destroy", "--stack", "finance-dev", "--region", "us-east-1", "--yes"),
            Map.of());
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.output()).contains("There is no stack finance-dev");
  }

  @Test
  public void aRemovalThatFailsSaysWhy() throws IOException {
    deploy();
    Files.createFile(stub.resolve("fail-update"));
    Tool.Result result =
        run(
            List.of("infra/destroy", "--stack", "finance-dev", "--region", "us-east-1", "--yes"),
            Map.of());
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.output()).contains("could not be removed");
  }

  private void explains(String option, String value, String sentence) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(option));
    if (!value.isEmpty()) {
      arguments.add(value);
    }
    Files.deleteIfExists(stub.resolve("sql"));
    Tool.Result result = deploy(arguments.toArray(String[]::new));
    assertThat(result.exitCode()).as(result.output()).isEqualTo(2);
    assertThat(result.output()).contains(sentence);
    assertThat(calls()).noneMatch(call -> call.contains("execute-change-set"));
  }

  private Tool.Result deploy(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("infra/deploy", "--yes", "--region", "us-east-1"));
    if (!List.of(arguments).contains("--jar") && !List.of(arguments).contains("--release")) {
      command.addAll(List.of("--jar", jar.toString()));
    }
    command.addAll(List.of(arguments));
    return run(command, Map.of());
  }

  private Tool.Result run(List<String> command, Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>();
    environment.put("PATH", stub.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("STUB", stub.toString());
    environment.put("DEPLOY_POLL_SECONDS", "0");
    environment.put("AWS_REGION", "");
    environment.put("AWS_DEFAULT_REGION", "");
    environment.putAll(more);
    return Tool.run(Project.ROOT, environment, command);
  }

  /** A PATH with what every machine has, and neither AWS CLI nor Maven. */
  private Path bare() throws IOException {
    Path bin = stub.resolve("bare");
    if (Files.notExists(bin)) {
      Files.createDirectory(bin);
      for (String tool :
          List.of("bash", "env", "dirname", "mktemp", "rm", "cat", "sed", "tail", "grep")) {
        Path found =
            List.of("/usr/bin", "/bin").stream()
                .map(place -> Path.of(place, tool))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
        Files.createSymbolicLink(bin.resolve(tool), found);
      }
    }
    return bin;
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(stub.resolve("calls"));
  }

  private void inOrder(String... words) throws IOException {
    List<String> calls = calls();
    int at = 0;
    for (String word : words) {
      while (at < calls.size() && !calls.get(at).contains(word)) {
        at++;
      }
      assertThat(at).as("%s in its place among %s", word, calls).isLessThan(calls.size());
    }
  }

  private static List<String> marts() throws IOException {
    return Files.readAllLines(Project.file("sql", "marts", "order.txt"));
  }

  private static void addStatements(List<String> all, String text) {
    SqlStatements.split(text).forEach(sql -> all.add(plain(sql)));
  }

  private static String plain(String sql) {
    return sql.strip().replaceAll("\\s+", " ");
  }
}
