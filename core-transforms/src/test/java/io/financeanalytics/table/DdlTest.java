package io.financeanalytics.table;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.pipeline.RunStart;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.StagedTables;
import io.financeanalytics.table.RawField.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;

/** Holds the Redshift definitions in sql/ddl against the schemas that the software writes. */
public class DdlTest {

  private static final Path FOLDER = Path.of("..", "sql", "ddl");
  private static final String DIMENSIONS = read("create_dimensions.sql");
  private static final String FACTS = read("create_facts.sql");
  private static final String RUN_LOG = read("create_run_log.sql");

  private static final Map<DataType, String> TYPES =
      Map.of(
          DataTypes.IntegerType, "INTEGER",
          DataTypes.LongType, "BIGINT",
          DataTypes.DateType, "DATE",
          DataTypes.TimestampType, "TIMESTAMP",
          DataTypes.BooleanType, "BOOLEAN",
          DataTypes.StringType, "VARCHAR");

  /** Bytes of the widest VARCHAR of Redshift. */
  private static final int WIDEST = 65_535;

  @Test
  public void everyTableOfTheStarIsDefinedWithDimensionsBeforeFacts() {
    assertThat(tables(DIMENSIONS + FACTS).keySet())
        .containsExactlyElementsOf(StarTables.PUBLISHED.keySet());
    assertThat(tables(FACTS)).containsOnlyKeys(FactMarketingSpend.NAME, FactTransactions.NAME);
  }

  @Test
  public void everyTableOfTheRunLogIsDefined() {
    assertThat(tables(RUN_LOG)).containsOnlyKeys(StarTables.RUN_LOG.keySet());
  }

  @Test
  public void columnsHaveTheNamesOrderTypesAndNullabilityOfTheJavaSchema() {
    Map<String, Table> tables = tables(DIMENSIONS + FACTS + RUN_LOG);
    schemas()
        .forEach(
            (name, schema) ->
                assertThat(tables.get(name).columns())
                    .as(name)
                    .extracting(column -> column.name() + " " + column.type() + column.notNull())
                    .containsExactlyElementsOf(
                        Arrays.stream(schema.fields()).map(DdlTest::redshiftColumn).toList()));
  }

  @Test
  public void textFromRawFilesIsAsWideAsTheContractAllows() {
    Map<String, Integer> widths =
        RawTable.ALL.stream()
            .flatMap(source -> source.fields().stream())
            .filter(field -> field.kind() == Kind.TEXT || field.kind() == Kind.CURRENCY)
            .collect(
                toMap(
                    RawField::name,
                    field -> field.kind() == Kind.CURRENCY ? 3 : field.maxBytes(),
                    Math::max));
    widths.put(Quarantine.RAW_RECORD, WIDEST);
    widths.put(Quarantine.DETAIL, WIDEST);
    assertThat(textColumns().filter(column -> widths.containsKey(column.name())))
        .isNotEmpty()
        .allSatisfy(
            column ->
                assertThat(column.width()).as(column.name()).isEqualTo(widths.get(column.name())));
  }

