package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;

/** The identifiers that a stack's resources have by their logical ids. */
final class MadeUp {

  private final MadeUpNames names;
  private final Stack stack;

  MadeUp(Stack stack) {
    this.stack = stack;
    this.names = new MadeUpNames(stack.parameters().region(), Resolver.ACCOUNT, Resolver.STACK);
  }

  String bucket(String id) {
    return ref(id);
  }

  String ref(String id) {
    return names.ref(id, stack.get(id).json(), JsonNode::asText);
  }

  String attribute(String id, String attribute) {
    return names.attribute(id, stack.get(id).json(), attribute, JsonNode::asText);
  }
}
