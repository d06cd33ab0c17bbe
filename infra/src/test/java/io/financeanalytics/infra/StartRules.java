package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The state machine is whole, may do what it does, and the right events start it. */
final class StartRules {

  /** The IAM action behind a task, and the resource that it is done to. */
  private static final Map<String, String> ACTIONS =
      Map.of(
          "dynamodb:updateItem", "dynamodb:UpdateItem",
          "dynamodb:getItem", "dynamodb:GetItem",
          "glue:startJobRun.sync", "glue:StartJobRun",
          "sns:publish", "sns:Publish",
          "aws-sdk:sfn:describeExecution", "states:DescribeExecution",
          "aws-sdk:cloudwatch:putMetricData", "cloudwatch:PutMetricData");

  private final Stack stack;
  private final Stack.Resource machine;
  private final JsonNode states;
  private final Findings findings = new Findings();

  private StartRules(Stack stack) {
    this.stack = stack;
    this.machine = stack.get("StateMachine");
    this.states = definition(stack).path("States");
  }

  static List<String> findings(Stack stack) {
    StartRules rules = new StartRules(stack);
    rules.graph();
    rules.tasks();
    rules.machine();
    stack.ofType("AWS::Events::Rule").forEach(rules::rule);
    rules.findings.require(
        stack.has("DropRule"), "Stack", "nothing starts a run when a drop is complete");
    return rules.findings.all();
  }

  /** The definition with its substitutions made. */
  static JsonNode definition(Stack stack) {
    Stack.Resource machine = stack.get("StateMachine");
    String text = machine.at("/Definition").toString();
    for (Map.Entry<String, JsonNode> entry :
        Resolver.entries(machine.at("/DefinitionSubstitutions"))) {
      text = text.replace("${" + entry.getKey() + "}", entry.getValue().asText());
    }
    return Json.read(text);
  }

