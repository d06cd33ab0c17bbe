package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One item of DynamoDB under UpdateItem: the expressions that the state machine uses, applied as a
 * whole or not at all.
 *
 * @param attributes the values by name
 */
record DynamoItem(Map<String, String> attributes) {

  private static final Pattern TOKEN =
      Pattern.compile(
          "attribute_(not_)?exists\\s*\\(\\s*([#\\w]+)\\s*\\)|([#\\w]+)\\s*([=<])\\s*(:\\w+)|AND|OR|\\(|\\)");

  DynamoItem {
    attributes = Map.copyOf(attributes);
  }

  /** The item after an update, or null when its condition is false. */
  DynamoItem updated(JsonNode request) {
    if (!holds(request.path("ConditionExpression").asText(), request)) {
      return null;
    }
    Map<String, String> changed = new TreeMap<>(attributes);
    Matcher parts =
        Pattern.compile("(SET|REMOVE) (.*?)(?= (?:SET|REMOVE) |$)")
            .matcher(request.path("UpdateExpression").asText());
    int end = 0;
    while (parts.find()) {
      end = parts.end();
      for (String change : parts.group(2).split(",")) {
        String[] sides = change.strip().split("\\s*=\\s*");
        if (parts.group(1).equals("REMOVE")) {
          changed.remove(name(sides[0], request));
        } else {
          changed.put(name(sides[0], request), value(sides[1], request));
        }
      }
    }
    if (end != request.path("UpdateExpression").asText().length()) {
      throw new IllegalArgumentException("Not understood: " + request.path("UpdateExpression"));
    }
    return new DynamoItem(changed);
  }

  private boolean holds(String condition, JsonNode request) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(condition);
    String rest = condition;
    while (matcher.find()) {
      tokens.add(matcher.group());
      rest = rest.replaceFirst(Pattern.quote(matcher.group()), "");
    }
    if (!rest.isBlank() || tokens.isEmpty()) {
      throw new IllegalArgumentException("Not understood: " + condition);
    }
    Deque<String> open = new ArrayDeque<>(tokens);
    return or(open, request);
  }

  private boolean or(Deque<String> tokens, JsonNode request) {
    boolean holds = and(tokens, request);
    while ("OR".equals(tokens.peek())) {
      tokens.pop();
      holds |= and(tokens, request);
    }
    return holds;
  }

  private boolean and(Deque<String> tokens, JsonNode request) {
    boolean holds = one(tokens.pop(), tokens, request);
    while ("AND".equals(tokens.peek())) {
      tokens.pop();
      holds &= one(tokens.pop(), tokens, request);
    }
    return holds;
  }

  private boolean one(String token, Deque<String> tokens, JsonNode request) {
    if (token.equals("(")) {
      boolean holds = or(tokens, request);
      tokens.pop();
      return holds;
    }
    Matcher parts = TOKEN.matcher(token);
    parts.matches();
    if (parts.group(2) != null) {
      return attributes.containsKey(name(parts.group(2), request)) == (parts.group(1) == null);
    }
    String mine = attributes.get(name(parts.group(3), request));
    String other = value(parts.group(5), request);
    return mine != null
        && (parts.group(4).equals("=") ? mine.equals(other) : mine.compareTo(other) < 0);
  }

  private static String name(String written, JsonNode request) {
    return written.startsWith("#")
        ? request.path("ExpressionAttributeNames").path(written).asText()
        : written;
  }

  private static String value(String written, JsonNode request) {
    JsonNode value = request.path("ExpressionAttributeValues").path(written);
    return value.has("S") ? value.path("S").asText() : value.path("BOOL").asText();
  }
}
