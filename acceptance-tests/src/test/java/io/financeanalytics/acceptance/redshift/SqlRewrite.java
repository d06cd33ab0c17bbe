package io.financeanalytics.acceptance.redshift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Turns a statement in Redshift's dialect into one that Postgres understands, and refuses what
 * Postgres knows and Redshift does not.
 */
final class SqlRewrite {

  /** Sequences of words that Redshift does not understand. */
  private static final List<String[]> UNKNOWN =
      List.of(
          new String[] {"on", "conflict"},
          new String[] {"returning"},
          new String[] {"for", "update"},
          new String[] {"for", "share"},
          new String[] {"distinct", "on"},
          new String[] {"lateral"},
          new String[] {"filter", "("},
          new String[] {"create", "index"},
          new String[] {"create", "unique"},
          new String[] {"create", "sequence"},
          new String[] {"create", "type"},
          new String[] {"create", "domain"},
          new String[] {"create", "trigger"},
          new String[] {"create", "rule"},
          new String[] {"create", "unlogged"},
          new String[] {"savepoint"},
          new String[] {"rollback", "to"},
          new String[] {"release"},
          new String[] {"listen"},
          new String[] {"notify"},
          new String[] {"copy", "to"});

  private static final Set<String> UNKNOWN_FUNCTIONS =
      Set.of(
          "string_agg",
          "array_agg",
          "generate_series",
          "gen_random_uuid",
          "pg_advisory_lock",
          "pg_try_advisory_lock",
          "pg_advisory_xact_lock",
          "pg_try_advisory_xact_lock",
          "pg_sleep",
          "jsonb_build_object",
          "json_build_object",
          "to_jsonb",
          "row_to_json",
          "clock_timestamp",
          "statement_timestamp");

  private static final Map<String, String> FUNCTIONS = Map.of("nvl", "coalesce", "len", "length");

  private static final Set<String> SETTINGS =
      Set.of(
          "query_group",
          "enable_result_cache_for_session",
          "enable_case_sensitive_identifier",
          "wlm_query_slot_count",
          "describe_field_name_in_uppercase",
          "json_serialization_enable",
          "mv_enable_aqmv_for_session");

  private static final Set<String> AFTER_A_TABLE =
      Set.of(
          "limit",
          "where",
          "group",
          "order",
          "union",
          "having",
          "join",
          "inner",
          "left",
          "right",
          "full",
          "cross",
          "on",
          "using",
          "except",
          "intersect",
          "offset",
          "minus",
          "set");

  private final LongSupplier lastQuery;

  /**
   * @param lastQuery the number of the session's last COPY or UNLOAD
   */
  SqlRewrite(LongSupplier lastQuery) {
    this.lastQuery = lastQuery;
  }

  /** What is to be done with a statement. */
  SqlPlan plan(List<SqlToken> statement) {
    try {
      return planOf(statement);
    } catch (RedshiftError e) {
      return new SqlPlan.Refusal(e);
    } catch (RuntimeException e) {
      return new SqlPlan.Refusal(
          RedshiftError.of("XX000", "This is not understood here: " + SqlToken.text(statement)));
    }
  }

  private SqlPlan planOf(List<SqlToken> statement) throws RedshiftError {
    SqlCursor cursor = new SqlCursor(statement);
    if (cursor.skip("copy")) {
      return new SqlPlan.Copy(statement);
    }
    if (cursor.skip("unload")) {
      return new SqlPlan.Unload(statement);
    }
    refuseUnknown(statement);
    if (cursor.peek().isOneOf("set", "reset", "show")) {
      return forward(settings(statement));
    }
    if (cursor.skip("use")) {
      return new SqlPlan.Nothing("USE");
    }
    if (cursor.skip("truncate")) {
      return truncate(cursor, statement);
    }
    if (cursor.skip("lock")) {
      return lock(cursor, statement);
    }
    if (cursor.skip("vacuum")) {
      return new SqlPlan.Forward("VACUUM", false);
    }
    if (cursor.peek().isOneOf("grant", "revoke")) {
      return forward(withoutRole(statement));
    }
    if (cursor.peek().isOneOf("create", "alter")) {
      SqlPlan plan = new DdlRewrite(this::query).plan(statement);
      if (plan != null) {
        return plan;
      }
    }
    return forward(statement);
  }

  private SqlPlan forward(List<SqlToken> statement) throws RedshiftError {
    return new SqlPlan.Forward(SqlToken.text(query(statement)), false);
  }

  /** Redshift says that a grantee is a role, Postgres knows only roles. */
  private static List<SqlToken> withoutRole(List<SqlToken> statement) {
    List<SqlToken> out = new ArrayList<>();
    for (int i = 0; i < statement.size(); i++) {
      boolean kind =
          statement.get(i).is("role") && i > 0 && statement.get(i - 1).isOneOf("to", "from");
      if (!kind) {
        out.add(statement.get(i));
      }
    }
    return out;
  }

