package io.financeanalytics.acceptance.redshift;

import java.util.ArrayList;
import java.util.List;

/** Walks over the tokens of a statement. */
final class SqlCursor {

  private static final SqlToken END = new SqlToken(SqlToken.Kind.SIGN, "", false);

  private final List<SqlToken> tokens;
  private int at;

  SqlCursor(List<SqlToken> tokens) {
    this.tokens = tokens;
  }

  boolean hasMore() {
    return at < tokens.size();
  }

  SqlToken peek() {
    return hasMore() ? tokens.get(at) : END;
  }

  SqlToken next() {
    SqlToken token = peek();
    at++;
    return token;
  }

  /** Steps over these words if all of them come next. */
  boolean skip(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
        return false;
      }
    }
    at += words.length;
    return true;
  }

  void expect(String word) throws RedshiftError {
    if (!skip(word)) {
      throw syntaxError();
    }
  }

  SqlToken literal() throws RedshiftError {
    if (peek().kind() != SqlToken.Kind.LITERAL) {
      throw syntaxError();
    }
    return next();
  }

  RedshiftError syntaxError() {
    return hasMore()
        ? RedshiftError.of("42601", "syntax error at or near \"" + peek().text() + "\"")
        : RedshiftError.of("42601", "syntax error at end of input");
  }

  /** A name with its dots, each part quoted. */
  String qualifiedName() throws RedshiftError {
    StringBuilder name = new StringBuilder();
    do {
      if (!peek().isName()) {
        throw syntaxError();
      }
      name.append(name.length() == 0 ? "" : ".").append(quoted(next().name()));
    } while (skip("."));
    return name.toString();
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** What stands in the parentheses that come next, which are stepped over. */
  List<SqlToken> parenthesised() throws RedshiftError {
    expect("(");
    List<SqlToken> inner = new ArrayList<>();
    int depth = 1;
    while (hasMore()) {
      SqlToken token = next();
      if (token.is("(")) {
        depth++;
      } else if (token.is(")")) {
        depth--;
        if (depth == 0) {
          return inner;
        }
      }
      inner.add(token);
    }
    throw syntaxError();
  }

  List<SqlToken> rest() {
    List<SqlToken> rest =
        new ArrayList<>(tokens.subList(Math.min(at, tokens.size()), tokens.size()));
    at = tokens.size();
    return rest;
  }

  /** The parts between the commas that are in no parentheses. */
  static List<List<SqlToken>> parts(List<SqlToken> tokens) {
    List<List<SqlToken>> parts = new ArrayList<>();
    List<SqlToken> current = new ArrayList<>();
    int depth = 0;
    for (SqlToken token : tokens) {
      if (token.is("(")) {
        depth++;
      } else if (token.is(")")) {
        depth--;
      }
      if (depth == 0 && token.is(",")) {
        parts.add(current);
        current = new ArrayList<>();
      } else {
        current.add(token);
      }
    }
    parts.add(current);
    return parts;
  }
}