  @Test
  public void textThatTheSoftwareWritesFits() {
    Map<String, Stream<String>> written =
        Map.of(
            DimDate.MONTH_NAME,
            Arrays.stream(Month.values())
                .map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
            DimDate.DAY_OF_WEEK_NAME,
            Arrays.stream(DayOfWeek.values())
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)),
            DimDate.MONTH_SHORT_NAME,
            Arrays.stream(Month.values())
                .map(month -> month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)),
            DimDate.DAY_OF_WEEK_SHORT_NAME,
            Arrays.stream(DayOfWeek.values())
                .map(day -> day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH)),
            Quarantine.SOURCE,
            RawTable.ALL.stream().map(RawTable::name),
            Quarantine.REASON,
            Arrays.stream(Reason.values()).map(Reason::code),
            EtlRun.STATUS,
            Arrays.stream(RunStatus.values()).map(RunStatus::code),
            EtlRun.RUN_ID,
            Stream.of(RunStart.now().runId()),
            EtlRunMeasure.STAGE,
            Arrays.stream(Measure.Stage.values()).map(Measure.Stage::name));
    written.forEach(
        (name, texts) -> {
          int longest = texts.mapToInt(String::length).max().orElseThrow();
          assertThat(textColumns().filter(column -> column.name().equals(name)))
              .isNotEmpty()
              .allSatisfy(
                  column -> assertThat(column.width()).as(name).isGreaterThanOrEqualTo(longest));
        });
  }

  @Test
  public void everyTableNamesItsGrainInItsComment() {
    Map<String, String> comments = comments("TABLE (\\w+)");
    assertThat(comments).containsOnlyKeys(schemas().keySet());
    assertThat(comments.values())
        .allSatisfy(comment -> assertThat(comment).containsPattern("[Gg]rain: one |Grain: the "));
  }

  @Test
  public void everyColumnHasAComment() {
    List<String> columns =
        schemas().entrySet().stream()
            .flatMap(
                table ->
                    Arrays.stream(table.getValue().fieldNames())
                        .map(column -> table.getKey() + "." + column))
            .toList();
    Map<String, String> comments = comments("COLUMN (\\w+\\.\\w+)");
    assertThat(comments).containsOnlyKeys(columns);
    assertThat(comments.values()).noneMatch(String::isBlank);
  }

  @Test
  public void everyTableGivesTheReasonForItsDistributionAndSortKey() {
    assertThat(tables(DIMENSIONS + FACTS + RUN_LOG).values())
        .allSatisfy(
            table ->
                assertThat(table.reasons())
                    .as(table.name())
                    .containsPattern("-- DISTSTYLE " + Pattern.quote(table.distribution()) + ": .")
                    .containsPattern(
                        "-- SORTKEY " + Pattern.quote("(" + table.sortKey() + ")") + ": ."));
  }

  /** The planner trusts keys that Redshift does not enforce; a false one gives wrong answers. */
  @Test
  public void onlyKeysThatAreCheckedBeforePublishingAreDeclared() {
    List<String> checks = new ArrayList<>();
    StagedTables.queries().forEach(query -> checks.add(query.sql()));
    Map<String, Table> tables = tables(DIMENSIONS + FACTS + RUN_LOG);
    assertThat(tables.values())
        .allSatisfy(
            table -> {
              for (String columns : table.unique()) {
                assertThat(checks)
                    .anyMatch(
                        query ->
                            query.matches(
                                ".*\\{"
                                    + table.name()
                                    + "} GROUP BY "
                                    + columns
                                    + "( HAVING|\\)).*"));
              }
              table
                  .references()
                  .forEach(
                      (column, dimension) ->
                          assertThat(checks)
                              .as(table.name() + "." + column)
                              .anyMatch(
                                  query ->
                                      query.contains("FROM {" + table.name() + "} f ")
                                          && query.contains("LEFT JOIN {" + dimension + "} ")
                                          && query.contains(
                                              " AS " + StagedTables.ORPHANS + column)));
            });
    assertThat(tables.get(FactTransactions.NAME).references()).hasSize(4);
    assertThat(tables.get(FactTransactions.NAME).unique())
        .containsExactly(FactTransactions.TRANSACTION_ID);
  }

  @Test
  public void filesCanBeCutIntoStatementsAtEverySemicolonAndRunTwiceInAnySchema() {
    for (String file : List.of(DIMENSIONS, FACTS, RUN_LOG)) {
      assertThat(file.lines().filter(line -> line.contains(";")))
          .allSatisfy(line -> assertThat(line.indexOf(';')).as(line).isEqualTo(line.length() - 1))
          .noneMatch(line -> line.startsWith("--"));
      String code = file.replaceAll("(?m)^--.*\\n", "").replaceAll("'[^']*'", "''");
      assertThat(code.split(";"))
          .extracting(String::strip)
          .filteredOn(statement -> !statement.isEmpty())
          .allMatch(
              statement ->
                  statement.startsWith("CREATE TABLE IF NOT EXISTS ")
                      || statement.matches("COMMENT ON (TABLE \\w+|COLUMN \\w+\\.\\w+) IS ''"));
    }
  }

  private static Map<String, StructType> schemas() {
    Map<String, StructType> schemas = new HashMap<>(StarTables.PUBLISHED);
    schemas.putAll(StarTables.RUN_LOG);
    return schemas;
  }

  private static String redshiftColumn(StructField field) {
    String type =
        field.dataType() instanceof DecimalType decimal
            ? "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")"
            : TYPES.get(field.dataType());
    return field.name() + " " + type + (field.nullable() ? "" : " NOT NULL");
  }

  private static Stream<ColumnDefinition> textColumns() {
    return tables(DIMENSIONS + FACTS + RUN_LOG).values().stream()
        .flatMap(table -> table.columns().stream())
        .filter(column -> column.type().equals("VARCHAR"));
  }

  /** A column as a definition has it; the width is that of a VARCHAR, otherwise 0. */
  private record ColumnDefinition(String name, String type, int width, String notNull) {

    private static final Pattern LINE =
        Pattern.compile("  (\\w+) +([A-Z]+(?:\\(\\d+, \\d+\\))?)(?:\\((\\d+)\\))?( +NOT NULL)?,?");

    static Optional<ColumnDefinition> of(String line) {
      Matcher column = LINE.matcher(line);
      return column.matches()
          ? Optional.of(
              new ColumnDefinition(
                  column.group(1),
                  column.group(2),
                  column.group(3) == null ? 0 : Integer.parseInt(column.group(3)),
                  column.group(4) == null ? "" : " NOT NULL"))
          : Optional.empty();
    }
  }

  /**
   * A table's definition.
   *
   * @param reasons the comment above it
   * @param unique the columns of its primary key and of what else is unique
   * @param references for each column that points at another table, that table
   * @param distribution its DISTSTYLE, with its DISTKEY in brackets if it has one
   */
  private record Table(
      String name,
      String reasons,
      List<ColumnDefinition> columns,
      List<String> unique,
      Map<String, String> references,
      String distribution,
      String sortKey) {}

  private static Map<String, Table> tables(String file) {
    Pattern definition =
        Pattern.compile(
            "((?:^--.*\\n)*)^CREATE TABLE IF NOT EXISTS (\\w+) \\(\\n((?:  .*\\n)*)\\)\\n"
                + "DISTSTYLE (\\w+)\\n(?:DISTKEY (\\(\\w+\\))\\n)?SORTKEY \\(([^)]*)\\);$",
            Pattern.MULTILINE);
    Pattern key = Pattern.compile("  (?:PRIMARY KEY|UNIQUE) \\(([^)]*)\\),?");
    Pattern reference = Pattern.compile("  FOREIGN KEY \\((\\w+)\\) REFERENCES (\\w+) \\(\\1\\),?");
    return definition
        .matcher(file)
        .results()
        .map(
            found -> {
              List<ColumnDefinition> columns = new ArrayList<>();
              List<String> unique = new ArrayList<>();
              Map<String, String> references = new HashMap<>();
              for (String line : found.group(3).lines().toList()) {
                Matcher isKey = key.matcher(line);
                Matcher isReference = reference.matcher(line);
                if (isKey.matches()) {
                  unique.add(isKey.group(1));
                } else if (isReference.matches()) {
                  references.put(isReference.group(1), isReference.group(2));
                } else {
                  columns.add(
                      ColumnDefinition.of(line)
                          .orElseThrow(() -> new AssertionError("Not understood: " + line)));
                }
              }
              String distribution =
                  found.group(4) + (found.group(5) == null ? "" : " " + found.group(5));
              return new Table(
                  found.group(2),
                  found.group(1),
                  columns,
                  unique,
                  references,
                  distribution,
                  found.group(6));
            })
        .collect(
            toMap(
                Table::name,
                Function.identity(),
                (one, other) -> {
                  throw new AssertionError(one.name() + " is defined twice");
                },
                LinkedHashMap::new));
  }

  /** The comments on what {@code object} matches, by its name. */
  private static Map<String, String> comments(String object) {
    return Pattern.compile("^COMMENT ON " + object + " IS '([^']*)';$", Pattern.MULTILINE)
        .matcher(DIMENSIONS + FACTS + RUN_LOG)
        .results()
        .collect(toMap(found -> found.group(1), found -> found.group(2)));
  }

  private static String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
