package io.financeanalytics.acceptance.redshift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A word, sign or literal of a statement.
 *
 * @param kind what it is
 * @param text as it was written; a quoted name and a literal with their quotes
 * @param spaced whether a space or comment stands before it
 */
record SqlToken(Kind kind, String text, boolean spaced) {

  enum Kind {
    WORD,
    QUOTED,
    LITERAL,
    SIGN
  }

  static SqlToken word(String text) {
    return new SqlToken(Kind.WORD, text, true);
  }

  /** Whether it is this word or sign, in any case. */
  boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
  }

  boolean isOneOf(String... words) {
    for (String word : words) {
      if (is(word)) {
        return true;
      }
    }
    return false;
  }

  boolean isName() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }

  /** The name that it means: Redshift folds all names to lower case, quoted ones too. */
  String name() {
    String bare =
        kind == Kind.QUOTED ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
    return bare.toLowerCase(Locale.ROOT);
  }

  /** The text that a literal means. */
  String value() {
    StringBuilder value = new StringBuilder();
    int end = text.length() - 1;
    for (int i = 1; i < end; i++) {
      char c = text.charAt(i);
      if ((c == '\\' || c == '\'') && i + 1 < end) {
        i++;
        value.append(text.charAt(i));
      } else {
        value.append(c);
      }
    }
    return value.toString();
  }

  static String text(List<SqlToken> tokens) {
    StringBuilder sql = new StringBuilder();
    for (SqlToken token : tokens) {
      if (token.spaced && sql.length() > 0) {
        sql.append(' ');
      }
      sql.append(token.text);
    }
    return sql.toString();
  }

  /** The statements of a text, each without its semicolon. */
  static List<List<SqlToken>> statements(String sql) {
    List<List<SqlToken>> statements = new ArrayList<>();
    List<SqlToken> current = new ArrayList<>();
    for (SqlToken token : tokens(sql)) {
      if (token.is(";")) {
        if (!current.isEmpty()) {
          statements.add(current);
        }
        current = new ArrayList<>();
      } else {
        current.add(token);
      }
    }
    if (!current.isEmpty()) {
      statements.add(current);
    }
    return statements;
  }

  /** The tokens of a text. A backslash in a literal escapes, as in Redshift. */
  static List<SqlToken> tokens(String sql) {
    List<SqlToken> tokens = new ArrayList<>();
    boolean spaced = false;
    int at = 0;
    while (at < sql.length()) {
      int end = endOfSpace(sql, at);
      if (end > at) {
        spaced = true;
        at = end;
        continue;
      }
      char c = sql.charAt(at);
      Kind kind = Kind.SIGN;
      end = at + 1;
      if (c == '\'') {
        kind = Kind.LITERAL;
        end = endOfLiteral(sql, at);
      } else if (c == '"') {
        kind = Kind.QUOTED;
        end = endOfQuoted(sql, at);
      } else if (c == '$' && endOfDollars(sql, at) > 0) {
        kind = Kind.LITERAL;
        end = endOfDollars(sql, at);
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '#') {
        kind = Kind.WORD;
        while (end < sql.length()
            && (Character.isLetterOrDigit(sql.charAt(end)) || "_$".indexOf(sql.charAt(end)) >= 0)) {
          end++;
        }
      }
      tokens.add(new SqlToken(kind, sql.substring(at, end), spaced));
      spaced = false;
      at = end;
    }
    return tokens;
  }

  private static int endOfSpace(String sql, int start) {
    if (Character.isWhitespace(sql.charAt(start))) {
      return start + 1;
    }
    if (sql.startsWith("--", start)) {
      int end = sql.indexOf('\n', start);
      return end < 0 ? sql.length() : end;
    }
    if (sql.startsWith("/*", start)) {
      int end = sql.indexOf("*/", start);
      return end < 0 ? sql.length() : end + 2;
    }
    return start;
  }

  private static int endOfLiteral(String sql, int start) {
    int end = start + 1;
    while (end < sql.length()) {
      char c = sql.charAt(end);
      if (c == '\\') {
        end += 2;
      } else if (c != '\'') {
        end++;
      } else if (end + 1 < sql.length() && sql.charAt(end + 1) == '\'') {
        end += 2;
      } else {
        return end + 1;
      }
    }
    return sql.length();
  }

  private static int endOfQuoted(String sql, int start) {
    int end = start + 1;
    while (end < sql.length()) {
      if (sql.charAt(end) != '"') {
        end++;
      } else if (end + 1 < sql.length() && sql.charAt(end + 1) == '"') {
        end += 2;
      } else {
        return end + 1;
      }
    }
    return sql.length();
  }

  private static int endOfDollars(String sql, int start) {
    int tagEnd = start + 1;
    while (tagEnd < sql.length()
        && (Character.isLetter(sql.charAt(tagEnd)) || sql.charAt(tagEnd) == '_')) {
      tagEnd++;
    }
    if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
      return -1;
    }
    String tag = sql.substring(start, tagEnd + 1);
    int end = sql.indexOf(tag, tagEnd + 1);
    return end < 0 ? sql.length() : end + tag.length();
  }
}
