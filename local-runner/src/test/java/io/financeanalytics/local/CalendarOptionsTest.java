package io.financeanalytics.local;

import static io.financeanalytics.local.CommandLineRun.query;
import static io.financeanalytics.local.CommandLineRun.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a company decides about its calendar reaches DimDate. */
public class CalendarOptionsTest {

  private static final String CALENDAR =
      "SELECT FullDate, FiscalYear, FiscalPeriod, RetailYear, RetailPeriod, HolidayName FROM DimDate"
          + " WHERE FullDate IN ('2024-01-01', '2024-03-29', '2024-04-01') ORDER BY 1";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theCalendarOptionsDecideWhatDimDateSays() {
    Path raw = RawFiles.write(folder.getRoot().toPath().resolve("raw"), 150);
    RawFiles.write(
        raw,
        "marketing_spend.csv",
        "Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend",
        java.util.List.of("2023-12-31,C,C,P,1,1,1.00", "2024-04-02,C,C,P,1,1,1.00"));
    Path warehouse = folder.getRoot().toPath().resolve("warehouse");

    assertSucceeds(run(raw, warehouse));
    assertThat(query(warehouse, CALENDAR))
        .containsExactly(
            "FullDate,FiscalYear,FiscalPeriod,RetailYear,RetailPeriod,HolidayName",
            "2024-01-01,2024,1,2023,12,",
            "2024-03-29,2024,3,2024,2,",
            "2024-04-01,2024,4,2024,2,");

    assertSucceeds(
        run(
            raw,
            warehouse,
            "--fiscal-year-start=apr",
            "--retail-calendar=4-4-5",
            "--holiday-country=gb"));
    assertThat(query(warehouse, CALENDAR))
        .containsExactly(
            "FullDate,FiscalYear,FiscalPeriod,RetailYear,RetailPeriod,HolidayName",
            "2024-01-01,2024,10,2023,12,New Year's Day",
            "2024-03-29,2024,12,2024,2,Good Friday",
            "2024-04-01,2025,1,2024,3,");
  }

  @Test
  public void everyCalendarOptionThatIsWrongIsNamedWithWhatWouldBeRight() {
    CommandLineRun result =
        run(
            folder.getRoot().toPath(),
            folder.getRoot().toPath().resolve("warehouse"),
            "--fiscal-year-start=Avril",
            "--retail-calendar=454",
            "--holiday-country=Germany");

    assertThat(result.exitCode()).isEqualTo(Finance.MISTAKE);
    assertThat(result.err())
        .contains(
            "--fiscal-year-start Avril is no month; give a number from 1 to 12",
            "--retail-calendar 454 is no retail calendar",
            "one of 4-4-5, 4-5-4, 5-4-4.",
            "--holiday-country Germany is no country whose holidays are known; give one of AD, AE,")
        .doesNotContain("Exception");
  }

  private static void assertSucceeds(CommandLineRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
  }
}
