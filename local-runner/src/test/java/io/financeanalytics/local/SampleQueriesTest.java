package io.financeanalytics.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
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

  @BeforeClass
  public static void publishTheSample() {
    warehouse = FOLDER.getRoot().toPath().resolve("warehouse").toString();
    output("run", "--raw", RAW.toString(), "--warehouse", warehouse);
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
