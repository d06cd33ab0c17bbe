package io.financeanalytics.acceptance.redshift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * CREATE TABLE and ALTER TABLE without what only Redshift knows. Keys are left out because Redshift
 * enforces none; a check takes their place that a text has no more bytes than its column, because
 * Postgres counts characters.
 */
final class DdlRewrite {

  /** Puts an expression or query into the words of Postgres. */
  @FunctionalInterface
  interface Expressions {
    List<SqlToken> rewrite(List<SqlToken> tokens) throws RedshiftError;
  }

  private static final int MAX_BYTES = 65_535;
  private static final int DEFAULT_BYTES = 256;
  private static final int MAX_PRECISION = 38;

  private static final Set<String> UNSUPPORTED_TYPES =
      Set.of(
          "uuid",
          "json",
          "jsonb",
          "bytea",
          "serial",
          "bigserial",
          "smallserial",
          "money",
          "xml",
          "inet",
          "point",
          "tsvector",
          "oid");

  private final Expressions expressions;

  DdlRewrite(Expressions expressions) {
    this.expressions = expressions;
  }

  /** What is to be done; null when it is no table that is made or changed. */
  SqlPlan plan(List<SqlToken> statement) throws RedshiftError {
    SqlCursor cursor = new SqlCursor(statement);
    if (cursor.skip("alter", "table")) {
      return alter(cursor);
    }
    cursor.expect("create");
    boolean temporary = false;
    while (cursor.peek().isOneOf("local", "temp", "temporary")) {
      cursor.next();
      temporary = true;
    }
    return cursor.skip("table") ? create(cursor, temporary) : null;
  }

  private SqlPlan create(SqlCursor cursor, boolean temporary) throws RedshiftError {
    boolean ifNotExists = cursor.skip("if", "not", "exists");
    StringBuilder sql =
        new StringBuilder("CREATE ")
            .append(temporary ? "TEMPORARY " : "")
            .append("TABLE ")
            .append(ifNotExists ? "IF NOT EXISTS " : "")
            .append(cursor.qualifiedName());
    List<SqlToken> inner = cursor.peek().is("(") ? cursor.parenthesised() : null;
    storage(cursor);
    if (cursor.skip("as")) {
      if (inner != null) {
        sql.append(" (").append(text(inner)).append(")");
      }
      return new SqlPlan.Forward(sql.append(" AS ").append(text(cursor.rest())).toString(), false);
    }
    if (inner == null || cursor.hasMore()) {
      throw cursor.syntaxError();
    }
    sql.append(" (").append(String.join(", ", items(inner))).append(")");
    return new SqlPlan.Forward(sql.toString(), false);
  }

  private String text(List<SqlToken> tokens) throws RedshiftError {
    return SqlToken.text(expressions.rewrite(tokens));
  }

  /** Steps over how rows are spread, sorted and backed up. */
  private static void storage(SqlCursor cursor) throws RedshiftError {
    while (true) {
      if (cursor.skip("diststyle")) {
        if (!cursor.next().isOneOf("even", "all", "key", "auto")) {
          throw RedshiftError.of("42601", "syntax error after DISTSTYLE");
        }
      } else if (cursor.skip("distkey")) {
        cursor.parenthesised();
      } else if (cursor.skip("compound", "sortkey")
          || cursor.skip("interleaved", "sortkey")
          || cursor.skip("sortkey")) {
        if (!cursor.skip("auto")) {
          cursor.parenthesised();
        }
      } else if (!cursor.skip("encode", "auto")
          && !cursor.skip("backup", "yes")
          && !cursor.skip("backup", "no")) {
        return;
      }
    }
  }

  private List<String> items(List<SqlToken> inner) throws RedshiftError {
    Set<String> keys = new HashSet<>();
    List<List<SqlToken>> columns = new ArrayList<>();
    List<String> items = new ArrayList<>();
    for (List<SqlToken> part : SqlCursor.parts(inner)) {
      SqlCursor cursor = new SqlCursor(part);
      if (cursor.skip("constraint")) {
        cursor.qualifiedName();
      }
      if (cursor.skip("primary", "key")) {
        for (List<SqlToken> column : SqlCursor.parts(cursor.parenthesised())) {
          keys.add(column.get(0).name());
        }
      } else if (cursor.skip("like")) {
        items.add("LIKE " + cursor.qualifiedName() + defaults(cursor) + " INCLUDING CONSTRAINTS");
      } else if (cursor.peek().isOneOf("check", "exclude")) {
        throw RedshiftError.of("0A000", "CHECK constraints are not supported");
      } else if (!cursor.peek().isOneOf("unique", "foreign")) {
        columns.add(part);
      }
    }
    for (List<SqlToken> column : columns) {
      items.add(column(new SqlCursor(column), keys));
    }
    return items;
  }

