package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The real AWS CLI against an emulation of AWS on loopback: infra/deploy and infra/destroy with a
 * small stack, and the state machine's own definition with a real conditional update.
 */
public class MotoTest {

  private static final String ACCOUNT = "arn:aws:%s:us-east-1:123456789012:";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Process server;
  private Map<String, String> environment;

  @Before
  public void startTheEmulation() throws Exception {
    Tool.AWS.required();
    String moto = Tool.MOTO.required().toString();
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server =
        new ProcessBuilder(moto, "-H", "127.0.0.1", "-p", String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(folder.newFile("moto.log"))
            .start();
    String url = "http://127.0.0.1:" + port;
    environment =
        Map.of(
            "AWS_ENDPOINT_URL", url,
            "AWS_ACCESS_KEY_ID", "test",
            "AWS_SECRET_ACCESS_KEY", "test",
            "AWS_REGION", "us-east-1",
            "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_PAGER", "");
    for (int i = 0; i < 300 && !isOpen(port); i++) {
      Thread.sleep(100);
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/moto-api/config"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"stepfunctions\": {\"execute_state_machine\": true}}"))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isLessThan(300);
    aws(
        "dynamodb",
        "create-table",
        "--table-name",
        "starts",
        "--billing-mode",
        "PAY_PER_REQUEST",
        "--attribute-definitions",
        "AttributeName=id,AttributeType=S",
        "--key-schema",
        "AttributeName=id,KeyType=HASH");
    aws("sns", "create-topic", "--name", "alerts");
  }

