package io.financeanalytics.analytics.export;

import io.financeanalytics.SqlStatements;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table in PostgreSQL, from the same DDL that creates it in Redshift. This is the one place in
 * which the two dialects of it differ: Redshift's ways to distribute and sort rows fall away, and
 * what it sorts by, or refers to by a foreign key, becomes an index.
 *
 * @param name its name as written in the DDL
 * @param create the statement that creates it where it is missing, with its keys
 * @param createLoading the statement that creates a table with the same columns and no keys
 * @param others the statements that create its indexes where they are missing, and its comments
 */
record TableDdl(String name, String create, String createLoading, List<String> others) {

  private static final List<String> FILES =
      List.of("create_dimensions.sql", "create_facts.sql", "create_run_log.sql");

  private static final Pattern CREATE =
      Pattern.compile(
          "(?is)CREATE\\s+TABLE\\s+IF\\s+NOT\\s+EXISTS\\s+(\\w+)\\s*\\((.*)\\)\\s*DISTSTYLE\\b(.*)");
  private static final Pattern COMMENT =
      Pattern.compile("(?is)COMMENT\\s+ON\\s+(?:TABLE|COLUMN)\\s+(\\w+)\\b.*");
  private static final Pattern KEY =
      Pattern.compile(
          "(?is),\\s*(PRIMARY\\s+KEY|UNIQUE|FOREIGN\\s+KEY)\\s*\\(([^)]*)\\)"
              + "(?:\\s*REFERENCES\\s+\\w+\\s*\\([^)]*\\))?");
  private static final Pattern SORT_KEY = Pattern.compile("(?is)\\bSORTKEY\\s*\\(([^)]*)\\)");

  TableDdl {
    others = List.copyOf(others);
  }

  /** Every table that the DDL defines, by its name as written there. */
  static Map<String, TableDdl> all() {
    List<String> statements = new ArrayList<>();
    FILES.forEach(file -> statements.addAll(SqlStatements.split(read(file))));
    return of(statements);
  }

  static Map<String, TableDdl> of(List<String> statements) {
    Map<String, TableDdl> tables = new LinkedHashMap<>();
    for (String statement : statements) {
      Matcher create = CREATE.matcher(statement);
      if (create.matches()) {
        String name = create.group(1);
        String columns = create.group(2).strip();
        List<String> others = indexes(name, columns, create.group(3));
        statements.stream().filter(other -> isCommentOn(name, other)).forEach(others::add);
        tables.put(
            name,
            new TableDdl(
                name,
                "CREATE TABLE IF NOT EXISTS " + name + " (" + columns + ")",
                "CREATE UNLOGGED TABLE " + name + " (" + KEY.matcher(columns).replaceAll("") + ")",
                others));
      }
    }
    return tables;
  }

  private static List<String> indexes(String table, String columns, String attributes) {
    Set<String> unique = new LinkedHashSet<>();
    Set<String> wanted = new LinkedHashSet<>();
    KEY.matcher(columns)
        .results()
        .forEach(
            key ->
                (key.group(1).toUpperCase(Locale.ROOT).startsWith("FOREIGN") ? wanted : unique)
                    .add(key.group(2).strip()));
    SORT_KEY.matcher(attributes).results().forEach(key -> wanted.add(key.group(1).strip()));
    wanted.removeAll(unique);
    wanted.removeIf(key -> unique.stream().anyMatch(longer -> longer.startsWith(key + ",")));
    List<String> statements = new ArrayList<>();
    for (String key : wanted) {
      statements.add(
          "CREATE INDEX IF NOT EXISTS "
              + (table + "_" + key.replaceAll("\\W+", "_")).toLowerCase(Locale.ROOT)
              + " ON "
              + table
              + " ("
              + key
              + ")");
    }
    return statements;
  }

  private static boolean isCommentOn(String table, String statement) {
    Matcher comment = COMMENT.matcher(statement);
    return comment.matches() && comment.group(1).equalsIgnoreCase(table);
  }

  private static String read(String file) {
    try (InputStream ddl = TableDdl.class.getResourceAsStream("ddl/" + file)) {
      return new String(ddl.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + " from the jar", e);
    }
  }
}
