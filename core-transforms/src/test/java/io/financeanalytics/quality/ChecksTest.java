package io.financeanalytics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.financeanalytics.quality.Finding.Severity;
import io.financeanalytics.quality.Measure.Stage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class ChecksTest {

  private static final BigDecimal TENTH = new BigDecimal("0.10");

  private final Measures measures = new Measures();

  @Test
  public void aRunWithoutRowsIsInOrder() {
    assertThat(findings()).isEmpty();
  }

  @Test
  public void rowsReadMustBeAcceptedCollapsedOrQuarantined() {
    source("cogs", 100, 90, 5, 5);
    assertThat(findings()).isEmpty();

    source("transactions", 100, 90, 5, 4);
    assertThat(findings())
        .containsExactly(
            new Finding(
                "rows balance",
                Severity.REFUSE,
                "transactions: 100 rows were read, but 90 accepted + 5 collapsed + 4 quarantined"
                    + " make 99. This is a fault of the software; please report it."));
  }

  @Test
  public void aLineWithAUnitCostMustHaveATotalCost() {
    sum(Stage.STAGED, "FactTransactions", "rows_without_total_cost", "EUR", "0");
    assertThat(findings()).isEmpty();

    sum(Stage.STAGED, "FactTransactions", "rows_without_total_cost", "USD", "2");
    assertThat(findings())
        .containsExactly(
            new Finding(
                "costs are complete",
                Severity.REFUSE,
                "FactTransactions: 2 rows have UnitCOGS but no CalculatedTotalCOGS. This is a fault"
                    + " of the software; please report it."));
  }

  @Test
  public void sumsMustBeReadBackAsTheyWereAcceptedInEveryCurrency() {
    sum(Stage.ACCEPTED, "FactTransactions", "Quantity", "EUR", "3.0000");
    sum(Stage.STAGED, "FactTransactions", "Quantity", "EUR", "3");
    sum(Stage.ACCEPTED, "FactTransactions", "NetRevenue", "EUR", "10.00");
    sum(Stage.STAGED, "FactTransactions", "NetRevenue", "EUR", "10.01");
    sum(Stage.ACCEPTED, "FactMarketingSpend", "Spend", "USD", "5.00");

    assertThat(findings())
        .extracting(Finding::check, Finding::severity, Finding::message)
        .containsExactly(
            tuple(
                "money balances",
                Severity.REFUSE,
                "FactTransactions.NetRevenue in EUR is 10.00 in the accepted rows but 10.01 in the"
                    + " staged table. This is a fault of the software; please report it."),
            tuple(
                "money balances",
                Severity.REFUSE,
                "FactMarketingSpend.Spend in USD is 5.00 in the accepted rows but 0 in the staged"
                    + " table. This is a fault of the software; please report it."));
  }

  @Test
  public void moneyInACurrencyThatWasNeverAcceptedIsFound() {
    sum(Stage.STAGED, "FactTransactions", "GrossRevenue", "XXX", "1.00");

    assertThat(findings()).extracting(Finding::check).containsExactly("money balances");
  }

  @Test
  public void everyControlColumnOfTheContractIsCompared() {
    for (String column :
        List.of(
            "Quantity",
            "GrossRevenue",
            "DiscountAmount",
            "NetRevenue",
            "TaxAmount",
            "ShippingChargedToCustomer",
            "ActualShippingCost",
            "PlatformFee",
            "FulfillmentFee",
            "PaymentProcessingFee",
            "row_count")) {
      sum(Stage.ACCEPTED, "FactTransactions", column, "EUR", "1");
    }
    for (String column : List.of("Impressions", "Clicks", "Spend", "row_count")) {
      sum(Stage.ACCEPTED, "FactMarketingSpend", column, "EUR", "1");
    }

    assertThat(findings())
        .hasSize(15)
        .allMatch(finding -> finding.check().equals("money balances"));
  }

  @Test
  public void everyQuarantinedRowCostAndPlatformMustHaveBeenStaged() {
    measures.count(Stage.SOURCE, "transactions", Measures.READ, 100);
    measures.count(Stage.SOURCE, "transactions", Measures.ACCEPTED, 99);
    measures.count(Stage.SOURCE, "transactions", Measures.QUARANTINED, 1);
    for (String source : List.of("cogs", "platform_channels")) {
      measures.count(Stage.SOURCE, source, Measures.READ, 2);
      measures.count(Stage.SOURCE, source, Measures.ACCEPTED, 2);
    }
    measures.count(Stage.STAGED, "PlatformChannel", Measures.ROWS, 3);

    String advice =
        ". If the raw files changed during the run, run again; otherwise please report it.";
    assertThat(findings())
        .containsExactly(
            new Finding(
                "tables are complete",
                Severity.REFUSE,
                "Quarantine has 0 staged rows where there must be 1" + advice),
            new Finding(
                "tables are complete",
                Severity.REFUSE,
                "ProductCost has 0 staged rows where there must be 2" + advice),
            new Finding(
                "tables are complete",
                Severity.REFUSE,
                "PlatformChannel has 3 staged rows where there must be 2" + advice));
  }

  @Test
  public void aFactMustNotPointAtAMissingMember() {
    measures.count(Stage.STAGED, "FactTransactions", "orphans_ProductKey", 2);
    measures.count(Stage.STAGED, "FactTransactions", "orphans_DateKey", 0);

    assertThat(findings())
        .containsExactly(
            new Finding(
                "facts point at members",
                Severity.REFUSE,
                "FactTransactions has 2 rows whose ProductKey points at no row of its dimension."));
  }

  @Test
  public void keysMustBeUnique() {
    measures.count(Stage.STAGED, "DimProduct", "not_unique_ProductID", 1);
    measures.count(Stage.STAGED, "PlatformChannel", "not_unique_AdPlatform", 3);

    assertThat(findings())
        .containsExactly(
            new Finding(
                "keys are unique",
                Severity.REFUSE,
                "DimProduct has 1 values of ProductID more than once."),
            new Finding(
                "keys are unique",
                Severity.REFUSE,
                "PlatformChannel has 3 values of AdPlatform more than once. Correct"
                    + " platform_channels: a platform can serve one channel only."));
  }

  @Test
  public void aQuarantinedShareUpToTheLimitIsAccepted() {
    source("transactions", 10, 9, 0, 1);

    assertThat(findings()).isEmpty();
  }

  @Test
  public void aQuarantinedShareOverTheLimitIsRefusedForEachSource() {
    source("transactions", 10_000, 8_999, 0, 1_001);
    source("cogs", 2, 1, 0, 1);
    source("marketing_spend", 0, 0, 0, 0);

    assertThat(findings())
        .containsExactly(
            new Finding(
                "quarantine",
                Severity.REFUSE,
                "transactions: 1001 of 10000 rows (10.0 %) are in quarantine, more than the allowed"
                    + " 10.0 %. A run keeps them with their reasons in the Quarantine table; correct the"
                    + " file and run again, or allow more."),
            new Finding(
                "quarantine",
                Severity.REFUSE,
                "cogs: 1 of 2 rows (50.0 %) are in quarantine, more than the allowed 10.0 %. A run"
                    + " keeps them with their reasons in the Quarantine table; correct the file and"
                    + " run again, or allow more."));
  }

  @Test
  public void aShareThatRoundsToTheLimitButExceedsItIsRefused() {
    source("transactions", 100_000_000L, 89_999_999L, 0, 10_000_001L);

    assertThat(findings()).extracting(Finding::check).containsExactly("quarantine");
  }

  @Test
  public void aSourceWithoutRowsHasShareZero() {
    source("transactions", 0, 0, 0, 0);

    assertThat(Checks.quarantineRatio(measures, "transactions")).isZero();
  }

  @Test
  public void acceptedTransactionsMayFallByTheAllowedShareAndNoMore() {
    source("transactions", 90, 90, 0, 0);

    assertThat(findings(false, Optional.of(100L))).isEmpty();
    assertThat(findings(false, Optional.of(101L)))
        .containsExactly(
            new Finding(
                "history",
                Severity.REFUSE,
                "transactions: 90 rows were accepted, the published run has 101; that is more than"
                    + " 10.0 % fewer. The raw folder must hold the full history: put back what is"
                    + " missing, or allow the table to shrink."));
  }

  @Test
  public void shrinkingIsFineWhenItWasAllowedOrNothingWasPublished() {
    source("transactions", 1, 1, 0, 0);

    assertThat(findings(true, Optional.of(100L))).isEmpty();
    assertThat(findings(false, Optional.empty())).isEmpty();
  }

  @Test
  public void repeatedSpendIsAWarning() {
    measures.count(Stage.SOURCE, "marketing_spend", "rows_repeated", 3);

    assertThat(findings())
        .containsExactly(
            new Finding(
                "repeated spend",
                Severity.WARN,
                "marketing_spend: 3 rows are identical to another row; all of them count."));
  }

  @Test
  public void rowsWithoutACostAreAWarningWithTheirRevenue() {
    sum(Stage.STAGED, "FactTransactions", "rows_without_cost", "EUR", "2");
    sum(Stage.STAGED, "FactTransactions", "NetRevenue_without_cost", "EUR", "19.98");
    sum(Stage.STAGED, "FactTransactions", "rows_without_cost", "USD", "0");
    sum(Stage.STAGED, "FactTransactions", "NetRevenue_without_cost", "USD", "0.00");

    assertThat(findings())
        .containsExactly(
            new Finding(
                "cost coverage",
                Severity.WARN,
                "Order lines without a cost of goods: 2, NetRevenue 19.98 EUR."));
  }

  private List<Finding> findings() {
    return findings(false, Optional.empty());
  }

  private List<Finding> findings(boolean allowShrink, Optional<Long> published) {
    return Check.evaluate(Checks.all(TENTH, TENTH, allowShrink, published), measures);
  }

  private void source(String name, long read, long accepted, long collapsed, long quarantined) {
    measures.count(Stage.SOURCE, name, Measures.READ, read);
    measures.count(Stage.SOURCE, name, Measures.ACCEPTED, accepted);
    measures.count(Stage.SOURCE, name, Measures.COLLAPSED, collapsed);
    measures.count(Stage.SOURCE, name, Measures.QUARANTINED, quarantined);
    measures.count(Stage.STAGED, "Quarantine", Measures.ROWS, quarantined);
    if (name.equals("cogs")) {
      measures.count(Stage.STAGED, "ProductCost", Measures.ROWS, accepted);
    }
  }

  private void sum(Stage stage, String object, String measure, String currency, String value) {
    measures.add(new Measure(stage, object, measure, currency, new BigDecimal(value)));
  }
}
