package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A CloudFormation template as it is written. */
final class Template {

  static final Path FILE = Project.file("infra", "cloudformation.yaml");
  private static final Template PROJECTS = new Template(CloudFormationYaml.read(FILE));

  private final ObjectNode root;

  private Template(ObjectNode root) {
    this.root = root;
  }

  /** The one that is deployed. */
  static Template ofTheProject() {
    return PROJECTS;
  }

  static Template of(ObjectNode root) {
    return new Template(root.deepCopy());
  }

  /** A copy that differs. */
  Template changed(Consumer<ObjectNode> change) {
    ObjectNode copy = root.deepCopy();
    change.accept(copy);
    return new Template(copy);
  }

  /** A copy in which the properties of a resource differ. */
  Template changed(String resource, Consumer<ObjectNode> change) {
    return changed(
        copy -> change.accept((ObjectNode) copy.at("/Resources/" + resource + "/Properties")));
  }

  JsonNode parameters() {
    return root.path("Parameters");
  }

  JsonNode resources() {
    return root.path("Resources");
  }

  JsonNode root() {
    return root;
  }

  Stack resolvedWith(ParameterSet parameters) {
    return new Resolver(root, parameters).stack();
  }
}
