package io.financeanalytics.costing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.SparkTest;
import java.math.BigDecimal;
import java.sql.Date;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

public class CostOfGoodsSoldTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String LINES =
      "TransactionID STRING, ProductID STRING, CurrencyCode STRING, BusinessDay DATE,"
          + " Quantity DECIMAL(18,4)";
  private static final String COSTS =
      "ProductID STRING, COGS_EffectiveDate DATE, UnitCOGS DECIMAL(18,4), CurrencyCode STRING";

  @Test
  public void linesGetUnitCostAndTotalAfterTheirOwnColumns() {
    Dataset<Row> costed = CostOfGoodsSold.withCost(rows(LINES), rows(COSTS));

    assertThat(costed.schema().toDDL())
        .isEqualTo(
            "TransactionID STRING,ProductID STRING,CurrencyCode STRING,BusinessDay DATE,"
                + "Quantity DECIMAL(18,4),UnitCOGS DECIMAL(18,4),CalculatedTotalCOGS DECIMAL(18,2)");
  }

  @Test
  public void theCostThatHoldsOnTheBusinessDayCounts() {
    assertCosted(
        rows(
            LINES,
            line("before", "P", "EUR", "2024-01-31", "2"),
            line("on", "P", "EUR", "2024-02-01", "2"),
            line("between", "P", "EUR", "2024-02-29", "2"),
            line("next", "P", "EUR", "2024-03-01", "2")),
        rows(COSTS, cost("P", "2024-02-01", "3.3350", "EUR"), cost("P", "2024-03-01", "4", "EUR")),
        "[before,P,EUR,2024-01-31,2.0000,null,null]",
        "[between,P,EUR,2024-02-29,2.0000,3.3350,6.67]",
        "[next,P,EUR,2024-03-01,2.0000,4.0000,8.00]",
        "[on,P,EUR,2024-02-01,2.0000,3.3350,6.67]");
  }

  @Test
  public void totalCostIsQuantityTimesUnitCostRoundedHalfUp() {
    assertCosted(
        rows(
            LINES,
            line("a", "P", "EUR", "2024-02-01", "1"),
            line("b", "P", "EUR", "2024-02-01", "-1"),
            line("c", "P", "EUR", "2024-02-01", "0")),
        rows(COSTS, cost("P", "2024-02-01", "0.0050", "EUR")),
        "[a,P,EUR,2024-02-01,1.0000,0.0050,0.01]",
        "[b,P,EUR,2024-02-01,-1.0000,0.0050,-0.01]",
        "[c,P,EUR,2024-02-01,0.0000,0.0050,0.00]");
  }

  @Test
  public void aCostInAnotherCurrencyDoesNotCount() {
    assertCosted(
        rows(
            LINES,
            line("a", "P", "EUR", "2024-02-01", "1"),
            line("b", "P", "USD", "2024-02-01", "1")),
        rows(COSTS, cost("P", "2024-01-01", "3", "USD")),
        "[a,P,EUR,2024-02-01,1.0000,null,null]",
        "[b,P,USD,2024-02-01,1.0000,3.0000,3.00]");
  }

  @Test
  public void noCostIsNullAndNotZero() {
    assertCosted(
        rows(
            LINES,
            line("a", "P", "EUR", "2024-02-01", "1"),
            line("b", "Q", "EUR", "2024-02-01", "1")),
        rows(COSTS, cost("P", "2024-01-01", "0", "EUR")),
        "[a,P,EUR,2024-02-01,1.0000,0.0000,0.00]",
        "[b,Q,EUR,2024-02-01,1.0000,null,null]");
  }

  @Test
  public void aLineWithoutAProductHasTheCostOfTheUnknownProduct() {
    assertCosted(
        rows(
            LINES,
            line("a", null, "EUR", "2024-02-01", "1"),
            line("b", "UNKNOWN", "EUR", "2024-02-01", "1")),
        rows(COSTS, cost("unknown", "2024-01-01", "5", "EUR")),
        "[a,null,EUR,2024-02-01,1.0000,5.0000,5.00]",
        "[b,UNKNOWN,EUR,2024-02-01,1.0000,5.0000,5.00]");
  }

  @Test
  public void productIdsAreComparedAsText() {
    assertCosted(
        rows(
            LINES,
            line("a", "7", "EUR", "2024-02-01", "1"),
            line("b", "p", "EUR", "2024-02-01", "1")),
        rows(COSTS, cost("007", "2024-01-01", "5", "EUR"), cost("P", "2024-01-01", "5", "EUR")),
        "[a,7,EUR,2024-02-01,1.0000,null,null]",
        "[b,p,EUR,2024-02-01,1.0000,null,null]");
  }

  @Test
  public void aTotalThatDoesNotFitIsNullWhileTheUnitCostIsNot() {
    assertCosted(
        rows(LINES, line("a", "P", "EUR", "2024-02-01", "10000000000000")),
        rows(COSTS, cost("P", "2024-01-01", "1000", "EUR")),
        "[a,P,EUR,2024-02-01,10000000000000.0000,1000.0000,null]");
  }

  @Test
  public void aSmallListOfCostsDoesNotMoveTheLines() {
    Dataset<Row> costed =
        CostOfGoodsSold.withCost(
            rows(LINES, line("a", "P", "EUR", "2024-02-01", "1")),
            rows(COSTS, cost("P", "2024-01-01", "5", "EUR")));

    assertThat(shuffles(costed, "TransactionID")).isZero();
  }

  @Test
  public void theHistoryOfACostIsHalfOpenIntervals() {
    Dataset<Row> history =
        CostOfGoodsSold.history(
            rows(
                COSTS,
                cost("P", "2024-03-01", "4", "EUR"),
                cost("P", "2024-01-01", "3", "EUR"),
                cost("P", "2024-02-01", "9", "USD"),
                cost("UNKNOWN", "2024-02-01", "1", "EUR")));

    assertThat(history.schema().toDDL())
        .startsWith("ProductID STRING")
        .contains("CurrencyCode STRING,EffectiveFrom DATE,EffectiveTo DATE,UnitCOGS DECIMAL(18,4)");
    assertThat(texts(history))
        .containsExactly(
            "[P,EUR,2024-01-01,2024-03-01,3.0000]",
            "[P,EUR,2024-03-01,null,4.0000]",
            "[P,USD,2024-02-01,null,9.0000]",
            "[Unknown,EUR,2024-02-01,null,1.0000]");
  }

  @Test
  public void missingColumnsAreNamed() {
    assertThatThrownBy(
            () -> CostOfGoodsSold.withCost(rows("ProductID STRING, Quantity INT"), rows(COSTS)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The order lines have no column CurrencyCode, BusinessDay; they have ProductID,"
                + " Quantity");
    assertThatThrownBy(() -> CostOfGoodsSold.withCost(rows(LINES), rows("ProductID STRING")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The costs have no column COGS_EffectiveDate, UnitCOGS, CurrencyCode; they have"
                + " ProductID");
  }

  private void assertCosted(Dataset<Row> lines, Dataset<Row> costs, String... rows) {
    List<String> costed = texts(CostOfGoodsSold.withCost(lines, costs));
    assertThat(costed).containsExactly(rows);
    assertThat(costed).hasSize(lines.collectAsList().size());
  }

  private static Row line(String id, String product, String currency, String day, String quantity) {
    return row(id, product, currency, Date.valueOf(day), new BigDecimal(quantity));
  }

  private static Row cost(String product, String day, String cost, String currency) {
    return row(product, Date.valueOf(day), new BigDecimal(cost), currency);
  }
}
