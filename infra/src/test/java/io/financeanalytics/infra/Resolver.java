package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does what CloudFormation does with functions and conditions: what is left is what the services
 * would be asked for, with made-up identifiers where AWS makes them.
 */
final class Resolver {

  static final String ACCOUNT = "123456789012";
  static final String STACK = "finance-dev";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([A-Za-z0-9:._]+)}");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode root;
  private final ParameterSet given;
  private final MadeUpNames names;
  private final Map<String, Boolean> conditions = new HashMap<>();

  Resolver(ObjectNode root, ParameterSet given) {
    this.root = root;
    this.given = given;
    this.names = new MadeUpNames(given.region(), ACCOUNT, STACK);
    given
        .values()
        .keySet()
        .forEach(
            name -> {
              if (!root.path("Parameters").has(name)) {
                throw new IllegalArgumentException("The template has no parameter " + name);
              }
            });
  }

  Stack stack() {
    ObjectNode resolved = JSON.objectNode();
    resolved.put("AWSTemplateFormatVersion", "2010-09-09");
    ObjectNode resources = resolved.putObject("Resources");
    for (Map.Entry<String, JsonNode> entry : entries(root.path("Resources"))) {
      if (exists(entry.getValue())) {
        ObjectNode resource = (ObjectNode) resolve(entry.getValue());
        resource.remove("Condition");
        keepExisting(resource);
        resources.set(entry.getKey(), resource);
      }
    }
    ObjectNode outputs = resolved.putObject("Outputs");
    for (Map.Entry<String, JsonNode> entry : entries(root.path("Outputs"))) {
      if (exists(entry.getValue())) {
        ObjectNode output = (ObjectNode) resolve(entry.getValue());
        output.remove("Condition");
        outputs.set(entry.getKey(), output);
      }
    }
    return new Stack(given, resolved);
  }

  /** CloudFormation forgets dependencies on resources that a condition has taken out. */
  private void keepExisting(ObjectNode resource) {
    JsonNode dependsOn = resource.path("DependsOn");
    if (dependsOn.isArray()) {
      ArrayNode kept = JSON.arrayNode();
      dependsOn.forEach(
          name -> {
            if (exists(root.path("Resources").path(name.asText()))) {
              kept.add(name);
            }
          });
      resource.set("DependsOn", kept);
    }
  }

  private boolean exists(JsonNode element) {
    return !element.has("Condition") || condition(element.get("Condition").asText());
  }

  private boolean condition(String name) {
    JsonNode condition = root.path("Conditions").path(name);
    if (condition.isMissingNode()) {
      throw new IllegalArgumentException("There is no condition " + name);
    }
    if (!conditions.containsKey(name)) {
      conditions.put(name, isTrue(condition));
    }
    return conditions.get(name);
  }

  private boolean isTrue(JsonNode test) {
    String function = test.fieldNames().next();
    JsonNode arguments = test.get(function);
    return switch (function) {
      case "Condition" -> condition(arguments.asText());
      case "Fn::Not" -> !isTrue(arguments.get(0));
      case "Fn::And" -> all(arguments).stream().allMatch(this::isTrue);
      case "Fn::Or" -> all(arguments).stream().anyMatch(this::isTrue);
      case "Fn::Equals" ->
          resolve(arguments.get(0)).asText().equals(resolve(arguments.get(1)).asText());
      default -> throw new IllegalArgumentException("Not a condition: " + test);
    };
  }

  /** Whether the template's own rules allow the parameters; the first description if not. */
  String brokenRule() {
    for (Map.Entry<String, JsonNode> rule : entries(root.path("Rules"))) {
      if (isTrue(rule.getValue().path("RuleCondition"))) {
        for (JsonNode assertion : rule.getValue().path("Assertions")) {
          if (!isTrue(assertion.path("Assert"))) {
            return assertion.path("AssertDescription").asText();
          }
        }
      }
    }
    return "";
  }

  private JsonNode resolve(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      node.forEach(element -> addUnlessAbsent(array, resolve(element)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.size() == 1) {
      String name = node.fieldNames().next();
      if (name.equals("Ref") || name.startsWith("Fn::")) {
        return call(name, node.get(name));
      }
    }
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> field : entries(node)) {
      JsonNode value = resolve(field.getValue());
      if (!value.isMissingNode()) {
        object.set(field.getKey(), value);
      }
    }
    return object;
  }

  private static void addUnlessAbsent(ArrayNode array, JsonNode element) {
    if (!element.isMissingNode()) {
      array.add(element);
    }
  }

  private JsonNode call(String function, JsonNode argument) {
    return switch (function) {
      case "Ref" -> ref(argument.asText());
      case "Fn::GetAtt" -> attribute(argument.get(0).asText(), argument.get(1).asText());
      case "Fn::If" -> resolve(argument.get(condition(argument.get(0).asText()) ? 1 : 2));
      case "Fn::Sub" -> JSON.textNode(sub(argument));
      case "Fn::Join" -> {
        List<String> parts = new ArrayList<>();
        resolve(argument.get(1)).forEach(part -> parts.add(part.asText()));
        yield JSON.textNode(String.join(argument.get(0).asText(), parts));
      }
      case "Fn::Split" -> {
        ArrayNode parts = JSON.arrayNode();
        String text = resolve(argument.get(1)).asText();
        for (String part : text.split(Pattern.quote(argument.get(0).asText()), -1)) {
          parts.add(part);
        }
        yield parts;
      }
      case "Fn::Select" -> {
        JsonNode list = resolve(argument.get(1));
        JsonNode chosen = list.path(resolve(argument.get(0)).asInt());
        if (chosen.isMissingNode()) {
          throw new IllegalArgumentException("Nothing at " + argument.get(0) + " of " + list);
        }
        yield chosen;
      }
      case "Fn::GetAZs" -> names.zones();
      case "Fn::Cidr" -> cidr(resolve(argument));
      default -> throw new IllegalArgumentException("Not known: " + function);
    };
  }

  private JsonNode ref(String name) {
    JsonNode parameter = root.path("Parameters").path(name);
    if (!parameter.isMissingNode()) {
      String value = given.values().getOrDefault(name, parameter.path("Default").asText());
      if (parameter.path("Type").asText().startsWith("AWS::SSM::")) {
        return JSON.textNode("ami-0123456789abcdef0");
      }
      return parameter.path("Type").asText().equals("Number")
          ? JSON.numberNode(Integer.parseInt(value))
          : JSON.textNode(value);
    }
    return switch (name) {
      case "AWS::NoValue" -> JSON.missingNode();
      case "AWS::AccountId" -> JSON.textNode(ACCOUNT);
      case "AWS::Region" -> JSON.textNode(given.region());
      case "AWS::Partition" -> JSON.textNode("aws");
      case "AWS::URLSuffix" -> JSON.textNode("amazonaws.com");
      case "AWS::StackName" -> JSON.textNode(STACK);
      case "AWS::StackId" -> JSON.textNode(names.stackId());
      default -> JSON.textNode(names.ref(name, existing(name), this::ownName));
    };
  }

  private JsonNode attribute(String resource, String attribute) {
    JsonNode definition = existing(resource);
    JsonNode written = definition.path("Properties").path(attribute);
    if (!written.isMissingNode()) {
      return resolve(written);
    }
    return JSON.textNode(names.attribute(resource, definition, attribute, this::ownName));
  }

  /** The name that a resource's properties give it, or nothing. */
  private String ownName(JsonNode property) {
    return property.isMissingNode() ? "" : resolve(property).asText();
  }

  private JsonNode existing(String name) {
    JsonNode resource = root.path("Resources").path(name);
    if (resource.isMissingNode()) {
      throw new IllegalArgumentException("There is no " + name);
    }
    if (!exists(resource)) {
      throw new IllegalArgumentException(name + " is used, but its condition is false");
    }
    return resource;
  }

  private String sub(JsonNode argument) {
    String text = argument.isArray() ? argument.get(0).asText() : argument.asText();
    JsonNode own = argument.isArray() ? argument.get(1) : JSON.objectNode();
    return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found, own)));
  }

  private String value(MatchResult found, JsonNode own) {
    String name = found.group(2);
    if (!found.group(1).isEmpty()) {
      return "${" + name + "}";
    }
    if (own.has(name)) {
      return resolve(own.get(name)).asText();
    }
    int dot = name.indexOf('.');
    return (dot < 0 ? ref(name) : attribute(name.substring(0, dot), name.substring(dot + 1)))
        .asText();
  }

  private static JsonNode cidr(JsonNode arguments) {
    String[] parts = arguments.get(0).asText().split("/");
    String[] bytes = parts[0].split("\\.");
    long start = 0;
    for (String part : bytes) {
      start = start * 256 + Integer.parseInt(part);
    }
    int prefix = 32 - arguments.get(2).asInt();
    long size = 1L << arguments.get(2).asInt();
    int count = arguments.get(1).asInt();
    if (count * size > 1L << (32 - Integer.parseInt(parts[1]))) {
      throw new IllegalArgumentException("Too many subnets: " + arguments);
    }
    ArrayNode blocks = JSON.arrayNode();
    for (int i = 0; i < count; i++) {
      long at = start + i * size;
      blocks.add(
          "%d.%d.%d.%d/%d"
              .formatted(at >> 24 & 255, at >> 16 & 255, at >> 8 & 255, at & 255, prefix));
    }
    return blocks;
  }

  private static List<JsonNode> all(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  static List<Map.Entry<String, JsonNode>> entries(JsonNode object) {
    List<Map.Entry<String, JsonNode>> entries = new ArrayList<>();
    Iterator<Map.Entry<String, JsonNode>> fields = object.fields();
    fields.forEachRemaining(entries::add);
    return entries;
  }
}
