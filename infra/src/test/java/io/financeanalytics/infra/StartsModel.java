package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that can happen next when several executions of the state machine, in the template's
 * own definition, meet at the table: any of them goes on by one state, a start is delivered, a run
 * succeeds or fails, an execution is stopped by a person.
 */
final class StartsModel {

  private static final String BUSY = "DynamoDB.ConditionalCheckFailedException";
  private static final String IN_JOB = "(in the job)";

  private final JsonNode states;
  private final String first;

  StartsModel(JsonNode definition) {
    this.states = definition.path("States");
    this.first = definition.path("StartAt").asText();
  }

  /**
   * Where everything stands.
   *
   * @param undelivered inputs of starts that are still to come
   * @param executions those that were started
   * @param item the row of the table
   * @param runs how many runs have begun
   * @param stops how often a person may still stop an execution
   * @param failures how many runs may still fail
   */
  record World(
      List<String> undelivered,
      List<Execution> executions,
      DynamoItem item,
      int runs,
      int stops,
      int failures) {

    World {
      undelivered = List.copyOf(undelivered);
      executions = List.copyOf(executions);
    }

    boolean isOver() {
      return undelivered.isEmpty() && executions.stream().noneMatch(Execution::isRunning);
    }

    long inJob() {
      return executions.stream().filter(execution -> execution.state().equals(IN_JOB)).count();
    }

    private World with(int index, Execution changed, DynamoItem table) {
      List<Execution> all = new ArrayList<>(executions);
      all.set(index, changed);
      return new World(undelivered, all, table, runs, stops, failures);
    }
  }

  static World begin(List<String> starts, int stops, int failures) {
    return new World(starts, List.of(), new DynamoItem(Map.of()), 0, stops, failures);
  }

  List<World> next(World world) {
    List<World> next = new ArrayList<>();
    if (!world.undelivered().isEmpty()) {
      next.add(delivered(world));
    }
    for (int i = 0; i < world.executions().size(); i++) {
      Execution execution = world.executions().get(i);
      if (execution.isRunning()) {
        next.addAll(steps(world, i, execution));
        if (world.stops() > 0) {
          next.add(stopped(world, i, execution));
        }
      }
    }
    return next;
  }

  private World delivered(World world) {
    List<Execution> executions = new ArrayList<>(world.executions());
    String id = "execution:" + executions.size();
    executions.add(new Execution(id, "RUNNING", first, Json.read(world.undelivered().get(0)), 0));
    return new World(
        world.undelivered().subList(1, world.undelivered().size()),
        executions,
        world.item(),
        world.runs(),
        world.stops(),
        world.failures());
  }

  /** Its run, if there is one, is stopped with it, and covers nobody. */
  private static World stopped(World world, int index, Execution execution) {
    World changed = world.with(index, execution.ended("ABORTED"), world.item());
    List<Execution> executions = new ArrayList<>(changed.executions());
    if (execution.state().equals(IN_JOB)) {
      executions.replaceAll(other -> other.notCoveredBy(world.runs() - 1));
    }
    return new World(
        world.undelivered(),
        executions,
        world.item(),
        world.runs(),
        world.stops() - 1,
        world.failures());
  }

  /** Steps that nobody else can see or disturb happen together with the one before. */
  private List<World> steps(World world, int index, Execution execution) {
    return visible(world, index, execution).stream().map(after -> quiet(after, index)).toList();
  }

  private World quiet(World world, int index) {
    World after = world;
    while (isQuiet(after.executions().get(index))) {
      after = visible(after, index, after.executions().get(index)).get(0);
    }
    return after;
  }

  private boolean isQuiet(Execution execution) {
    JsonNode state = states.path(execution.state());
    String resource = state.path("Resource").asText();
    return List.of("Choice", "Pass", "Wait").contains(state.path("Type").asText())
        || resource.endsWith(":sns:publish")
        || resource.endsWith(":cloudwatch:putMetricData");
  }

  private List<World> visible(World world, int index, Execution execution) {
    if (execution.state().equals(IN_JOB)) {
      return ends(world, index, execution);
    }
    JsonNode state = states.path(execution.state());
    return switch (state.path("Type").asText()) {
      case "Choice" -> List.of(go(world, index, choice(state, execution), execution.data()));
      case "Pass" ->
          List.of(go(world, index, state.path("Next").asText(), parameters(state, execution)));
      case "Wait" -> List.of(go(world, index, state.path("Next").asText(), execution.data()));
      case "Succeed" -> List.of(world.with(index, execution.ended("SUCCEEDED"), world.item()));
      case "Fail" -> List.of(world.with(index, execution.ended("FAILED"), world.item()));
      case "Task" -> List.of(task(world, index, execution, state));
      default -> throw new IllegalArgumentException("What is " + state);
    };
  }

