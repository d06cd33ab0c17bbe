package io.financeanalytics.analytics.export;

import java.util.List;

/**
 * What an export has written.
 *
 * @param where the place, as a person would name it
 * @param runId the run whose tables were exported; null when none has been published
 * @param tables the tables and marts in the order in which they were written
 */
public record Exported(String where, String runId, List<Item> tables) {

  /**
   * Makes the list unmodifiable.
   *
   * @param where the place
   * @param runId the run whose tables were exported
   * @param tables the tables and marts
   */
  public Exported {
    tables = List.copyOf(tables);
  }

  /**
   * A table or a mart.
   *
   * @param name its name
   * @param kind what it became there: table, view or file
   * @param rows its rows; null for a view, which is computed when it is asked
   */
  public record Item(String name, String kind, Long rows) {}
}
