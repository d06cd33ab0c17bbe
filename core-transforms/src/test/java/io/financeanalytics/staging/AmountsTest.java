package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import java.math.BigDecimal;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

public class AmountsTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String LINES =
      "Quantity DECIMAL(18,4), UnitPrice DECIMAL(18,4), DiscountAmount DECIMAL(18,2),"
          + " TaxAmount DECIMAL(18,2), ShippingChargedToCustomer DECIMAL(18,2), Reason STRING,"
          + " Detail STRING";

  @Test
  public void grossIsQuantityTimesPriceAndNetIsGrossWithoutTheDiscount() {
    Dataset<Row> lines =
        Amounts.withRevenue(
            rows(
                LINES,
                line("3", "33.335", "10", "5", "4"),
                line("-3", "33.335", "-10", "-5", "0"),
                line("0", "1", "0", "0", "0")),
            false);

    assertThat(lines.schema().toDDL())
        .endsWith("GrossRevenue DECIMAL(18,2),NetRevenue DECIMAL(18,2)");
    assertThat(texts(lines.select("GrossRevenue", "NetRevenue", "Reason")))
        .containsExactly("[-100.01,-90.01,null]", "[0.00,0.00,null]", "[100.01,90.01,null]");
  }

  @Test
  public void taxIsTakenOutOfNetOnlyWhenPricesIncludeIt() {
    Dataset<Row> line = rows(LINES, line("1", "119", "0", "19", "5"));

    assertThat(texts(Amounts.withRevenue(line, false).select("GrossRevenue", "NetRevenue")))
        .containsExactly("[119.00,119.00]");
    assertThat(texts(Amounts.withRevenue(line, true).select("GrossRevenue", "NetRevenue")))
        .containsExactly("[119.00,100.00]");
  }

  @Test
  public void aGrossThatDoesNotFitIsAnAmountOverflow() {
    Dataset<Row> line = rows(LINES, line("10000000000000", "1000", "0", "0", "0"));

    assertThat(
            texts(
                Amounts.withRevenue(line, false)
                    .select("GrossRevenue", "NetRevenue", "Reason", "Detail")))
        .containsExactly(
            "[null,null,amount_overflow,amount_overflow: Quantity x UnitPrice ="
                + " 10000000000000.0000 x 1000.0000 does not fit decimal(18,2)]");
  }

  @Test
  public void aNetThatDoesNotFitIsAnAmountOverflowThoughGrossFits() {
    Dataset<Row> line =
        rows(LINES, line("-9999999999999.9999", "999.9999", "9999999999999999.99", "0", "0"));

    assertThat(texts(Amounts.withRevenue(line, false).select("NetRevenue", "Reason")))
        .containsExactly("[null,amount_overflow]");
  }

  @Test
  public void aRowThatIsInvalidAlreadyKeepsItsReason() {
    Dataset<Row> line =
        rows(
            LINES, row(null, null, null, null, null, "bad_decimal", "bad_decimal: Quantity = 'x'"));

    assertThat(texts(Amounts.withRevenue(line, false).select("NetRevenue", "Reason", "Detail")))
        .containsExactly("[null,bad_decimal,bad_decimal: Quantity = 'x']");
  }

  @Test
  public void anOverflowIsNamedNextToTheReasonThatARowHasAlready() {
    BigDecimal large = new BigDecimal("10000000000000");
    BigDecimal one = BigDecimal.ONE;
    Dataset<Row> lines =
        rows(
            LINES,
            row(large, large, null, one, one, "bad_decimal", "bad_decimal: DiscountAmount = 'x'"),
            row(one, one, null, one, one, "bad_decimal", "bad_decimal: DiscountAmount = 'y'"),
            row(null, large, one, one, one, "bad_decimal", "bad_decimal: Quantity = 'z'"));

    assertThat(texts(Amounts.withRevenue(lines, true).select("Reason", "Detail")))
        .containsExactly(
            "[bad_decimal,bad_decimal: DiscountAmount = 'x'; amount_overflow: Quantity x UnitPrice"
                + " = 10000000000000.0000 x 10000000000000.0000 does not fit decimal(18,2)]",
            "[bad_decimal,bad_decimal: DiscountAmount = 'y']",
            "[bad_decimal,bad_decimal: Quantity = 'z']");
  }

  private static Row line(
      String quantity, String price, String discount, String tax, String shipping) {
    return row(
        new BigDecimal(quantity),
        new BigDecimal(price),
        new BigDecimal(discount),
        new BigDecimal(tax),
        new BigDecimal(shipping),
        null,
        null);
  }
}
