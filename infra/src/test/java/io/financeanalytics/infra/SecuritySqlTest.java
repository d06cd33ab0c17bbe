package io.financeanalytics.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SqlStatements;
import io.financeanalytics.marts.Mart;
import io.financeanalytics.marts.Marts;
import io.financeanalytics.table.Dimension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * The security SQL in the forms that Redshift documents, in an order in which each statement finds
 * what it speaks of, on tables and columns that there are.
 */
public class SecuritySqlTest {

  /** What is run by hand, once, to give the job a user of its own. */
  private static final String JOB_USER = "job_user.sql";

  private static final String NAME = "([a-z_]+\\.\\w+)";

  private enum Form {
    ROLE("CREATE ROLE (\\w+)"),
    SCHEMA("CREATE SCHEMA IF NOT EXISTS (\\w+)"),
    TABLE("CREATE TABLE IF NOT EXISTS " + NAME + " \\( (.+) \\)"),
    USAGE("GRANT USAGE ON SCHEMA (\\w+) TO ROLE (\\w+)"),
    ALL_TABLES("GRANT ([A-Z, ]+) ON ALL TABLES IN SCHEMA (\\w+) TO ROLE (\\w+)"),
    DEFAULTS("ALTER DEFAULT PRIVILEGES IN SCHEMA (\\w+) GRANT SELECT ON TABLES TO ROLE (\\w+)"),
    COLUMNS("GRANT SELECT \\( (.+) \\) ON " + NAME + " TO ROLE (\\w+)"),
    ONE_TABLE("GRANT SELECT ON " + NAME + " TO ROLE (\\w+)"),
    TO_POLICY("GRANT SELECT ON " + NAME + " TO RLS POLICY (\\w+)"),
    IGNORE_ROWS("GRANT IGNORE RLS TO ROLE (\\w+)"),
    ROW_POLICY("CREATE RLS POLICY (\\w+) WITH \\((\\w+) \\w+\\) USING \\((.+)\\)"),
    ATTACH_ROWS("ATTACH RLS POLICY (\\w+) ON " + NAME + " TO ROLE (\\w+)"),
    ROWS_ON("ALTER TABLE " + NAME + " ROW LEVEL SECURITY ON"),
    USER("CREATE USER (\\w+) PASSWORD DISABLE SYSLOG ACCESS UNRESTRICTED"),
    MEMBER("GRANT ROLE (\\w+) TO (\\w+)"),
    SCHEMA_OWNER("ALTER SCHEMA (\\w+) OWNER TO (\\w+)"),
    OWNER("ALTER TABLE " + NAME + " OWNER TO (\\w+)"),
    DEFAULTS_OF_USER(
        "ALTER DEFAULT PRIVILEGES FOR USER (\\w+) IN SCHEMA (\\w+) GRANT SELECT ON TABLES TO ROLE"
            + " (\\w+)"),
    MASK("CREATE MASKING POLICY (\\w+) WITH \\((\\w+) [A-Z]+\\(\\d+\\)\\) USING \\((.+)\\)"),
    ATTACH_MASK(
        "ATTACH MASKING POLICY (\\w+) ON " + NAME + " \\((\\w+)\\) TO ROLE (\\w+) PRIORITY \\d+");

    private final Pattern pattern;

    Form(String pattern) {
      this.pattern = Pattern.compile(pattern);
    }
  }

  /** A statement in a form, with what it names. */
  private record Parsed(Form form, List<String> names) {

    String name(int index) {
      return names.get(index).toLowerCase(Locale.ROOT);
    }
  }

  private final Map<String, Set<String>> tables = tablesOfTheStar();

