package io.financeanalytics.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public class SampleCommandTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final StringWriter stdout = new StringWriter();
  private final StringWriter stderr = new StringWriter();

  @Test
  public void itTellsWhatItWroteAndWhatToTypeNext() {
    Path out = folder.getRoot().toPath().resolve("raw");
    assertThat(run("--orders", "500", "--out", out.toString())).isZero();
    assertThat(stdout.toString())
        .contains("500 orders", "seed 42", "transactions.csv", "platform_channels.csv")
        .containsPattern("conflicting_transaction +4 +- +-\\R")
        .containsPattern("conflicting_cogs +- +- +1\\R")
        .containsPattern("collapsed +2 +- +2\\R")
        .endsWith("Next: ./finance run --raw " + out + System.lineSeparator())
        .doesNotContain("More than a tenth");
    assertThat(stderr.toString()).isEmpty();
    assertThat(out.resolve("transactions.csv")).exists();
  }

  @Test
  public void aVerySmallSampleSaysThatARunWillRefuseIt() {
    assertThat(run("--orders", "5", "--out", folder.getRoot().getPath())).isZero();
    assertThat(stdout.toString())
        .contains("More than a tenth of transactions.csv is broken")
        .containsPattern("Next: \\./finance run --raw \\S+ --max-quarantine-ratio 0\\.[1-9]\\d\\R");
  }

  @Test
  public void aFolderOfSomebodyElseIsRefusedWithOneParagraph() throws Exception {
    Files.writeString(folder.getRoot().toPath().resolve("orders_2025.csv"), "mine");
    assertThat(run("--out", folder.getRoot().getPath())).isEqualTo(2);
    assertThat(stderr.toString().lines()).hasSize(1);
    assertThat(stderr.toString()).contains("orders_2025.csv", "nothing was written", "--out");
    assertThat(stdout.toString()).isEmpty();
    assertThat(folder.getRoot().list()).containsExactly("orders_2025.csv");
  }

  @Test
  public void aFileInPlaceOfTheFolderIsTheUsersMistake() throws Exception {
    Path file = folder.newFile("raw").toPath();
    assertThat(run("--out", file.toString())).isEqualTo(2);
    assertThat(stderr.toString().lines()).hasSize(1);
    assertThat(stderr.toString()).contains("is a file", "--out");
  }

  @Test
  public void noOrderAtAllIsTheUsersMistake() {
    assertThat(run("--orders", "0", "--out", folder.getRoot().getPath())).isEqualTo(2);
    assertThat(stderr.toString()).contains("--orders must be at least 1, not 0");
    assertThat(folder.getRoot().list()).isEmpty();
  }

  @Test
  public void aPathWithASpaceIsQuotedInTheNextCommand() {
    Path out = folder.getRoot().toPath().resolve("my raw files");
    assertThat(run("--orders", "500", "--out", out.toString())).isZero();
    assertThat(stdout.toString()).contains("--raw '" + out + "'");
  }

  @Test
  public void theOutputFolderIsRequired() {
    assertThat(run()).isEqualTo(2);
    assertThat(stderr.toString()).contains("--out");
  }

  private int run(String... arguments) {
    return new CommandLine(new SampleCommand())
        .setOut(new PrintWriter(stdout))
        .setErr(new PrintWriter(stderr))
        .execute(arguments);
  }
}
