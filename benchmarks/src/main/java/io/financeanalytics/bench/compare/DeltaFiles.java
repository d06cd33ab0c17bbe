package io.financeanalytics.bench.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The Parquet files of the newest version of a Delta table that is too young for a checkpoint. */
final class DeltaFiles {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeltaFiles() {}

  static List<Path> of(Path table) {
    try (Stream<Path> log = Files.list(table.resolve("_delta_log"))) {
      Set<String> files = new LinkedHashSet<>();
      List<Path> commits =
          log.filter(file -> file.getFileName().toString().matches("\\d+\\.json"))
              .sorted()
              .toList();
      for (Path commit : commits) {
        for (String line : Files.readAllLines(commit)) {
          JsonNode action = JSON.readTree(line);
          if (action.has("add")) {
            files.add(action.get("add").get("path").asText());
          } else if (action.has("remove")) {
            files.remove(action.get("remove").get("path").asText());
          }
        }
      }
      return files.stream().map(file -> table.resolve(URI.create(file).getPath())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
