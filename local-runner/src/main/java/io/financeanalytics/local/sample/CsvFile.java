package io.financeanalytics.local.sample;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes one CSV file row by row and counts its rows: UTF-8 without BOM, LF line ends, a header.
 */
final class CsvFile implements Closeable {
  private final BufferedWriter out;
  private long rows;

  /** Opens the file, replaces what was in it, and writes the header. */
  CsvFile(Path path, List<String> columns) throws IOException {
    out = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
    writeText(CsvText.record(columns));
  }

  /** Writes one row. */
  void write(List<String> values) throws IOException {
    writeRecord(CsvText.record(values));
  }

  /** Writes one record that is text already, without its line end; it counts as a row. */
  void writeRecord(String record) throws IOException {
    writeText(record);
    rows++;
  }

  /** Rows written, without the header. */
  long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void writeText(String text) throws IOException {
    out.write(text);
    out.write('\n');
  }
}
