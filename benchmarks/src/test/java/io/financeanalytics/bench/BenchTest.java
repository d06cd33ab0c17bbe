package io.financeanalytics.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Starts the product and all peers, on data that is small enough for a test. */
public final class BenchTest {

  private static final Path HOME = Path.of("..");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private int bench(Path page, String... arguments) {
    String[] all = new String[arguments.length + 4];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--work";
    all[arguments.length + 1] = folder.getRoot().getPath();
    all[arguments.length + 2] = "--out";
    all[arguments.length + 3] = page.toString();
    return Bench.execute(HOME, all);
  }

  @Test
  public void theProductAndItsPeersMakeTheSameStarAndThePageSaysWhatItTook() throws IOException {
    Path page = folder.getRoot().toPath().resolve("page.md");

    assertThat(bench(page, "--scale", "0.005", "--runs", "1", "star")).isEqualTo(Bench.SUCCESS);

    String text = Files.readString(page);
    assertThat(text).contains("results of star", "at scale 0.005", "rows of FactTransactions");
    for (String name : new String[] {"`./finance run`", "DuckDB", "plain Spark job", "floor"}) {
      assertThat(text)
          .containsPattern(
              Pattern.quote("| " + name) + "[^|]* \\| [0-9.]+ s \\| [0-9.]+ s \\| [0-9.]+ GB \\|");
    }
  }

  @Test
  public void allWaysOfTheAsOfJoinGiveTheSameAnswer() throws IOException {
    Path page = folder.getRoot().toPath().resolve("page.md");

    assertThat(bench(page, "--scale", "0.001", "--runs", "1", "asof")).isEqualTo(Bench.SUCCESS);

    assertThat(page).content().contains("AsOfJoin of the product", "90 % of sales and costs");
  }

  @Test
  public void wrongOptionsAreMistakes() {
    Path page = folder.getRoot().toPath().resolve("page.md");

    assertThat(bench(page, "--scale", "0")).isEqualTo(2);
    assertThat(bench(page, "--runs", "0")).isEqualTo(2);
    assertThat(bench(page, "--check", "--scale", "0.1")).isEqualTo(2);
    assertThat(bench(page, "everything")).isEqualTo(2);
    assertThat(page).doesNotExist();
  }
}
