package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import io.financeanalytics.glue.AcceptedByGlueJob;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every alarm watches a metric that is really emitted, with its dimensions, and tells somebody. */
final class AlarmRules {

  /** The metrics of AWS that alarms may watch, with the dimension under which AWS emits them. */
  private static final Map<String, String> OF_AWS =
      Map.of(
          "AWS/States ExecutionsFailed", "StateMachineArn",
          "AWS/States ExecutionsAborted", "StateMachineArn",
          "AWS/States ExecutionsTimedOut", "StateMachineArn",
          "AWS/SQS ApproximateNumberOfMessagesVisible", "QueueName",
          "AWS/Redshift PercentageDiskSpaceUsed", "ClusterIdentifier",
          "AWS/Redshift HealthStatus", "ClusterIdentifier",
          "AWS/Redshift-Serverless DataStorage", "Namespace",
          "AWS/Redshift-Serverless ComputeCapacity", "Workgroup");

  private static final Pattern AT_LEAST = Pattern.compile("\\{ \\$\\.(\\w+) >= ([0-9.]+) }");

  private final Stack stack;
  private final Findings findings = new Findings();

  private AlarmRules(Stack stack) {
    this.stack = stack;
  }

  static List<String> findings(Stack stack) {
    AlarmRules rules = new AlarmRules(stack);
    stack.ofType("AWS::Logs::MetricFilter").forEach(rules::filter);
    stack.ofType("AWS::CloudWatch::Alarm").forEach(rules::alarm);
    for (String alarm : List.of("RunFailedAlarm", "QuarantineAlarm", "LostStartAlarm")) {
      rules.findings.require(stack.has(alarm), "Stack", "there is no " + alarm);
    }
    boolean isCluster = !stack.ofType("AWS::Redshift::Cluster").isEmpty();
    for (String alarm :
        isCluster
            ? List.of("DiskAlarm", "HealthAlarm")
            : List.of("StorageAlarm", "CapacityAlarm")) {
      rules.findings.require(stack.has(alarm), "Stack", "there is no " + alarm);
    }
    return rules.findings.all();
  }

  private void alarm(Stack.Resource alarm) {
    String metric = alarm.text("/Namespace") + " " + alarm.text("/MetricName");
    JsonNode dimensions = alarm.at("/Dimensions");
    if (OF_AWS.containsKey(metric)) {
      findings.require(
          dimensions.size() == 1 && dimensions.at("/0/Name").asText().equals(OF_AWS.get(metric)),
          alarm,
          metric + " is not emitted with " + dimensions);
      findings.require(
          values(OF_AWS.get(metric)).contains(dimensions.at("/0/Value").asText()),
          alarm,
          "watches nothing of this stack");
    } else {
      findings.require(ofTheStack().contains(metric), alarm, "nobody emits " + metric);
      findings.require(
          dimensions.isMissingNode(), alarm, metric + " is emitted without dimensions");
    }
    String topic = new MadeUp(stack).ref("Topic");
    findings.require(alarm.at("/AlarmActions").toString().contains(topic), alarm, "tells nobody");
    findings.require(
        mayTell("cloudwatch.amazonaws.com"), alarm, "may not use the topic or its key");
    int period = alarm.at("/Period").asInt();
    int total = period * alarm.at("/EvaluationPeriods").asInt();
    findings.require(
        period > 0 && period % 60 == 0 && total <= (period < 3600 ? 86_400 : 604_800),
        alarm,
        "looks back further than CloudWatch does");
    findings.require(alarm.at("/Threshold").isValueNode(), alarm, "has no threshold");
    boolean wantsData = alarm.text("/ComparisonOperator").startsWith("Less");
    findings.require(
        alarm.text("/TreatMissingData").equals(wantsData ? "breaching" : "notBreaching"),
        alarm,
        "would not fire, or fire always, while nothing is reported");
  }

  /** What the dimension is called in this stack. */
  private Set<String> values(String dimension) {
    MadeUp names = new MadeUp(stack);
    Set<String> values = new HashSet<>();
    Map<String, String> resources =
        Map.of(
            "StateMachineArn", "StateMachine",
            "ClusterIdentifier", "Cluster",
            "Namespace", "Namespace",
            "Workgroup", "Workgroup");
    if (dimension.equals("QueueName")) {
      values.add(names.attribute("LostStarts", "QueueName"));
    } else if (stack.has(resources.get(dimension))) {
      values.add(names.ref(resources.get(dimension)));
    }
    return values;
  }

  /** The metrics that the state machine puts, and those that are made of log lines. */
  private Set<String> ofTheStack() {
    Set<String> metrics = new HashSet<>();
    for (Map.Entry<String, JsonNode> state :
        Resolver.entries(StartRules.definition(stack).path("States"))) {
      JsonNode parameters = state.getValue().path("Parameters");
      for (JsonNode datum : parameters.path("MetricData")) {
        metrics.add(
            parameters.path("Namespace").asText() + " " + datum.path("MetricName").asText());
        findings.require(!datum.has("Dimensions"), "StateMachine", "the metric has dimensions");
      }
    }
    for (Stack.Resource filter : stack.ofType("AWS::Logs::MetricFilter")) {
      JsonNode made = filter.at("/MetricTransformations/0");
      metrics.add(made.path("MetricNamespace").asText() + " " + made.path("MetricName").asText());
    }
    return metrics;
  }

  /** The filter's group is where Glue 5 writes what the job prints, and it finds the job's line. */
  private void filter(Stack.Resource filter) {
    Stack.Resource job = stack.get("Job");
    String role = job.text("/Role").replaceFirst(".*/", "");
    findings.require(
        filter
            .text("/LogGroupName")
            .equals(
                "/aws-glue/jobs/"
                    + job.text("/SecurityConfiguration")
                    + "-role/"
                    + role
                    + "/output"),
        filter,
        "Glue writes to another group");
    findings.require(
        job.json().path("DependsOn").toString().contains("JobOutputLog"),
        job,
        "may make its log group itself");
    Matcher pattern = AT_LEAST.matcher(filter.text("/FilterPattern"));
    JsonNode line = Json.read(AcceptedByGlueJob.sourceLine("transactions", 1000, 25));
    findings.require(
        pattern.matches()
            && line.path(pattern.group(1)).isNumber()
            && line.path(pattern.group(1)).asDouble() >= Double.parseDouble(pattern.group(2)),
        filter,
        "does not find the job's line");
    String value = filter.text("/MetricTransformations/0/MetricValue");
    findings.require(
        value.startsWith("$.") && line.path(value.substring(2)).asDouble() == 0.025,
        filter,
        "takes another value");
  }

  private boolean mayTell(String service) {
    boolean topic = false;
    for (JsonNode json : stack.get("TopicPolicy").at("/PolicyDocument/Statement")) {
      Statement statement = new Statement("TopicPolicy", json);
      topic |=
          !statement.isDeny()
              && statement.services().contains(service)
              && statement.actions().contains("sns:Publish");
    }
    boolean key = false;
    for (JsonNode json : stack.get("Key").at("/KeyPolicy/Statement")) {
      Statement statement = new Statement("Key", json);
      key |=
          statement.services().contains(service)
              && statement.actions().containsAll(List.of("kms:Decrypt", "kms:GenerateDataKey"));
    }
    return topic && key;
  }
}
