package io.github.spark_redshift_community.spark.redshift;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Names of tables. */
final class TableName {

  private TableName() {}

  /** The name with each part in quotes; without a schema it is in {@code PUBLIC}. */
  static String quoted(String name) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean inQuotes = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      inQuotes ^= c == '"';
      if (c == '.' && !inQuotes) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    if (parts.size() == 1) {
      parts.add(0, "PUBLIC");
    }
    if (parts.size() > 2) {
      throw new IllegalArgumentException(
          "The stand-in knows schema.table, and this is '" + name + "'");
    }
    return parts.stream()
        .map(given -> given.matches("\".*\"") ? given : '"' + given + '"')
        .collect(Collectors.joining("."));
  }
}
