package io.financeanalytics.local.warehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** The column TableVersions of the run log: a JSON object of table name to Delta version. */
final class TableVersions {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TableVersions() {}

  static String toJson(Map<String, Long> versions) {
    try {
      return JSON.writeValueAsString(versions);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Table versions cannot be written", e);
    }
  }

  static Map<String, Long> fromJson(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Long>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not a list of table versions: " + json, e);
    }
  }
}