  private void graph() {
    String start = definition(stack).path("StartAt").asText();
    Set<String> reached = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(start));
    while (!open.isEmpty()) {
      String name = open.remove(0);
      if (reached.add(name)) {
        findings.require(states.has(name), machine, "there is no state " + name);
        open.addAll(next(states.path(name)));
      }
    }
    for (Map.Entry<String, JsonNode> state : Resolver.entries(states)) {
      findings.require(
          reached.contains(state.getKey()), machine, "nothing leads to " + state.getKey());
      boolean ends = List.of("Succeed", "Fail").contains(state.getValue().path("Type").asText());
      findings.require(
          ends || !next(state.getValue()).isEmpty() || state.getValue().path("End").asBoolean(),
          machine,
          state.getKey() + " leads nowhere");
    }
    findings.require(
        !machine.at("/Definition").toString().contains("${AWS::"), machine, "a variable is left");
    findings.require(
        !definition(stack).toString().contains("${"), machine, "a substitution is missing");
  }

  private static List<String> next(JsonNode state) {
    List<String> next = new ArrayList<>();
    state.findValuesAsText("Next").forEach(next::add);
    if (state.has("Default")) {
      next.add(state.path("Default").asText());
    }
    return next;
  }

  private void tasks() {
    for (Map.Entry<String, JsonNode> state : Resolver.entries(states)) {
      JsonNode task = state.getValue();
      if (task.path("Type").asText().equals("Task")) {
        String name = state.getKey();
        findings.require(
            task.path("TimeoutSeconds").asInt() > 0, machine, name + " has no timeout");
        findings.require(task.path("Retry").size() > 0, machine, name + " has no retry");
        JsonNode last = task.path("Catch").path(task.path("Catch").size() - 1);
        findings.require(
            last.at("/ErrorEquals/0").asText().equals("States.ALL"),
            machine,
            name + " has no catch for everything");
        mayBeDone(name, task);
      }
    }
    JsonNode run = states.path("Run");
    findings.require(
        run.path("Resource").asText().endsWith(":states:::glue:startJobRun.sync"),
        machine,
        "does not wait for the job");
    findings.require(
        run.at("/Parameters/JobName").asText().equals(stack.get("Job").text("/Name")),
        machine,
        "starts another job");
    findings.require(
        run.path("TimeoutSeconds").asInt() > 60 * stack.get("Job").at("/Timeout").asInt(),
        machine,
        "gives up before Glue does");
    findings.require(
        !run.path("Retry").toString().contains("States."),
        machine,
        "repeats a run that failed and has said why");
  }

  private void mayBeDone(String name, JsonNode task) {
    String service = task.path("Resource").asText().replaceFirst("^arn:aws:states:::", "");
    String action = ACTIONS.get(service);
    findings.require(action != null, machine, name + " calls " + service + ", which is not known");
    MadeUp names = new MadeUp(stack);
    String resource =
        switch (String.valueOf(action)) {
          case "dynamodb:UpdateItem", "dynamodb:GetItem" -> names.attribute("StartsTable", "Arn");
          case "glue:StartJobRun" -> arn("glue", "job/" + task.at("/Parameters/JobName").asText());
          case "sns:Publish" -> task.at("/Parameters/TopicArn").asText();
          case "states:DescribeExecution" ->
              arn("states", "execution:" + names.attribute("StateMachine", "Name") + ":some-name");
          default -> "*";
        };
    findings.require(
        PolicyRules.ofRole(stack, "StateMachineRole").stream()
            .anyMatch(statement -> statement.covers(String.valueOf(action), resource)),
        machine,
        "nothing allows " + action + " to " + name);
    if (service.startsWith("dynamodb:")) {
      findings.require(
          task.at("/Parameters/TableName").asText().equals(names.ref("StartsTable")),
          machine,
          name + " uses another table");
    }
  }

  private String arn(String service, String rest) {
    return "arn:aws:"
        + service
        + ":"
        + stack.parameters().region()
        + ":"
        + Resolver.ACCOUNT
        + ":"
        + rest;
  }

  private void machine() {
    findings.require(
        machine.text("/LoggingConfiguration/Level").equals("ALL"),
        machine,
        "does not log everything");
    findings.require(
        machine.at("/LoggingConfiguration/Destinations").size() == 1, machine, "logs nowhere");
    findings.require(
        machine.at("/TracingConfiguration/Enabled").asBoolean(), machine, "is not traced");
    findings.require(
        machine.text("/StateMachineType").equals("STANDARD"), machine, "cannot wait for an hour");
  }

  private void rule(Stack.Resource rule) {
    findings.require(rule.text("/State").equals("ENABLED"), rule, "is off");
    boolean isDrop = !rule.at("/EventPattern").isMissingNode();
    findings.require(
        isDrop != rule.at("/ScheduleExpression").isTextual(), rule, "has no cause, or two");
    JsonNode target = rule.at("/Targets/0");
    MadeUp names = new MadeUp(stack);
    findings.require(
        target.path("Arn").asText().equals(names.ref("StateMachine")),
        rule,
        "starts something else");
    findings.require(
        target.path("RoleArn").asText().equals(names.attribute("StartRole", "Arn")),
        rule,
        "may not start anything");
    findings.require(
        target.at("/DeadLetterConfig/Arn").asText().equals(names.attribute("LostStarts", "Arn")),
        rule,
        "loses starts");
    if (isDrop) {
      findings.require(rule.at("/EventPattern").isObject(), rule, "EventPattern is not an object");
      pattern(rule);
    }
    String input =
        target
            .at("/InputTransformer/InputTemplate")
            .asText()
            .replace("<stamp>", "0055AED6DCD90281E5");
    JsonNode start = Json.read(input.isEmpty() ? "{}" : input);
    findings.require(
        start.path("door").asText().equals(isDrop ? "drop" : "schedule")
            && !start.path("stamp").asText().isEmpty(),
        rule,
        "does not say which door and when");
    String path = target.at("/InputTransformer/InputPathsMap/stamp").asText();
    JsonNode event =
        isDrop ? S3Event.of(names.bucket("RawBucket"), "raw/_READY") : S3Event.schedule();
    findings.require(
        event.at(path.replaceFirst("^\\$", "").replace('.', '/')).isTextual(),
        rule,
        "its stamp is not in the event");
    findings.require(
        PolicyRules.ofRole(stack, "StartRole").stream()
            .anyMatch(
                statement -> statement.covers("states:StartExecution", names.ref("StateMachine"))),
        rule,
        "nothing allows it to start the state machine");
  }

  private void pattern(Stack.Resource rule) {
    String bucket = new MadeUp(stack).bucket("RawBucket");
    JsonNode pattern = rule.at("/EventPattern");
    findings.require(
        S3Event.matches(pattern, S3Event.of(bucket, "raw/_READY")), rule, "does not see a drop");
    findings.require(
        !S3Event.matches(pattern, S3Event.of(bucket, "raw/cogs.csv")),
        rule,
        "starts before a drop is complete");
    findings.require(
        !S3Event.matches(pattern, S3Event.of("another-bucket", "raw/_READY")),
        rule,
        "sees drops of others");
    String folder = stack.jobArguments().get("--RAW_S3_PATH");
    findings.require(
        S3Event.matches(
            pattern, S3Event.of(bucket, folder.replaceFirst("^s3://[^/]+/", "") + "/_READY")),
        rule,
        "watches another folder than the job reads");
  }
}
