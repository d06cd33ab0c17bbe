package io.financeanalytics.local;

import java.util.ArrayList;
import java.util.List;

/** A table of text whose columns line up, numbers to the right. */
final class TextTable {

  private final List<List<String>> rows = new ArrayList<>();
  private final boolean[] right;

  /**
   * A table.
   *
   * @param headings the headings of the columns
   * @param right for each column whether it lines up at the right
   */
  TextTable(List<String> headings, boolean[] right) {
    this.right = right.clone();
    rows.add(headings);
  }

  void add(List<String> row) {
    rows.add(row);
  }

  /** The lines: headings, a rule, the rows. */
  List<String> lines() {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(line(row, widths));
      if (lines.size() == 1) {
        List<String> rule = new ArrayList<>();
        for (int width : widths) {
          rule.add("-".repeat(width));
        }
        lines.add(line(rule, widths));
      }
    }
    return lines;
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - width(row.get(i)));
      line.append(right[i] ? padding + row.get(i) : row.get(i) + padding).append("  ");
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
