package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A template with its parameters and conditions applied.
 *
 * @param parameters what it was made with
 * @param json Resources and Outputs, without functions
 */
record Stack(ParameterSet parameters, ObjectNode json) {

  /**
   * One resource.
   *
   * @param id its logical id
   * @param json its type, properties and policies
   */
  record Resource(String id, JsonNode json) {

    String type() {
      return json.path("Type").asText();
    }

    /** A property by its path, such as {@code /Endpoint/Port}. */
    JsonNode at(String path) {
      return json.at("/Properties" + path);
    }

    /** A text property by its path, empty where it is missing. */
    String text(String path) {
      return at(path).asText();
    }
  }

  List<Resource> resources() {
    List<Resource> resources = new ArrayList<>();
    Resolver.entries(json.path("Resources"))
        .forEach(entry -> resources.add(new Resource(entry.getKey(), entry.getValue())));
    return resources;
  }

  List<Resource> ofType(String... types) {
    return resources().stream()
        .filter(resource -> List.of(types).contains(resource.type()))
        .toList();
  }

  Resource get(String id) {
    JsonNode resource = json.path("Resources").path(id);
    if (resource.isMissingNode()) {
      throw new IllegalArgumentException("The stack has no " + id);
    }
    return new Resource(id, resource);
  }

  boolean has(String id) {
    return json.path("Resources").has(id);
  }

  /** The Glue job's arguments. */
  Map<String, String> jobArguments() {
    Map<String, String> arguments = new TreeMap<>();
    Resolver.entries(get("Job").at("/DefaultArguments"))
        .forEach(entry -> arguments.put(entry.getKey(), entry.getValue().asText()));
    return arguments;
  }

  String output(String name) {
    return json.at("/Outputs/" + name + "/Value").asText();
  }
}
