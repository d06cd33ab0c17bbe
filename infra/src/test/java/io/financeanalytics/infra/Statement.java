package io.financeanalytics.infra;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A statement of an IAM policy.
 *
 * @param owner the resource whose policy it is in
 * @param json the statement
 */
record Statement(String owner, JsonNode json) {

  boolean isDeny() {
    return json.path("Effect").asText().equals("Deny");
  }

  List<String> actions() {
    return texts(json.path("Action"));
  }

  List<String> resources() {
    return texts(json.path("Resource"));
  }

  List<String> services() {
    return texts(json.path("Principal").path("Service"));
  }

  /** Whether it speaks of an action on a resource, wildcards applied. */
  boolean covers(String action, String resource) {
    return actions().stream().anyMatch(pattern -> matches(pattern, action))
        && resources().stream().anyMatch(pattern -> matches(pattern, resource));
  }

  String name() {
    return owner + "/" + json.path("Sid").asText(json.path("Effect").asText());
  }

  private static boolean matches(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    return text.matches(regex.toString());
  }

  private static List<String> texts(JsonNode oneOrMany) {
    List<String> texts = new ArrayList<>();
    if (oneOrMany.isTextual()) {
      texts.add(oneOrMany.asText());
    }
    oneOrMany.forEach(element -> texts.add(element.asText()));
    return texts;
  }
}
