package io.financeanalytics.local;

import static io.financeanalytics.local.CommandLineRun.finance;
import static io.financeanalytics.local.CommandLineRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a person gets for a query that has no answer. */
public class QueryCommandTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static Path warehouse;

  @BeforeClass
  public static void publish() {
    Path root = FOLDER.getRoot().toPath();
    warehouse = root.resolve("warehouse");
    CommandLineRun first = run(RawFiles.write(root.resolve("raw"), 40), warehouse);
    assertThat(first.exitCode()).as(first.err()).isZero();
  }

  @Test
  public void theCommentAboveAQueryIsTheTitleOfItsAnswerForPeople() throws IOException {
    Path file = FOLDER.newFile().toPath();
    Files.writeString(
        file,
        "-- Is any key below -1?\n-- expect: no rows\nSELECT ProductKey FROM"
            + " DimProduct WHERE ProductKey < -1;");

    assertThat(answer(file, "table"))
        .containsExactly(
            "Is any key below -1?", "expect: no rows", "ProductKey", "----------", "(0 rows)");
    assertThat(answer(file, "csv")).containsExactly("ProductKey");
    assertThat(answer(file, "json")).isEmpty();
  }

  @Test
  public void aQueryThatFailsWhileItIsExecutedIsExplained() {
    for (String format : new String[] {"table", "csv", "json"}) {
      assertThat(mistake("SELECT raise_error('no such luck')", format))
          .isEqualTo("The query failed: no such luck");
      assertThat(mistake("SELECT raise_error(ChannelName) FROM DimChannel", format))
          .startsWith("The query failed: ");
    }
    assertThat(mistake("SELECT assert_true(ProductKey > 5) FROM DimProduct", "table"))
        .startsWith("The query failed: ");
    assertThat(mistake("SELECT element_at(array(ProductKey), 0) FROM DimProduct", "csv"))
        .startsWith("The query failed: ")
        .contains("index");
    assertThat(mistake("SELECT (SELECT ProductKey FROM DimProduct)", "json"))
        .startsWith("The query failed: ")
        .containsIgnoringCase("more than one row");
  }

  @Test
  public void aTableThatIsNotThereIsNamedWithTheTablesThatAre() {
    assertThat(mistake("SELECT * FROM Foo", "table"))
        .startsWith("There is no table Foo; there are DimDate, ")
        .contains("FactTransactions", "EtlRunMeasure", "Quarantine")
        .doesNotContain("DROP");
  }

  @Test
  public void aQueryThatMakesNoSenseIsExplainedInOneParagraph() {
    assertThat(mistake("SELEC 1", "table"))
        .isEqualTo("The query cannot be answered: Syntax error at or near 'SELEC'.; line 1 pos 0");
    assertThat(mistake("SELECT Foo FROM DimDate", "table"))
        .startsWith("The query cannot be answered: ")
        .contains("`Foo`");
  }

  private static List<String> answer(Path file, String format) {
    CommandLineRun result =
        finance(
            "query",
            "--warehouse",
            warehouse.toString(),
            "--format",
            format,
            "-f",
            file.toString());
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.out().lines().toList();
  }

  /** What is said on standard error about a query that has no answer. */
  private static String mistake(String sql, String format) {
    CommandLineRun result =
        finance("query", "--warehouse", warehouse.toString(), "--format", format, sql);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(Finance.MISTAKE);
    assertThat(result.err().lines()).hasSize(1);
    return result.err().strip();
  }
}