  private List<World> ends(World world, int index, Execution execution) {
    JsonNode run = states.path("Run");
    List<World> ends = new ArrayList<>();
    ends.add(go(world, index, run.path("Next").asText(), execution.data()));
    if (world.failures() > 0) {
      World failed = go(world, index, caught(run, "States.TaskFailed"), execution.data());
      ends.add(
          new World(
              failed.undelivered(),
              failed.executions(),
              failed.item(),
              failed.runs(),
              failed.stops(),
              failed.failures() - 1));
    }
    return ends;
  }

  private World task(World world, int index, Execution execution, JsonNode state) {
    JsonNode request = parameters(state, execution);
    String next = state.path("Next").asText();
    String service = state.path("Resource").asText().replaceFirst(".*:states:::", "");
    return switch (service) {
      case "dynamodb:updateItem" -> {
        DynamoItem updated = world.item().updated(request);
        yield updated == null
            ? go(world, index, caught(state, BUSY), execution.data())
            : world.with(index, execution.at(next, execution.data()), updated);
      }
      case "dynamodb:getItem" -> go(world, index, next, looked(world, execution, state));
      case "aws-sdk:sfn:describeExecution" -> {
        Execution asked =
            world.executions().stream()
                .filter(other -> other.id().equals(request.path("ExecutionArn").asText()))
                .findFirst()
                .orElseThrow();
        ObjectNode data = execution.data().deepCopy();
        data.putObject("owner").put("status", asked.status());
        yield go(world, index, next, data);
      }
      case "glue:startJobRun.sync" -> {
        World begun = world.with(index, execution.at(IN_JOB, execution.data()), world.item());
        List<Execution> covered = new ArrayList<>(begun.executions());
        covered.replaceAll(other -> other.isRunning() ? other.coveredBy(world.runs()) : other);
        yield new World(
            begun.undelivered(),
            covered,
            begun.item(),
            begun.runs() + 1,
            begun.stops(),
            begun.failures());
      }
      case "sns:publish", "aws-sdk:cloudwatch:putMetricData" ->
          go(world, index, next, execution.data());
      default -> throw new IllegalArgumentException("What is " + service);
    };
  }

  private static World go(World world, int index, String next, JsonNode data) {
    return world.with(index, world.executions().get(index).at(next, data), world.item());
  }

  private static JsonNode looked(World world, Execution execution, JsonNode state) {
    ObjectNode data = execution.data().deepCopy();
    String place = state.path("ResultPath").asText().substring(2);
    ObjectNode item = data.putObject(place).putObject("Item");
    world.item().attributes().forEach((name, value) -> item.putObject(name).put("S", value));
    return data;
  }

  private static String caught(JsonNode state, String error) {
    for (JsonNode catcher : state.path("Catch")) {
      String text = catcher.path("ErrorEquals").toString();
      if (text.contains(error) || text.contains("States.ALL")) {
        return catcher.path("Next").asText();
      }
    }
    throw new IllegalArgumentException("Nobody catches " + error);
  }

  private static String choice(JsonNode state, Execution execution) {
    for (JsonNode rule : state.path("Choices")) {
      if (holds(rule, execution)) {
        return rule.path("Next").asText();
      }
    }
    return state.path("Default").asText();
  }

  private static boolean holds(JsonNode rule, Execution execution) {
    if (rule.has("And")) {
      for (JsonNode part : rule.path("And")) {
        if (!holds(part, execution)) {
          return false;
        }
      }
      return true;
    }
    JsonNode value = value(rule.path("Variable").asText(), execution);
    return rule.has("IsPresent")
        ? rule.path("IsPresent").asBoolean() != value.isMissingNode()
        : rule.path("StringEquals").asText().equals(value.asText());
  }

  private static JsonNode parameters(JsonNode state, Execution execution) {
    return filled(state.path("Parameters"), execution);
  }

  private static JsonNode filled(JsonNode template, Execution execution) {
    if (!template.isObject()) {
      return template;
    }
    ObjectNode filled = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> field : Resolver.entries(template)) {
      if (field.getKey().endsWith(".$") && field.getValue().asText().startsWith("$")) {
        JsonNode value = value(field.getValue().asText(), execution);
        if (value.isMissingNode()) {
          throw new IllegalStateException("Nothing at " + field.getValue() + " in " + execution);
        }
        filled.set(field.getKey().replaceFirst("\\.\\$$", ""), value);
      } else {
        filled.set(field.getKey(), filled(field.getValue(), execution));
      }
    }
    return filled;
  }

  private static JsonNode value(String path, Execution execution) {
    return switch (path) {
      case "$$.Execution.Id" -> JsonNodeFactory.instance.textNode(execution.id());
      case "$$.Execution.StartTime" ->
          JsonNodeFactory.instance.textNode(
              "2026-01-01T00:00:0" + execution.id().substring(10) + "Z");
      default -> execution.data().at(path.substring(1).replace('.', '/'));
    };
  }
}
