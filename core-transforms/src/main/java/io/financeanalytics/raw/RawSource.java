package io.financeanalytics.raw;

import io.financeanalytics.table.RawTable;
import java.util.List;

/**
 * The files of one raw source, found and their headers checked.
 *
 * @param table what the source is
 * @param files its files in the order of their names; empty when an optional source is absent
 * @param notes what a person should know about them: ignored columns and files
 */
public record RawSource(RawTable table, List<RawFile> files, List<String> notes) {

  /**
   * Makes the lists unmodifiable.
   *
   * @param table what the source is
   * @param files its files in the order of their names; empty when an optional source is absent
   * @param notes what a person should know about them: ignored columns and files
   */
  public RawSource {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }

  /**
   * {@return whether reading the files again costs less than keeping their typed rows: they are on
   * a disk of this machine and each can be read by many tasks}
   */
  public boolean cheapToReadAgain() {
    return files.stream().allMatch(file -> file.local() && !file.compressed());
  }

  /** {@return whether a file is compressed} */
  public boolean compressed() {
    return files.stream().anyMatch(RawFile::compressed);
  }

  /** {@return how many bytes the files have, as they are stored} */
  public long bytes() {
    return files.stream().mapToLong(RawFile::length).sum();
  }
}
