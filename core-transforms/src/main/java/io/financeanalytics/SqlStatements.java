package io.financeanalytics;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The statements of an SQL text, which are separated by semicolons outside of literals and
 * comments.
 */
public final class SqlStatements {

  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\\n]*|/\\*.*?\\*/|'(?:[^'\\\\]|\\\\.|'')*'|\"[^\"]*\"|`[^`]*`|;|.", Pattern.DOTALL);

  private SqlStatements() {}

  /**
   * A statement of a text.
   *
   * @param title the lines of the {@code --} comment right above it, without the dashes; empty when
   *     there is none
   * @param sql the statement without its comments
   */
  public record Statement(List<String> title, String sql) {

    /**
     * Makes the title unmodifiable.
     *
     * @param title the lines of the {@code --} comment right above it, without the dashes; empty
     *     when there is none
     * @param sql the statement without its comments
     */
    public Statement {
      title = List.copyOf(title);
    }
  }

  /**
   * {@return the statements without their comments; empty ones are left out}
   *
   * @param text any number of statements
   */
  public static List<String> split(String text) {
    return titled(text).stream().map(Statement::sql).toList();
  }

  /**
   * {@return the statements with the comments above them; empty ones are left out}
   *
   * @param text any number of statements
   */
  public static List<Statement> titled(String text) {
    List<Statement> statements = new ArrayList<>();
    List<String> title = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    boolean begun = false;
    int lineEnds = 0;
    Matcher tokens = TOKEN.matcher(text);
    while (tokens.find()) {
      String token = tokens.group();
      boolean isLine = token.startsWith("--");
      boolean isComment = isLine || token.startsWith("/*");
      // An empty line sets what stands above it apart from what stands below.
      if (!begun && !token.isBlank() && lineEnds > 1) {
        title.clear();
      }
      lineEnds = token.equals("\n") ? lineEnds + 1 : token.isBlank() ? lineEnds : 0;
      if (token.equals(";")) {
        add(title, statement, statements);
        begun = false;
      } else if (isLine && !begun) {
        title.add(token.substring(2).strip());
      } else {
        begun |= !isComment && !token.isBlank();
        statement.append(isComment ? " " : token);
      }
    }
    add(title, statement, statements);
    return statements;
  }

  private static void add(List<String> title, StringBuilder statement, List<Statement> statements) {
    if (!statement.toString().isBlank()) {
      statements.add(new Statement(title, statement.toString().strip()));
    }
    title.clear();
    statement.setLength(0);
  }
}
