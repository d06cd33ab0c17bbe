package io.financeanalytics.local;

import static io.financeanalytics.local.CommandLineRun.finance;
import static io.financeanalytics.local.CommandLineRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The commands {@code report} and {@code export}. */
public class ReportAndExportTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static Path root;
  private static CommandLineRun first;

  @BeforeClass
  public static void publish() {
    root = FOLDER.getRoot().toPath();
    first = run(RawFiles.write(root.resolve("raw"), 40), root.resolve("warehouse"));
    assertThat(first.exitCode()).as(first.err()).isZero();
  }

  @Test
  public void aRunEndsBySayingThatThereIsAReport() {
    assertThat(first.out())
        .contains(
            "  ./finance report --warehouse " + root.resolve("warehouse") + "   makes a page");
  }

  @Test
  public void theQueryThatARunProposesAddsUpNoCurrencies() {
    Matcher query = Pattern.compile("\"(SELECT ChannelName, [^\"]*)\"").matcher(first.out());
    assertThat(query.find()).isTrue();

    CommandLineRun answer = command("query", "--format", "csv", query.group(1));

    assertThat(answer.out().lines())
        .startsWith("ChannelName,CurrencyCode,BookedNetRevenue")
        .anyMatch(line -> line.startsWith("Shopify,EUR,"))
        .anyMatch(line -> line.startsWith("Shopify,USD,"));
  }

  @Test
  public void theReportIsWrittenToTheFileThatIsNamed() throws IOException {
    Path page = root.resolve("new folder/page.html");

    CommandLineRun report = command("report", "--out", page.toString());

    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out()).isEqualTo("The report is in " + page + "; open it in a browser.\n");
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>").contains("Lamp, no. 3");
  }

  @Test
  public void anExportSaysWhatItWroteAndReplacesAnEarlierOne() throws IOException {
    Path out = root.resolve("csv");
    Files.createDirectories(out);
    Files.writeString(out.resolve("export.json"), "{}");

    CommandLineRun export = command("export", "--to", "csv", "--out", out.toString());

    assertThat(export.exitCode()).as(export.err()).isZero();
    assertThat(export.out())
        .containsPattern("FactTransactions +file +40\n")
        .containsPattern("product_margin +file +\\d+\n")
        .endsWith(" is exported to " + out + ".\n");
    assertThat(Files.readAllLines(out.resolve("FactTransactions.csv"))).hasSize(41);
  }

  @Test
  public void mistakesAreExplainedInOneParagraph() throws IOException {
    Path mine = Files.createDirectories(root.resolve("mine"));
    Files.writeString(mine.resolve("notes.txt"), "mine");

    assertThat(mistake("export", "--to", "csv", "--out", mine.toString()))
        .contains("holds something that no export has written");
    assertThat(mistake("export", "--to", "csv", "--out", "x", "--schema", "y"))
        .contains("belong to --to postgres");
    assertThat(mistake("export", "--to", "postgres", "--out", "jdbc:postgresql://me:hush@h/d"))
        .contains("PGPASSWORD")
        .doesNotContain("hush");
    assertThat(mistake("export", "--to", "postgres", "--out", "jdbc:postgresql://localhost:1/d"))
        .contains("jdbc:postgresql://localhost:1/d cannot be used");
    assertThat(mistake("report", "--out", mine.toString())).contains("is a folder");
    CommandLineRun nowhere =
        finance("report", "--warehouse", root.resolve("none").toString(), "--out", "x.html");
    assertThat(nowhere.exitCode()).isEqualTo(Finance.MISTAKE);
    assertThat(nowhere.err()).contains("There is no warehouse").hasLineCount(1);
  }

  private static String mistake(String... arguments) {
    CommandLineRun result = command(arguments);
    assertThat(result.exitCode()).as(result.err()).isEqualTo(Finance.MISTAKE);
    assertThat(result.err().lines()).hasSize(1);
    return result.err();
  }

  private static CommandLineRun command(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "--warehouse";
    all[arguments.length + 1] = root.resolve("warehouse").toString();
    return finance(all);
  }
}
