package io.financeanalytics.marts;

import io.financeanalytics.SqlStatements;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A view over the star that answers a kind of question.
 *
 * @param name the view's name
 * @param grain what one of its rows stands for
 * @param query the query that the view is, without comments
 */
public record Mart(String name, String grain, String query) {

  private static final Pattern GRAIN = Pattern.compile("-- Grain: (\\S.*)");
  private static final Pattern VIEW =
      Pattern.compile("(?s)CREATE OR REPLACE VIEW (\\w+) AS\\s+(.+)");

  /** {@return the statement that creates the view in the first schema of the search path} */
  public String createOrReplace() {
    return "CREATE OR REPLACE VIEW " + name + " AS\n" + query;
  }

  /**
   * {@return whether a name occurs in the query as a word of its own}
   *
   * @param name the name of a table or mart, in any case
   */
  public boolean reads(String name) {
    return mentions(query, name);
  }

  static boolean mentions(String sql, String name) {
    return Pattern.compile("(?i)(?<!\\w)" + Pattern.quote(name) + "(?!\\w)").matcher(sql).find();
  }

  /**
   * The mart of a file: its first line is the grain, its one statement creates the view.
   *
   * @throws IllegalArgumentException if the file is not of this form
   */
  static Mart of(String file) {
    Matcher grain = GRAIN.matcher(file);
    List<String> statements = SqlStatements.split(file);
    Matcher view = VIEW.matcher(statements.isEmpty() ? "" : statements.get(0));
    if (!grain.lookingAt() || statements.size() != 1 || !view.matches()) {
      throw new IllegalArgumentException(
          "A mart begins with the line \"-- Grain: ...\" and has one statement, CREATE OR REPLACE"
              + " VIEW ... AS: "
              + file);
    }
    return new Mart(view.group(1), grain.group(1), view.group(2));
  }
}
