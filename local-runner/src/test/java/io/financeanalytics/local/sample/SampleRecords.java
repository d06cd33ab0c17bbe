package io.financeanalytics.local.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files of a sample line by line, as the data contract says without multiline. */
final class SampleRecords {
  private SampleRecords() {}

  /** Every row of the file by column, trimmed; empty for a malformed record. */
  static List<Optional<Map<String, String>>> of(Path file) {
    List<String> lines = lines(file);
    List<String> columns = fields(lines.get(0)).orElseThrow();
    return lines.stream().skip(1).map(line -> row(columns, line)).toList();
  }

  /** The lines of the file, with the header. */
  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Map<String, String>> row(List<String> columns, String line) {
    return fields(line)
        .filter(fields -> fields.size() == columns.size())
        .map(
            fields -> {
              Map<String, String> row = new LinkedHashMap<>();
              for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), fields.get(i).trim());
              }
              return row;
            });
  }

  private static Optional<List<String>> fields(String line) {
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean isQuoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"' && isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        isQuoted = !isQuoted;
      } else if (c == ',' && !isQuoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return isQuoted ? Optional.empty() : Optional.of(fields);
  }
}
