package io.financeanalytics.analytics.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.financeanalytics.UserException;
import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.pipeline.Together;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Copies the published star, the run log and the marts into files of one folder. */
public final class FileExport {

  private static final String ROWS = "rows";

  private final Path folder;
  private final FileFormat format;

  /**
   * An export into a folder.
   *
   * @param folder a new or empty folder, or one that holds an earlier export
   * @param format how tables become files
   */
  public FileExport(Path folder, FileFormat format) {
    this.folder = folder;
    this.format = format;
  }

  /**
   * Exports.
   *
   * @param content what is published
   * @return what was written
   * @throws UserException when the folder holds anything but an earlier export
   * @throws IOException when the disk does not take the files
   */
  public Exported export(PublishedContent content) throws IOException {
    try (ExportFolder out = new ExportFolder(folder)) {
      Map<String, Dataset<Row>> all = new LinkedHashMap<>(content.tables());
      content
          .marts()
          .forEach(mart -> all.put(mart.name(), content.query("SELECT * FROM " + mart.name())));
      List<Callable<Exported.Item>> writes = new ArrayList<>();
      all.forEach((name, rows) -> writes.add(() -> write(rows, out.draft(), name)));
      List<Exported.Item> items = Together.run(writes);
      writeManifest(out.draft(), content.runId().orElse(null), items);
      out.publish();
      return new Exported(folder.toString(), content.runId().orElse(null), items);
    }
  }

  /** Writes a table; its rows are counted on their way. */
  private Exported.Item write(Dataset<Row> rows, Path draft, String name) {
    Observation counted = new Observation();
    format.write(rows.observe(counted, functions.count(functions.lit(1)).as(ROWS)), draft, name);
    try {
      return new Exported.Item(name, "file", ((Number) counted.get().apply(ROWS)).longValue());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing " + name, e);
    }
  }

  private void writeManifest(Path draft, String runId, List<Exported.Item> items)
      throws IOException {
    Map<String, Long> rows = new LinkedHashMap<>();
    items.forEach(item -> rows.put(item.name(), item.rows()));
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("what", "Export of the Finance Analytics Platform");
    manifest.put("runId", runId);
    manifest.put("format", format.name().toLowerCase(Locale.ROOT));
    manifest.put(ROWS, rows);
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(draft.resolve(ExportFolder.MANIFEST).toFile(), manifest);
  }
}