  private static String defaults(SqlCursor cursor) {
    return cursor.skip("including", "defaults") ? " INCLUDING DEFAULTS" : "";
  }

  private String column(SqlCursor cursor, Set<String> keys) throws RedshiftError {
    String name = cursor.next().name();
    String quoted = SqlCursor.quoted(name);
    ColumnType type = type(name, cursor);
    boolean notNull = keys.contains(name);
    StringBuilder rest = new StringBuilder();
    while (cursor.hasMore()) {
      if (cursor.skip("encode")) {
        cursor.next();
      } else if (cursor.skip("primary", "key") || cursor.skip("not", "null")) {
        notNull = true;
      } else if (cursor.skip("references")) {
        cursor.qualifiedName();
        if (cursor.peek().is("(")) {
          cursor.parenthesised();
        }
      } else if (cursor.skip("identity")) {
        rest.append(" GENERATED ALWAYS AS IDENTITY ").append(sequence(cursor));
      } else if (cursor.skip("generated", "by", "default", "as", "identity")) {
        rest.append(" GENERATED BY DEFAULT AS IDENTITY ").append(sequence(cursor));
      } else if (cursor.skip("default")) {
        rest.append(" DEFAULT ").append(expression(cursor));
      } else if (cursor.skip("collate")) {
        cursor.next();
      } else if (!cursor.skip("distkey")
          && !cursor.skip("sortkey")
          && !cursor.skip("unique")
          && !cursor.skip("null")) {
        throw cursor.syntaxError();
      }
    }
    return quoted
        + " "
        + type.sql
        + (notNull ? " NOT NULL" : "")
        + rest
        + (type.bytes > 0 ? " " + check(name, type.bytes) : "");
  }

  private static String check(String column, int bytes) {
    return "CONSTRAINT "
        + SqlCursor.quoted("bytes_" + column)
        + " CHECK (octet_length("
        + SqlCursor.quoted(column)
        + ") <= "
        + bytes
        + ")";
  }

  private static String sequence(SqlCursor cursor) throws RedshiftError {
    List<List<SqlToken>> parts = SqlCursor.parts(cursor.parenthesised());
    if (parts.size() != 2) {
      throw RedshiftError.of("42601", "IDENTITY needs a seed and a step");
    }
    return "(START WITH "
        + SqlToken.text(parts.get(0))
        + " INCREMENT BY "
        + SqlToken.text(parts.get(1))
        + ")";
  }

  private String expression(SqlCursor cursor) throws RedshiftError {
    List<SqlToken> tokens = new ArrayList<>();
    while (cursor.hasMore()
        && !cursor
            .peek()
            .isOneOf("not", "encode", "null", "distkey", "sortkey", "primary", "unique")) {
      SqlToken token = cursor.peek();
      if (token.is("(")) {
        tokens.add(cursor.peek());
        tokens.addAll(cursor.parenthesised());
        tokens.add(new SqlToken(SqlToken.Kind.SIGN, ")", false));
      } else {
        tokens.add(cursor.next());
      }
    }
    if (tokens.isEmpty() && cursor.skip("null")) {
      return "NULL";
    }
    return text(tokens);
  }

  private static final class ColumnType {
    private final String sql;
    private final int bytes;

    ColumnType(String sql, int bytes) {
      this.sql = sql;
      this.bytes = bytes;
    }
  }

  private static ColumnType type(String column, SqlCursor cursor) throws RedshiftError {
    SqlToken first = cursor.next();
    String type = first.isName() ? first.name() : "";
    if (UNSUPPORTED_TYPES.contains(type)) {
      throw unsupported(column, type);
    }
    switch (type) {
      case "varchar":
      case "nvarchar":
        return text("varchar", cursor, DEFAULT_BYTES);
      case "text":
        return new ColumnType("varchar(" + DEFAULT_BYTES + ")", DEFAULT_BYTES);
      case "character":
        return cursor.skip("varying")
            ? text("varchar", cursor, DEFAULT_BYTES)
            : text("char", cursor, 1);
      case "char":
      case "nchar":
        return text("char", cursor, 1);
      case "bpchar":
        return text("char", cursor, DEFAULT_BYTES);
      case "decimal":
      case "numeric":
        return decimal(cursor);
      case "double":
        cursor.expect("precision");
        return new ColumnType("double precision", 0);
      case "super":
        return new ColumnType("jsonb", 0);
      case "timestamp":
      case "time":
        return time(type, cursor);
      default:
        ColumnType plain = new ColumnType(first.text(), 0);
        if (cursor.peek().isOneOf("(", "[")) {
          throw unsupported(column, first.text() + cursor.peek().text());
        }
        return plain;
    }
  }