  private static void refuseUnknown(List<SqlToken> statement) throws RedshiftError {
    for (int i = 0; i < statement.size(); i++) {
      SqlToken token = statement.get(i);
      for (String[] words : UNKNOWN) {
        if (matches(statement, i, words)) {
          throw syntaxError(token);
        }
      }
      boolean called = i + 1 < statement.size() && statement.get(i + 1).is("(");
      if (called && token.isName() && UNKNOWN_FUNCTIONS.contains(token.name())) {
        throw RedshiftError.of("42883", "function " + token.name() + "() does not exist");
      }
    }
  }

  private static boolean matches(List<SqlToken> statement, int start, String... words) {
    // Commands are known by their first word only there.
    boolean command = Set.of("savepoint", "release", "listen", "notify", "copy").contains(words[0]);
    if (start + words.length > statement.size() || (command && start > 0)) {
      return false;
    }
    for (int i = 0; i < words.length; i++) {
      if (!statement.get(start + i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  private static RedshiftError syntaxError(SqlToken token) {
    return RedshiftError.of("42601", "syntax error at or near \"" + token.text() + "\"");
  }

  private static SqlPlan truncate(SqlCursor cursor, List<SqlToken> statement) throws RedshiftError {
    cursor.skip("table");
    cursor.qualifiedName();
    if (cursor.hasMore()) {
      throw cursor.syntaxError();
    }
    return new SqlPlan.Forward(SqlToken.text(names(statement)), true);
  }

  private static SqlPlan lock(SqlCursor cursor, List<SqlToken> statement) throws RedshiftError {
    cursor.skip("table");
    do {
      cursor.qualifiedName();
    } while (cursor.skip(","));
    if (cursor.hasMore()) {
      throw cursor.syntaxError();
    }
    return new SqlPlan.Forward(SqlToken.text(names(statement)), false);
  }

  private static List<SqlToken> settings(List<SqlToken> statement) {
    List<SqlToken> renamed = new ArrayList<>();
    for (SqlToken token : statement) {
      boolean known = token.isName() && SETTINGS.contains(token.name());
      renamed.add(known ? SqlToken.word("redshift." + token.name()) : token);
    }
    return renamed;
  }

  private static List<SqlToken> names(List<SqlToken> tokens) {
    List<SqlToken> folded = new ArrayList<>();
    for (SqlToken token : tokens) {
      folded.add(
          token.kind() == SqlToken.Kind.QUOTED
              ? new SqlToken(SqlToken.Kind.QUOTED, SqlCursor.quoted(token.name()), token.spaced())
              : token);
    }
    return folded;
  }

  /** A query, or a part of a statement, in the words of Postgres. */
  List<SqlToken> query(List<SqlToken> tokens) throws RedshiftError {
    return withAliases(withFunctions(names(tokens)));
  }

  private List<SqlToken> withFunctions(List<SqlToken> tokens) {
    List<SqlToken> out = new ArrayList<>();
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
      boolean empty = called && i + 2 < tokens.size() && tokens.get(i + 2).is(")");
      if (token.is("sysdate")) {
        out.add(new SqlToken(token.kind(), "(now()::timestamp)", token.spaced()));
      } else if (empty && token.is("version")) {
        out.add(SqlToken.word("'PostgreSQL 8.0.2 on i686-pc-linux-gnu, Redshift 1.0.99999'::text"));
        i += 2;
      } else if (empty && token.is("pg_last_query_id")) {
        out.add(SqlToken.word("(" + lastQuery.getAsLong() + ")"));
        i += 2;
      } else if (called
          && token.kind() == SqlToken.Kind.WORD
          && FUNCTIONS.containsKey(token.name())) {
        out.add(new SqlToken(token.kind(), FUNCTIONS.get(token.name()), token.spaced()));
      } else if (called
          && token.isOneOf("dateadd", "datediff")
          && tokens.get(i + 2).kind() == SqlToken.Kind.WORD) {
        out.add(token);
        out.add(tokens.get(i + 1));
        out.add(new SqlToken(SqlToken.Kind.LITERAL, "'" + tokens.get(i + 2).name() + "'", false));
        i += 2;
      } else if (token.is("max")
          && i >= 2
          && out.get(out.size() - 2).isOneOf("varchar", "varying")
          && tokens.get(i - 1).is("(")) {
        out.add(new SqlToken(token.kind(), "65535", false));
      } else {
        out.add(token);
      }
    }
    return out;
  }

  /** Redshift needs no name for a query in FROM, Postgres does. */
  private static List<SqlToken> withAliases(List<SqlToken> tokens) {
    List<SqlToken> out = new ArrayList<>();
    List<Boolean> open = new ArrayList<>();
    int aliases = 0;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      out.add(token);
      if (token.is("(")) {
        boolean query =
            i > 0
                && tokens.get(i - 1).isOneOf("from", "join")
                && i + 1 < tokens.size()
                && tokens.get(i + 1).isOneOf("select", "with", "(");
        open.add(query);
      } else if (token.is(")") && !open.isEmpty() && open.remove(open.size() - 1)) {
        SqlToken next = i + 1 < tokens.size() ? tokens.get(i + 1) : null;
        boolean named =
            next != null
                && next.isName()
                && (next.kind() == SqlToken.Kind.QUOTED || !AFTER_A_TABLE.contains(next.name()));
        if (!named) {
          aliases++;
          out.add(SqlToken.word("AS unnamed_" + aliases));
        }
      }
    }
    return out;
  }
}
