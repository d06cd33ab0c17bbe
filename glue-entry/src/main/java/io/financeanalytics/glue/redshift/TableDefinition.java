package io.financeanalytics.glue.redshift;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table as the DDL defines it.
 *
 * @param name its name as written
 * @param columns its columns in order
 * @param attributes what follows the columns, such as its distribution style
 * @param statements the statements that create it with its comments
 */
record TableDefinition(
    String name, List<ColumnDefinition> columns, String attributes, List<String> statements) {

  private static final Pattern CREATE =
      Pattern.compile(
          "(?is)CREATE\\s+TABLE\\s+IF\\s+NOT\\s+EXISTS\\s+(\\w+)\\s*\\((.*)\\)\\s*(DISTSTYLE.*)");
  private static final Pattern COMMENT =
      Pattern.compile("(?is)COMMENT\\s+ON\\s+(?:TABLE|COLUMN)\\s+(\\w+)\\b.*");
  private static final Pattern COLUMN =
      Pattern.compile("(?is)(\\w+)\\s+(\\w+(?:\\s*\\([\\d\\s,]+\\))?)(\\s+NOT\\s+NULL)?");
  private static final Pattern CONSTRAINT =
      Pattern.compile("(?is)(PRIMARY\\s+KEY|UNIQUE|FOREIGN\\s+KEY)\\b.*");

  TableDefinition {
    columns = List.copyOf(columns);
    statements = List.copyOf(statements);
  }

  /** The tables that statements define, in their order. */
  static List<TableDefinition> of(List<String> statements) {
    List<TableDefinition> tables = new ArrayList<>();
    for (String statement : statements) {
      Matcher create = CREATE.matcher(statement);
      if (create.matches()) {
        String name = create.group(1);
        List<String> own =
            statements.stream()
                .filter(other -> other.equals(statement) || isCommentOn(name, other))
                .toList();
        tables.add(
            new TableDefinition(name, columns(create.group(2)), create.group(3).strip(), own));
      }
    }
    return tables;
  }

  /** The columns' names, with commas between. */
  String columnList() {
    return columns.stream()
        .map(column -> Sql.quoted(column.name().toLowerCase(Locale.ROOT)))
        .collect(Collectors.joining(", "));
  }

  /**
   * The statement that creates a staging table: the same columns in the order of the DDL, which is
   * the order in which rows are written, and the same distribution, so that rows reach the table
   * without travelling. It has no constraints; the checks look for what they promise.
   */
  String createStaging(String qualifiedName) {
    return "CREATE TABLE "
        + qualifiedName
        + " ("
        + columns.stream()
            .map(
                column ->
                    Sql.quoted(column.name().toLowerCase(Locale.ROOT))
                        + " "
                        + column.type()
                        + (column.notNull() ? " NOT NULL" : ""))
            .collect(Collectors.joining(", "))
        + ") "
        + attributes;
  }

  /** The statements that comment on a column. */
  List<String> commentsOn(String column) {
    String target = "(?is)COMMENT\\s+ON\\s+COLUMN\\s+" + name + "\\." + column + "\\s+IS\\b.*";
    return statements.stream().filter(statement -> statement.matches(target)).toList();
  }

  private static boolean isCommentOn(String table, String statement) {
    Matcher comment = COMMENT.matcher(statement);
    return comment.matches() && comment.group(1).equalsIgnoreCase(table);
  }

  private static List<ColumnDefinition> columns(String body) {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (String part : body.split(",(?![^(]*\\))")) {
      String text = part.strip();
      Matcher column = COLUMN.matcher(text);
      if (CONSTRAINT.matcher(text).matches()) {
        continue;
      }
      if (!column.matches()) {
        throw new IllegalArgumentException("Not a column definition: " + text);
      }
      String type = column.group(2).replaceAll("\\s", "").toLowerCase(Locale.ROOT);
      columns.add(new ColumnDefinition(column.group(1), type, column.group(3) != null));
    }
    return columns;
  }
}
