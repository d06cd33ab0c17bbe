package io.financeanalytics.local;

import static io.financeanalytics.local.CommandLineRun.finance;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a person is told to do after {@code ./finance validate}. */
public class ValidateCommandTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theCommandThatPublishesHasEveryOptionThatWasGiven() {
    Path raw = RawFiles.write(folder.getRoot().toPath().resolve("raw files"), 40);
    Path warehouse = folder.getRoot().toPath().resolve("warehouse");

    CommandLineRun result =
        finance(
            "validate",
            "--raw",
            raw.toString(),
            "--warehouse=" + warehouse,
            "--business-zone",
            "Europe/Berlin",
            "--multiline",
            "--max-quarantine-ratio=0.5");

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(lastLine(result))
        .startsWith("Nothing was written. To publish: ./finance run ")
        .contains(
            " --raw '" + raw + "'",
            " --warehouse " + warehouse,
            " --business-zone Europe/Berlin",
            " --multiline",
            " --max-quarantine-ratio 0.5")
        .doesNotContain("--prices-include-tax");
    assertThat(warehouse.resolve("Quarantine")).doesNotExist();
  }

  @Test
  public void aRunThatWouldBeRefusedIsNotSaidToPublish() {
    Path raw = RawFiles.write(folder.getRoot().toPath().resolve("raw"), 4);
    Path warehouse = folder.getRoot().toPath().resolve("warehouse");

    CommandLineRun result =
        finance("validate", "--raw", raw.toString(), "--warehouse", warehouse.toString());

    assertThat(result.exitCode()).isEqualTo(Finance.REFUSED);
    assertThat(result.out())
        .contains("REFUSED: transactions: 3 of 7 rows")
        .doesNotContain("To publish", "Look at");
    assertThat(lastLine(result))
        .isEqualTo(
            "Nothing was written. A run would be refused for what stands above; it would still keep"
                + " the rows in quarantine for you to look at: ./finance run --raw "
                + raw
                + " --warehouse "
                + warehouse);
  }

  private static String lastLine(CommandLineRun result) {
    return result.out().lines().reduce((previous, next) -> next).orElse("");
  }
}