  @After
  public void stopTheEmulation() {
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Test
  public void deployTwiceChangeAndDestroy() throws Exception {
    Path jar = Files.writeString(folder.newFile("a.jar").toPath(), "jar");
    String template =
        Path.of("src", "test", "resources", "small-stack.yaml").toAbsolutePath().toString();
    // The emulation forgets the outputs of a stack that a change set has made.
    aws(
        "cloudformation",
        "create-stack",
        "--stack-name",
        "finance-dev",
        "--template-body",
        "file://" + template);
    List<String> deploy =
        List.of(
            "infra/deploy", "--yes", "--skip-sql", "--template", template, "--jar", jar.toString());
    Tool.Result first = run(with(deploy, "--sample"));
    assertThat(first.exitCode()).as(first.output()).isZero();
    String raw = output("RawBucketName");
    assertThat(keys(raw)).contains("raw/transactions/transactions.csv", "raw/_READY");
    assertThat(keys(output("ScriptsBucketName")))
        .contains("finance-analytics-glue.jar", "FinanceAnalytics.scala");
    Tool.Result dry = run(with(deploy, "--set", "ProjectPrefix=books", "--dry-run"));
    assertThat(dry.exitCode()).as(dry.output()).isZero();
    assertThat(dry.output()).contains("Modify", "RawBucket", "Nothing was changed.");
    Tool.Result changed = run(with(deploy, "--set", "ProjectPrefix=books"));
    assertThat(changed.exitCode()).as(changed.output()).isZero();
    assertThat(aws("cloudformation", "describe-stacks", "--query", "Stacks[0].Parameters"))
        .contains("books");
    Tool.Result refused = run(with(deploy, "--set", "Projekt=x"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.output()).contains("no parameter Projekt");
    Tool.Result destroyed = run(List.of("infra/destroy", "--stack", "finance-dev", "--yes"));
    assertThat(destroyed.exitCode()).as(destroyed.output()).isZero();
    assertThat(destroyed.output()).contains("Stays", raw);
  }

  @Test
  public void aDropAsTheGuideTellsItArrivesWithItsMarker() throws Exception {
    Path exports = Files.createDirectories(folder.getRoot().toPath().resolve("exports/cogs"));
    Files.writeString(exports.resolve("cogs.csv"), "ProductID\n");
    aws("s3api", "create-bucket", "--bucket", "drops");
    String guide = Project.text("docs", "deployment.md");
    String drop =
        guide.substring(guide.indexOf("aws s3 sync exports/")).replaceFirst("(?s)```.*", "");
    Tool.Result result =
        Tool.run(
            folder.getRoot().toPath(),
            environment,
            List.of("bash", "-ec", drop.replace("<RawBucketName>", "drops")));
    assertThat(result.exitCode()).as(result.output()).isZero();
    assertThat(keys("drops")).contains("raw/cogs/cogs.csv", "raw/_READY");
  }

  @Test
  public void aRunThatFailsGivesItsTurnBackAndTells() throws Exception {
    JsonNode failed = execution("{\"door\": \"drop\", \"stamp\": \"0051\"}");
    assertThat(failed.path("status").asText()).isEqualTo("FAILED");
    assertThat(failed.path("error").asText()).isEqualTo("Glue.EntityNotFoundException");
    assertThat(failed.path("cause").asText()).contains("finance-Financial-ETL-Job");
    assertThat(item()).contains("0051").doesNotContain("run_owner").doesNotContain("pending");
  }

  @Test
  public void aRunThatSucceedsGivesItsTurnBack() throws Exception {
    createJob();
    start("{\"door\": \"schedule\", \"stamp\": \"2026-01-01T04:00:00Z\"}");
    // Counting the run, which comes after that, is more than the emulation can do.
    for (int i = 0; i < 60 && (runs() == 0 || item().contains("run_owner")); i++) {
      Thread.sleep(500);
    }
    assertThat(item()).contains("schedule").doesNotContain("run_owner").doesNotContain("pending");
    assertThat(runs()).isEqualTo(1);
  }

  @Test
  public void anEventThatIsDeliveredTwiceIsCovered() throws Exception {
    createJob();
    aws(
        "dynamodb",
        "put-item",
        "--table-name",
        "starts",
        "--item",
        "{\"id\": {\"S\": \"run\"}, \"drop\": {\"S\": \"0052\"}}");
    assertThat(execution("{\"door\": \"drop\", \"stamp\": \"0052\"}").path("status").asText())
        .isEqualTo("SUCCEEDED");
    assertThat(runs()).isZero();
  }

  private void createJob() {
    aws(
        "glue",
        "create-job",
        "--name",
        "finance-Financial-ETL-Job",
        "--role",
        "x",
        "--command",
        "Name=glueetl,ScriptLocation=s3://b/a.scala");
  }

  /** As in the template; waiting for the job is what the emulation cannot do. */
  private static String definition() {
    Stack stack = Template.ofTheProject().resolvedWith(ParameterSet.DEV);
    MadeUp names = new MadeUp(stack);
    return StartRules.definition(stack)
        .toString()
        .replace(names.ref("StartsTable"), "starts")
        .replace(names.ref("Topic"), ACCOUNT.formatted("sns") + "alerts")
        .replace("startJobRun.sync", "startJobRun");
  }

  private JsonNode execution(String input) throws Exception {
    String arn = start(input);
    for (int i = 0; i < 60; i++) {
      JsonNode execution =
          Json.read(aws("stepfunctions", "describe-execution", "--execution-arn", arn));
      if (!execution.path("status").asText().equals("RUNNING")) {
        return execution;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("The execution does not end");
  }

  private String start(String input) throws Exception {
    Path definition = Files.writeString(folder.newFile("definition.json").toPath(), definition());
    String machine =
        Json.read(
                aws(
                    "stepfunctions",
                    "create-state-machine",
                    "--name",
                    "starts",
                    "--definition",
                    "file://" + definition,
                    "--role-arn",
                    "arn:aws:iam::123456789012:role/starts"))
            .path("stateMachineArn")
            .asText();
    return Json.read(
            aws(
                "stepfunctions",
                "start-execution",
                "--state-machine-arn",
                machine,
                "--input",
                input))
        .path("executionArn")
        .asText();
  }

  private String item() {
    return aws(
        "dynamodb", "get-item", "--table-name", "starts", "--key", "{\"id\": {\"S\": \"run\"}}");
  }

  private String keys(String bucket) {
    return aws("s3api", "list-objects-v2", "--bucket", bucket, "--query", "Contents[].Key");
  }

  private Tool.Result run(List<String> command) {
    return Tool.run(Project.ROOT, environment, command);
  }

  private int runs() {
    return Json.read(aws("glue", "get-job-runs", "--job-name", "finance-Financial-ETL-Job"))
        .path("JobRuns")
        .size();
  }

  private String output(String name) {
    return aws(
            "cloudformation",
            "describe-stacks",
            "--stack-name",
            "finance-dev",
            "--output",
            "text",
            "--query",
            "Stacks[0].Outputs[?OutputKey=='" + name + "'].OutputValue")
        .strip();
  }

  private String aws(String... arguments) {
    Tool.Result result =
        Tool.run(
            Project.ROOT, environment, with(List.of(Tool.AWS.required().toString()), arguments));
    assertThat(result.exitCode()).as(result.output()).isZero();
    return result.output();
  }

  private static List<String> with(List<String> command, String... more) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(more));
    return all;
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