  /** The files that are run with every deployment. */
  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Project.file("sql", "security"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("\\d.*"))
          .sorted()
          .toList();
    }
  }

  @Test
  public void everyStatementHasAFormThatRedshiftKnowsAndFindsWhatItSpeaksOf() throws IOException {
    assertThat(problems(statements())).isEmpty();
  }

  @Test
  public void everyWrongOrderIsNoticed() throws IOException {
    List<Parsed> right = statements();
    int noticed = 0;
    for (int i = 0; i < right.size(); i++) {
      List<Parsed> first = new ArrayList<>(right);
      first.add(0, first.remove(i));
      noticed += problems(first).isEmpty() ? 0 : 1;
    }
    // Only what needs nothing may come first: roles, schemas, policies that look into no other
    // table.
    long needsNothing =
        right.stream()
            .filter(parsed -> Set.of(Form.ROLE, Form.SCHEMA, Form.MASK).contains(parsed.form()))
            .count();
    assertThat(noticed).isEqualTo((int) (right.size() - needsNothing));
  }

  @Test
  public void rowSecurityIsOnOnlyWhenEveryReaderHasAPolicyOrMayIgnoreIt() throws IOException {
    List<Parsed> open = new ArrayList<>(statements());
    open.removeIf(
        parsed -> parsed.form() == Form.IGNORE_ROWS && parsed.name(0).equals("finance_team"));
    assertThat(problems(open))
        .anyMatch(problem -> problem.contains("finance_team would read no row"));
  }

  @Test
  public void analystsReadNoCostNoFeeAndNoCustomer() throws IOException {
    Set<String> readable = new TreeSet<>();
    Set<String> hidden = new HashSet<>();
    for (Parsed parsed : statements()) {
      if (parsed.form() == Form.ONE_TABLE && parsed.name(1).equals("finance_analyst")) {
        tables
            .get(plain(parsed.name(0)))
            .forEach(column -> readable.add(plain(parsed.name(0)) + "." + column));
      } else if (parsed.form() == Form.COLUMNS && parsed.name(2).equals("finance_analyst")) {
        columns(parsed.names().get(0))
            .forEach(column -> readable.add(plain(parsed.name(1)) + "." + column));
      } else if (parsed.form() == Form.ATTACH_MASK) {
        hidden.add(plain(parsed.name(1)) + "." + parsed.name(2));
      }
    }
    readable.removeAll(hidden);
    assertThat(readable).contains("facttransactions.netrevenue", "dimproduct.productname");
    assertThat(readable)
        .noneMatch(column -> column.matches(".*(cogs|fee|cost|rawrecord|customerid).*"));
  }

  @Test
  public void theJobsOwnUserOwnsAllThatTheJobLoadsInAnOrderThatWorks() throws IOException {
    Set<String> owned = new TreeSet<>();
    for (Parsed parsed : ofTheJobsUser()) {
      if (parsed.form() == Form.OWNER) {
        owned.add(parsed.name(0));
      }
    }
    assertThat(owned).isEqualTo(loadedByTheJob().keySet());
    assertThat(problems(afterARun())).isEmpty();
  }

  @Test
  public void everyWrongOrderOfTheJobsOwnUserIsNoticed() throws IOException {
    List<Parsed> all = afterARun();
    int first = all.size() - ofTheJobsUser().size();
    for (int i = first + 1; i < all.size(); i++) {
      List<Parsed> wrong = new ArrayList<>(all);
      wrong.add(first, wrong.remove(i));
      assertThat(problems(wrong)).as("%s first", all.get(i)).isNotEmpty();
    }
  }

  @Test
  public void noPasswordIsWrittenDown() throws IOException {
    for (String file : files()) {
      assertThat(Project.text("sql", "security", file).toUpperCase(Locale.ROOT))
          .doesNotContain("PASSWORD");
    }
    assertThat(Project.text("sql", "security", JOB_USER)).doesNotContainPattern("PASSWORD '");
  }

  private static List<Parsed> statements() throws IOException {
    List<Parsed> all = new ArrayList<>();
    for (String file : files()) {
      all.addAll(statements(file));
    }
    return all;
  }

  private static List<Parsed> statements(String file) {
    List<Parsed> all = new ArrayList<>();
    for (String sql : SqlStatements.split(Project.text("sql", "security", file))) {
      all.add(parse(sql.strip().replaceAll("\\s+", " ")));
    }
    return all;
  }

  private static List<Parsed> ofTheJobsUser() {
    return statements(JOB_USER);
  }

  private static List<Parsed> afterARun() throws IOException {
    List<Parsed> all = statements();
    all.addAll(ofTheJobsUser());
    return all;
  }

  private static Parsed parse(String sql) {
    assertThat(sql.chars().filter(c -> c == '(').count())
        .as(sql)
        .isEqualTo(sql.chars().filter(c -> c == ')').count());
    for (Form form : Form.values()) {
      Matcher matcher = form.pattern.matcher(sql);
      if (matcher.matches()) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
          names.add(matcher.group(i));
        }
        return new Parsed(form, names);
      }
    }
    throw new AssertionError("No form of Redshift: " + sql);
  }

  private List<String> problems(List<Parsed> statements) {
    Order order = new Order(new HashMap<>(tables), loadedByTheJob());
    statements.forEach(order::next);
    return order.problems;
  }

  /** What there is after the statements so far. */
  private static final class Order {
    private final Map<String, Set<String>> tables;
    private final Set<String> schemas = new HashSet<>(Set.of("finance"));
    private final Set<String> roles = new HashSet<>();
    private final Map<String, String> policies = new HashMap<>();
    private final Set<String> readers = new HashSet<>();
    private final Set<String> limited = new HashSet<>();
    private final Set<String> usage = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    /** What the job loads, with the tables and views that it reads. */
    private final Map<String, Set<String>> loaded;

    private final Set<String> users = new HashSet<>();
    private final Map<String, String> owners = new HashMap<>();

    Order(Map<String, Set<String>> tables, Map<String, Set<String>> loaded) {
      this.tables = tables;
      this.loaded = loaded;
    }

    void next(Parsed parsed) {
      switch (parsed.form()) {
        case ROLE -> roles.add(parsed.name(0));
        case SCHEMA -> schemas.add(parsed.name(0));
        case TABLE -> {
          in(schemas, parsed.name(0).replaceFirst("\\..*", ""), "schema");
          tables.put(plain(parsed.name(0)), definedColumns(parsed.names().get(1)));
        }
        case USAGE -> {
          in(schemas, parsed.name(0), "schema");
          in(roles, parsed.name(1), "role");
          usage.add(parsed.name(1));
        }
        case ALL_TABLES -> reads(parsed.name(2));
        case DEFAULTS -> in(roles, parsed.name(1), "role");
        case COLUMNS -> {
          columns(parsed.names().get(0))
              .forEach(column -> in(of(parsed.name(1)), column, "column"));
          reads(parsed.name(2));
        }
        case ONE_TABLE -> {
          of(parsed.name(0));
          in(roles, parsed.name(1), "role");
          in(usage, parsed.name(1), "usage of the schema for");
        }
        case TO_POLICY -> {
          of(parsed.name(0));
          in(policies.keySet(), parsed.name(1), "policy");
        }
        case USER -> users.add(parsed.name(0));
        case MEMBER -> {
          in(roles, parsed.name(0), "role");
          in(users, parsed.name(1), "user");
        }
        case SCHEMA_OWNER -> {
          in(users, parsed.name(1), "user");
          owners.put(parsed.name(0), parsed.name(1));
        }
        case OWNER -> owns(parsed.name(0), parsed.name(1));
        case DEFAULTS_OF_USER -> {
          in(users, parsed.name(0), "user");
          in(roles, parsed.name(2), "role");
        }
        case IGNORE_ROWS -> {
          in(roles, parsed.name(0), "role");
          limited.add(parsed.name(0));
        }
        case ROW_POLICY -> {
          Matcher used = Pattern.compile("(?:FROM|JOIN) " + NAME).matcher(parsed.names().get(2));
          used.results().forEach(table -> of(table.group(1).toLowerCase(Locale.ROOT)));
          policies.put(parsed.name(0), parsed.name(1));
        }
        case MASK -> policies.put(parsed.name(0), parsed.name(1));
        case ATTACH_ROWS -> {
          attaches(parsed.name(0), parsed.name(1), parsed.name(2));
          limited.add(parsed.name(2));
        }
        case ATTACH_MASK -> {
          attaches(parsed.name(0), parsed.name(1), parsed.name(3));
          in(of(parsed.name(1)), parsed.name(2), "column");
        }
        case ROWS_ON -> {
          of(parsed.name(0));
          if (readers.isEmpty()) {
            problems.add("row security before anybody reads");
          }
          readers.stream()
              .filter(role -> !limited.contains(role))
              .forEach(role -> problems.add(role + " would read no row"));
        }
      }
    }

    private void reads(String role) {
      in(roles, role, "role");
      in(usage, role, "usage of the schema for");
      readers.add(role);
    }

    /** An owner may make things in the schema, and may read what a view of its own reads. */
    private void owns(String table, String user) {
      in(loaded.keySet(), table, "table or view");
      in(users, user, "user");
      Set<String> before = new TreeSet<>(loaded.getOrDefault(table, Set.of()));
      before.add(table.replaceFirst("\\..*", ""));
      before.stream()
          .filter(needed -> !user.equals(owners.get(needed)))
          .forEach(needed -> problems.add(user + " does not own " + needed + " yet"));
      owners.put(table, user);
    }

    private void attaches(String policy, String table, String role) {
      in(policies.keySet(), policy, "policy");
      in(roles, role, "role");
      in(of(table), policies.getOrDefault(policy, "?"), "column");
    }

    private Set<String> of(String table) {
      in(tables.keySet(), plain(table), "table");
      return tables.getOrDefault(plain(table), Set.of());
    }

    private void in(Set<String> present, String name, String kind) {
      if (!present.contains(name)) {
        problems.add("There is no " + kind + " " + name + " yet");
      }
    }
  }

  /** Every table and view that the job makes, with the tables and views that it reads. */
  private static Map<String, Set<String>> loadedByTheJob() {
    Map<String, Set<String>> loaded = new HashMap<>();
    tablesOfTheStar().keySet().forEach(table -> loaded.put("finance." + table, Set.of()));
    loaded.put("finance_staging.run_lease", Set.of());
    for (Dimension dimension : Dimension.ALL) {
      loaded.put("finance_staging.keys_" + dimension.table().toLowerCase(Locale.ROOT), Set.of());
    }
    for (Mart mart : Marts.ALL) {
      Set<String> reads = new TreeSet<>();
      for (String other : loaded.keySet()) {
        if (mart.reads(plain(other))) {
          reads.add(other);
        }
      }
      loaded.put("finance." + mart.name(), reads);
    }
    return loaded;
  }

  private static String plain(String table) {
    return table.replaceFirst("^finance\\.", "");
  }

  private static List<String> columns(String list) {
    return List.of(list.toLowerCase(Locale.ROOT).split("\\s*,\\s*"));
  }

  private static Set<String> definedColumns(String definitions) {
    Set<String> columns = new HashSet<>();
    for (String definition : definitions.split(", ")) {
      columns.add(definition.strip().split(" ")[0].toLowerCase(Locale.ROOT));
    }
    return columns;
  }

  private static Map<String, Set<String>> tablesOfTheStar() {
    Map<String, Set<String>> tables = new HashMap<>();
    for (String file : List.of("create_dimensions", "create_facts", "create_run_log")) {
      for (String sql : SqlStatements.split(Project.text("sql", "ddl", file + ".sql"))) {
        Matcher table =
            Pattern.compile("CREATE TABLE IF NOT EXISTS (\\w+) \\(\\s(.*?)\\n\\)", Pattern.DOTALL)
                .matcher(sql);
        if (table.find()) {
          Set<String> columns = new HashSet<>();
          table
              .group(2)
              .lines()
              .map(line -> line.strip().split("[ (]")[0])
              .forEach(word -> columns.add(word.toLowerCase(Locale.ROOT)));
          columns.removeAll(Set.of("primary", "unique", "foreign"));
          tables.put(table.group(1).toLowerCase(Locale.ROOT), columns);
        }
      }
    }
    return tables;
  }
}
