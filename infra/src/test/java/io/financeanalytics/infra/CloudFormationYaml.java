package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML as CloudFormation does: {@code !Ref x} is {@code {"Ref": "x"}}, and so on. */
final class CloudFormationYaml {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CloudFormationYaml() {}

  static ObjectNode read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(false).build();
      Node root = new Compose(settings).composeInputStream(in).orElseThrow();
      return (ObjectNode) json(root);
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be read", e);
    }
  }

  private static JsonNode json(Node node) {
    String tag = node.getTag().getValue();
    JsonNode value = plain(node);
    // The library takes ${...} for a variable of the environment; here it is text.
    if (!tag.startsWith("!") || node.getTag().equals(Tag.ENV_TAG)) {
      return value;
    }
    String function = tag.substring(1);
    boolean hasPrefix = !function.equals("Ref") && !function.equals("Condition");
    JsonNode argument = value;
    if (function.equals("GetAtt") && value.isTextual()) {
      String[] parts = value.asText().split("\\.", 2);
      argument = JSON.arrayNode().add(parts[0]).add(parts[1]);
    }
    return JSON.objectNode().set((hasPrefix ? "Fn::" : "") + function, argument);
  }

  private static JsonNode plain(Node node) {
    if (node instanceof MappingNode mapping) {
      ObjectNode object = JSON.objectNode();
      for (NodeTuple entry : mapping.getValue()) {
        object.set(((ScalarNode) entry.getKeyNode()).getValue(), json(entry.getValueNode()));
      }
      return object;
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.getValue().forEach(element -> array.add(json(element)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private static JsonNode scalar(ScalarNode node) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.INT)) {
      return JSON.numberNode(Integer.parseInt(text));
    }
    if (node.getTag().equals(Tag.FLOAT)) {
      return JSON.numberNode(Double.parseDouble(text));
    }
    if (node.getTag().equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    return node.getTag().equals(Tag.NULL) ? JSON.nullNode() : JSON.textNode(text);
  }
}
