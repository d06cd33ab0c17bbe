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
   * {@return the statements without their comments; empty ones are left out}
   *
   * @param text any number of statements
   */
  public static List<String> split(String text) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    Matcher tokens = TOKEN.matcher(text);
    while (tokens.find()) {
      String token = tokens.group();
      if (token.equals(";")) {
        add(statement, statements);
      } else {
        statement.append(token.startsWith("--") || token.startsWith("/*") ? " " : token);
      }
    }
    add(statement, statements);
    return statements;
  }

  private static void add(StringBuilder statement, List<String> statements) {
    if (!statement.toString().isBlank()) {
      statements.add(statement.toString().strip());
    }
    statement.setLength(0);
  }
}
