package io.financeanalytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Asks every query in sql/sample_queries of a warehouse that was made from the committed sample.
 */
public class SampleQueriesTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final Path QUERIES = Path.of("..", "sql", "sample_queries");
  private static final Path RAW = Path.of("..", "data", "raw");

  /** In the comment above a query: every row that it returns is a fault. */
  private static final String NO_ROWS = "-- expect: no rows";

  private static String warehouse;

  /** Months in which no cost is known beside months in which one is, and flagged returns. */
  private static String costsMissing;

  @BeforeClass
  public static void publish() {
    Path root = FOLDER.getRoot().toPath();
    warehouse = root.resolve("warehouse").toString();
    output("run", "--raw", RAW.toString(), "--warehouse", warehouse);
    costsMissing = root.resolve("costs missing").toString();
    Path raw = root.resolve("raw");
    RawFiles.write(
        raw,
        "transactions.csv",
        "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,"
            + "UnitPrice,DiscountAmount,PlatformFee,ReturnFlag,CurrencyCode",
        List.of(
            "T1,2024-01-10,LAMP,Lamp,C1,Shop,2,60.00,20.00,10.00,no,USD",
            "T2,2024-01-20,LAMP,Lamp,C1,Shop,-1,60.00,-10.00,-2.00,no,USD",
            "T3,2024-02-10,VASE,Vase,C2,Shop,1,50.00,0,5.00,no,USD",
            "T4,2024-03-10,VASE,Vase,C1,Shop,1,50.00,0,5.00,yes,USD",
            "T5,2024-04-10,LAMP,Lamp,C1,Shop,1,60.00,0,6.00,yes,USD",
            "T6,2024-04-10,VASE,Vase,C1,Shop,1,50.00,0,5.00,no,USD"));
    RawFiles.write(raw, "marketing_spend.csv", RawFiles.SPEND_HEADER, List.of());
    RawFiles.write(raw, "cogs.csv", RawFiles.COGS_HEADER, List.of("LAMP,2023-01-01,30.00,USD"));
    output("run", "--raw", raw.toString(), "--warehouse", costsMissing);
  }

  @Test
  public void theDimensionsAnswerEveryQuery() throws IOException {
    assertThatEveryQueryIsAnswered("sample_dimension_queries.sql", 'D');
  }

  @Test
  public void theFactsAnswerEveryQuery() throws IOException {
    assertThatEveryQueryIsAnswered("sample_fact_queries.sql", 'F');
  }

  @Test
  public void theMartsAgreeWithTheFactAndWithEachOther() throws IOException {
    assertThatEveryQueryIsAnswered("sample_mart_queries.sql", 'M');
  }

  /** After a change that is meant, the answers are what {@code ./finance query -f} prints. */
  @Test
  public void theQuestionsOfACfoHaveTheAnswersThatAreWrittenDown() throws IOException {
    Path questions = QUERIES.resolve("cfo_questions.sql");
    assertThat(comments(Files.readString(questions)))
        .hasSize(15)
        .allMatch(comment -> comment.matches("-- Q\\d+\\. [A-Z][^\\n]*\\?\\n(-- [^\\n]+\\n)+"));
    assertThat(output("query", "--warehouse", warehouse, "-f", questions.toString()))
        .isEqualTo(Files.readString(QUERIES.resolve("cfo_answers.txt")))
        .doesNotContain("(0 rows)");
  }

  @Test
  public void theFactsAnswerWhatEachChannelEarnedAsTheProfitAndLossStatementDoes()
      throws IOException {
    String earned = query("sample_fact_queries.sql", "F12");
    String statement =
        "SELECT * FROM channel_pnl_monthly WHERE OrderLines > 0"
            + " ORDER BY Year, Month, ChannelName, CurrencyCode";
    for (String place : List.of(warehouse, costsMissing)) {
      List<Map<String, String>> ofTheFacts = answer(place, earned);
      List<Map<String, String>> ofTheMart = answer(place, statement);
      Set<String> shared = new TreeSet<>(ofTheFacts.get(0).keySet());
      shared.retainAll(ofTheMart.get(0).keySet());
      assertThat(shared).contains("NetRevenue", "COGS", "GrossMargin", "ContributionMargin");
      assertThat(only(shared, ofTheFacts)).isEqualTo(only(shared, ofTheMart));
    }
  }

  @Test
  public void theMarginOfCohortsIsUnknownWhereOneOfThemHasNone() throws IOException {
    assertThat(answer(costsMissing, query("cfo_questions.sql", "Q13")).get(0))
        .containsEntry("Customers", "2")
        .containsEntry("CumulativeMargin", "")
        .containsEntry("MarginPerCustomer", "");
  }

  /** Kept: 50 of lamps at a cost of 30, and vases without a cost; all fees are 29. */
  @Test
  public void theReadmeKeepsTheFeesOfMonthsWithoutAMargin() throws IOException {
    Matcher query =
        Pattern.compile("\\./finance query \"(SELECT [^\"]* FROM channel_pnl_monthly [^\"]*)\"")
            .matcher(Files.readString(Path.of("..", "README.md")));
    assertThat(query.find()).isTrue();
    assertThat(answer(costsMissing, query.group(1)))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("NetContribution", "-9.00"));
  }

  @Test
  public void nobodyIsToldToAddUpMargins() throws IOException {
    List<Path> texts = new ArrayList<>(List.of(Path.of("..", "README.md")));
    for (Path folder : List.of(Path.of("..", "docs"), QUERIES)) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().matches(".*\\.(md|sql)")).forEach(texts::add);
      }
    }
    assertThat(texts)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            text ->
                assertThat(text)
                    .content(StandardCharsets.UTF_8)
                    .doesNotContainPattern(
                        "(?i)SUM\\([\\w.\\[]*\\b((gross|contribution)margin|netcontribution)\\b"));
  }

  /** The query under a number in a file. */
  private static String query(String file, String number) throws IOException {
    String queries = Files.readString(QUERIES.resolve(file));
    int start = queries.indexOf("-- " + number + ". ");
    return queries.substring(start, queries.indexOf(";\n", start)).replaceAll("(?m)^--.*\n", "");
  }

  /** The rows that answer a query, values by the names of their columns. */
  private static List<Map<String, String>> answer(String place, String query) throws IOException {
    String csv = output("query", "--warehouse", place, "--format", "csv", query);
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    return format.parse(new StringReader(csv)).stream().map(CSVRecord::toMap).toList();
  }

  private static List<Map<String, String>> only(
      Set<String> columns, List<Map<String, String>> rows) {
    return rows.stream()
        .map(
            row -> {
              Map<String, String> kept = new TreeMap<>(row);
              kept.keySet().retainAll(columns);
              return kept;
            })
        .toList();
  }

  /**
   * Every query has a number, a question and what to expect above it; the checks return no row, and
   * the sample has something to say to all others.
   */
  private static void assertThatEveryQueryIsAnswered(String name, char letter) throws IOException {
    Path file = QUERIES.resolve(name);
    List<String> comments = comments(Files.readString(file));
    List<Integer> answers =
        Pattern.compile("^\\((\\d+) rows?\\)$", Pattern.MULTILINE)
            .matcher(output("query", "--warehouse", warehouse, "-f", file.toString()))
            .results()
            .map(answer -> Integer.valueOf(answer.group(1)))
            .toList();
    assertThat(comments).hasSizeGreaterThan(5).hasSameSizeAs(answers);
    for (int i = 0; i < answers.size(); i++) {
      String comment = comments.get(i);
      assertThat(comment)
          .matches("(?s)-- " + letter + (i + 1) + "\\. [A-Z][^\\n]*\\?\\n(-- [^\\n]+\\n)+");
      if (comment.endsWith("\n" + NO_ROWS + "\n")) {
        assertThat(answers.get(i)).as(comment).isZero();
      } else {
        assertThat(comment).contains("-- Expect ").doesNotContainIgnoringCase("expect:");
        assertThat(answers.get(i)).as(comment).isPositive();
      }
    }
  }

  /** The comments right above the queries, in the order of the queries. */
  private static List<String> comments(String queries) {
    return Pattern.compile("((?:^--.*\\n)+)(?=SELECT|WITH)", Pattern.MULTILINE)
        .matcher(queries)
        .results()
        .map(MatchResult::group)
        .toList();
  }

  /** What a command that succeeds prints. */
  private static String output(String... command) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream terminal = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    int exitCode;
    try {
      exitCode = Finance.execute(command);
    } finally {
      System.setOut(terminal);
    }
    String output = printed.toString(StandardCharsets.UTF_8);
    assertThat(exitCode).as(output).isZero();
    return output;
  }
}
