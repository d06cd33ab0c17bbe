package io.financeanalytics.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.table.Reason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SampleOdditiesTest {
  private static final String TRANSACTIONS = "transactions.csv";
  private static final String SPEND = "marketing_spend.csv";
  private static final String COSTS = "cogs.csv";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void transactionsHaveEveryReasonThatCanOccurInThemEvenInTheSmallestSample()
      throws Exception {
    Set<Outcome> expected =
        EnumSet.complementOf(
            EnumSet.of(Outcome.BAD_INTEGER, Outcome.BAD_DATE, Outcome.CONFLICTING_COGS));
    assertThat(planted(write(1), TRANSACTIONS)).isEqualTo(expected);
  }

  @Test
  public void spendHasEveryReasonThatCanOccurInIt() throws Exception {
    assertThat(planted(write(1), SPEND))
        .containsExactlyInAnyOrder(
            Outcome.MISSING_REQUIRED,
            Outcome.BAD_DECIMAL,
            Outcome.BAD_INTEGER,
            Outcome.BAD_DATE,
            Outcome.BAD_CURRENCY,
            Outcome.DATE_OUT_OF_RANGE,
            Outcome.NEGATIVE_VALUE,
            Outcome.TOO_LONG,
            Outcome.MALFORMED_RECORD,
            Outcome.ACCEPTED);
  }

  @Test
  public void costsHaveEveryReasonThatCanOccurInThem() throws Exception {
    assertThat(planted(write(1), COSTS))
        .containsExactlyInAnyOrder(
            Outcome.MISSING_REQUIRED,
            Outcome.BAD_DECIMAL,
            Outcome.BAD_DATE,
            Outcome.BAD_CURRENCY,
            Outcome.DATE_OUT_OF_RANGE,
            Outcome.NEGATIVE_VALUE,
            Outcome.TOO_LONG,
            Outcome.MALFORMED_RECORD,
            Outcome.CONFLICTING_COGS,
            Outcome.COLLAPSED,
            Outcome.ACCEPTED);
  }

  @Test
  public void theFilesHoldExactlyTheOddRowsThatTheSummaryNames() throws Exception {
    for (int orders : new int[] {1, 30, 3_500, 45_000}) {
      SampleSummary summary = write(orders);
      assertRowsAddUp(
          summary.file(TRANSACTIONS), ContractJudge.transactions(records(TRANSACTIONS)));
      assertRowsAddUp(summary.file(SPEND), ContractJudge.spend(records(SPEND)));
      assertRowsAddUp(summary.file(COSTS), ContractJudge.costs(records(COSTS)));
    }
  }

  @Test
  public void outcomesAreTheReasonsOfThePlatformInItsOrder() {
    assertThat(Stream.of(Outcome.values()).filter(Outcome::isQuarantine).map(Outcome::code))
        .containsExactlyElementsOf(Stream.of(Reason.values()).map(Reason::code).toList());
  }

  @Test
  public void theReadmeOfTheCommittedSampleNamesEveryPlantedRow() throws Exception {
    List<String> readme = Files.readAllLines(Path.of("..", "data", "README.md"));
    for (SampleSummary.WrittenFile file : write(SampleSettings.DEFAULT_ORDERS).files()) {
      List<String> planted =
          file.planted().stream()
              .map(kind -> row(kind.what(), kind.rows(), kind.outcome()))
              .toList();
      List<String> named =
          readme.stream()
              .dropWhile(line -> !line.equals("### " + file.name()))
              .skip(1)
              .takeWhile(line -> !line.startsWith("#"))
              .filter(line -> line.matches("\\|.*`\\w+` \\|"))
              .toList();
      assertThat(named).as(file.name()).containsExactlyInAnyOrderElementsOf(planted);
    }
  }

  private static String row(String what, long rows, Outcome outcome) {
    return "| " + what + " | " + rows + " | `" + outcome.code() + "` |";
  }

  @Test
  public void brokenRowsStayFewSoThatARunIsNotRefused() throws Exception {
    SampleSummary summary = write(3_500);
    assertThat(brokenShare(summary.file(TRANSACTIONS))).isBetween(0.005, 0.015);
    assertThat(brokenShare(summary.file(SPEND))).isLessThan(0.02);
    assertThat(brokenShare(summary.file(COSTS))).isLessThan(0.03);
    assertThat(brokenShare(write(60_000).file(TRANSACTIONS))).isLessThan(0.005);
  }

  @Test
  public void theUnbalancedQuoteIsInTheLastRecordWhereItCannotSwallowOthers() throws Exception {
    write(200);
    for (String file : List.of(TRANSACTIONS, SPEND, COSTS)) {
      List<String> lines = SampleRecords.lines(folder.getRoot().toPath().resolve(file));
      assertThat(lines.stream().filter(SampleOdditiesTest::isUnbalanced))
          .as(file)
          .containsExactly(lines.get(lines.size() - 1));
    }
  }

  private static boolean isUnbalanced(String line) {
    return line.chars().filter(c -> c == '"').count() % 2 == 1;
  }

  private static void assertRowsAddUp(SampleSummary.WrittenFile file, Map<Outcome, Long> judged) {
    long judgedRows = judged.values().stream().mapToLong(count -> count).sum();
    assertThat(judgedRows).as("%s: rows judged = rows written", file.name()).isEqualTo(file.rows());
    for (Outcome outcome : EnumSet.complementOf(EnumSet.of(Outcome.ACCEPTED))) {
      assertThat(judged.getOrDefault(outcome, 0L))
          .as("%s: %s", file.name(), outcome.code())
          .isEqualTo(file.plantedRows(outcome));
    }
  }

  private static double brokenShare(SampleSummary.WrittenFile file) {
    return (double) file.quarantinedRows() / file.rows();
  }

  private static Set<Outcome> planted(SampleSummary summary, String file) {
    EnumSet<Outcome> planted = EnumSet.noneOf(Outcome.class);
    for (SampleSummary.Planted kind : summary.file(file).planted()) {
      assertThat(kind.rows()).as(kind.what()).isPositive();
      planted.add(kind.outcome());
    }
    return planted;
  }

  private SampleSummary write(int orders) throws Exception {
    Path out = folder.getRoot().toPath();
    return new SampleGenerator(new SampleSettings(orders, 42)).writeTo(out);
  }

  private List<Optional<Map<String, String>>> records(String file) {
    return SampleRecords.of(folder.getRoot().toPath().resolve(file));
  }
}
