package io.financeanalytics;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;

/** The check at the public door of every transform: that the columns it needs are there. */
public final class RequiredColumns {

  private RequiredColumns() {}

  /**
   * Checks that {@code rows} has every one of {@code columns}.
   *
   * @param rows the rows to look at
   * @param role what the rows are to the caller, for the message
   * @param columns the names of the columns that are needed
   * @throws IllegalArgumentException naming the missing and the present columns
   */
  public static void check(Dataset<?> rows, String role, Collection<String> columns) {
    List<String> present = Arrays.asList(rows.columns());
    List<String> missing = columns.stream().filter(column -> !present.contains(column)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "The "
              + role
              + " have no column "
              + String.join(", ", missing)
              + "; they have "
              + String.join(", ", present));
    }
  }
}
