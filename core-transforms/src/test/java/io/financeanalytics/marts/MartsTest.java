package io.financeanalytics.marts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.table.StarTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

/** The catalogue; what the marts compute is tested where a second database is at hand. */
public class MartsTest {

  private static final Path FOLDER = Path.of("..", "sql", "marts");

  @Test
  public void everyFileIsAMartOfItsNameAndOthersThereAreNot() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(file -> !file.equals("order.txt")))
          .containsExactlyInAnyOrderElementsOf(names().map(name -> name + ".sql").toList());
    }
  }

  @Test
  public void everyMartReadsOnlyTheStarAndMartsBeforeIt() {
    List<String> known = new ArrayList<>(StarTables.PUBLISHED.keySet());
    for (Mart mart : Marts.ALL) {
      List<String> own =
          Pattern.compile("(\\w+) AS \\((?=\\s*SELECT)")
              .matcher(mart.query())
              .results()
              .map(common -> common.group(1))
              .toList();
      Matcher sources = Pattern.compile("(?:FROM|JOIN) (\\w+)").matcher(mart.query());
      assertThat(sources.results().map(source -> source.group(1)))
          .as(mart.name())
          .isNotEmpty()
          .allMatch(source -> known.contains(source) || own.contains(source));
      known.add(mart.name());
    }
  }

  @Test
  public void aMartIsNeededByWhatMentionsItAndByWhatReadsIt() {
    assertThat(Marts.neededBy("SELECT * FROM FactTransactions")).isEmpty();
    assertThat(Marts.neededBy("SELECT * FROM my_daily_sales_of_2024")).isEmpty();
    assertThat(Marts.neededBy("SELECT * FROM Marketing_Efficiency_Monthly"))
        .extracting(Mart::name)
        .containsExactly(
            "order_line_profitability",
            "order_profitability",
            "campaign_performance",
            "channel_pnl_monthly",
            "marketing_efficiency_monthly");
  }

  @Test
  public void aFileWithoutItsGrainOrWithTwoStatementsIsRefused() {
    assertThat(Mart.of("-- Grain: one day.\nCREATE OR REPLACE VIEW v AS\nSELECT 1; -- end"))
        .isEqualTo(new Mart("v", "one day.", "SELECT 1"));
    for (String file :
        List.of(
            "CREATE OR REPLACE VIEW v AS SELECT 1;",
            "-- Grain: one day.\nSELECT 1;",
            "-- Grain: one day.\nCREATE OR REPLACE VIEW v AS SELECT 1; SELECT 2;",
            "-- Grain: one day.\n")) {
      assertThatThrownBy(() -> Mart.of(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(file);
    }
  }

  private static Stream<String> names() {
    return Marts.ALL.stream().map(Mart::name);
  }
}