  private static RedshiftError unsupported(String column, String type) {
    return RedshiftError.of(
        "0A000", "Column \"" + column + "\" has unsupported type \"" + type + "\".");
  }

  private static ColumnType time(String type, SqlCursor cursor) {
    if (cursor.skip("with", "time", "zone")) {
      return new ColumnType(type + " with time zone", 0);
    }
    cursor.skip("without", "time", "zone");
    return new ColumnType(type, 0);
  }

  private static ColumnType text(String type, SqlCursor cursor, int byDefault)
      throws RedshiftError {
    int bytes = byDefault;
    if (cursor.peek().is("(")) {
      String length = SqlToken.text(cursor.parenthesised()).strip();
      bytes = length.equalsIgnoreCase("max") ? MAX_BYTES : Integer.parseInt(length);
    }
    if (bytes > MAX_BYTES) {
      throw RedshiftError.of(
          "42611", "Column length exceeds maximum allowed (maximum column length is 65535)");
    }
    return new ColumnType(type + "(" + bytes + ")", bytes);
  }

  private static ColumnType decimal(SqlCursor cursor) throws RedshiftError {
    int precision = 18;
    int scale = 0;
    if (cursor.peek().is("(")) {
      String[] numbers = SqlToken.text(cursor.parenthesised()).replace(" ", "").split(",");
      precision = Integer.parseInt(numbers[0]);
      scale = numbers.length > 1 ? Integer.parseInt(numbers[1]) : 0;
    }
    if (precision > MAX_PRECISION || scale > precision) {
      throw RedshiftError.of("22023", "DECIMAL precision must be between 1 and 38");
    }
    return new ColumnType("numeric(" + precision + "," + scale + ")", 0);
  }

  private SqlPlan alter(SqlCursor cursor) throws RedshiftError {
    boolean ifExists = cursor.skip("if", "exists");
    String table = cursor.qualifiedName();
    String start = "ALTER TABLE " + (ifExists ? "IF EXISTS " : "") + table + " ";
    if (cursor.skip("append")) {
      throw RedshiftError.of("25001", "ALTER TABLE APPEND cannot run inside a transaction block");
    }
    if (cursor.skip("add")) {
      if (cursor.skip("constraint")) {
        cursor.qualifiedName();
      } else if (!cursor.peek().isOneOf("primary", "unique", "foreign")) {
        cursor.skip("column");
        return add(start, cursor);
      }
      return new SqlPlan.Nothing("ALTER TABLE");
    }
    if (cursor.peek().is("alter")) {
      cursor.next();
      if (cursor.peek().isOneOf("distkey", "diststyle", "sortkey", "compound", "encode")) {
        return new SqlPlan.Nothing("ALTER TABLE");
      }
      cursor.skip("column");
      return change(start, cursor);
    }
    if (cursor.skip("drop", "constraint")) {
      return new SqlPlan.Nothing("ALTER TABLE");
    }
    return new SqlPlan.Forward(start + text(cursor.rest()), false);
  }

  private SqlPlan add(String start, SqlCursor cursor) throws RedshiftError {
    List<SqlToken> column = cursor.rest();
    boolean mayBeMissing =
        SqlToken.text(column).toLowerCase(Locale.ROOT).contains(" not null")
            && column.stream().noneMatch(token -> token.is("default"));
    if (mayBeMissing) {
      throw RedshiftError.of(
          "0A000",
          "ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression");
    }
    return new SqlPlan.Forward(
        start + "ADD COLUMN " + column(new SqlCursor(column), Set.of()), false);
  }

  private static SqlPlan change(String start, SqlCursor cursor) throws RedshiftError {
    String column = cursor.next().name();
    if (cursor.skip("encode")) {
      return new SqlPlan.Nothing("ALTER TABLE");
    }
    cursor.expect("type");
    ColumnType type = type(column, cursor);
    String quoted = SqlCursor.quoted(column);
    return new SqlPlan.Forward(
        String.join(
            ", ",
            Arrays.asList(
                start + "DROP CONSTRAINT IF EXISTS " + SqlCursor.quoted("bytes_" + column),
                "ALTER COLUMN " + quoted + " TYPE " + type.sql,
                "ADD " + check(column, type.bytes))),
        false);
  }
}
