package io.financeanalytics.costing;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

public class MoneyTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void aProductIsRoundedHalfUpAwayFromZero() {
    assertThat(product("1", "0.0050")).isEqualTo("0.01");
    assertThat(product("-1", "0.0050")).isEqualTo("-0.01");
    assertThat(product("1", "0.0049")).isEqualTo("0.00");
    assertThat(product("3", "33.3350")).isEqualTo("100.01");
    assertThat(product("-3", "33.3350")).isEqualTo("-100.01");
    assertThat(product("0.3333", "0.0150")).isEqualTo("0.00");
    assertThat(product("0", "9.99")).isEqualTo("0.00");
  }

  @Test
  public void aProductIsDecimal18And2() {
    Dataset<Row> products = products(row(new BigDecimal("2"), new BigDecimal("3")));

    assertThat(products.schema().apply(0).dataType().sql()).isEqualTo("DECIMAL(18,2)");
  }

  @Test
  public void aProductWithoutAFactorIsNull() {
    assertThat(texts(products(row(null, BigDecimal.ONE), row(BigDecimal.ONE, null))))
        .containsExactly("[null]", "[null]");
  }

  @Test
  public void whatDoesNotFitDecimal18And2IsNull() {
    assertThat(product("99999999999999.9999", "1")).isEqualTo("100000000000000.00");
    assertThat(product("1", "99999999999999.9999")).isEqualTo("100000000000000.00");
    assertThat(product("50000000000000", "199.9999")).isEqualTo("9999995000000000.00");
    assertThat(product("10000000000000", "1000")).isNull();
    assertThat(product("-10000000000000", "1000")).isNull();
    assertThat(product("99999999999999.9999", "99999999999999.9999")).isNull();
    assertThat(product("-99999999999999.9999", "99999999999999.9999")).isNull();
  }

  @Test
  public void theLargestAmountFitsAndOneCentMoreDoesNot() {
    Dataset<Row> amounts =
        rows(
                "Amount DECIMAL(20,2)",
                row(new BigDecimal("9999999999999999.99")),
                row(new BigDecimal("-9999999999999999.99")),
                row(new BigDecimal("10000000000000000.00")),
                row(new BigDecimal("-10000000000000000.00")),
                row((Object) null))
            .select(Money.fitted(col("Amount")));

    assertThat(amounts.schema().apply(0).dataType()).isEqualTo(Money.TYPE);
    assertThat(texts(amounts))
        .containsExactly(
            "[-9999999999999999.99]", "[9999999999999999.99]", "[null]", "[null]", "[null]");
  }

  @Test
  public void productsAgreeWithBigDecimalToTheCent() {
    Random random = new Random(99);
    List<Row> factors = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      BigDecimal quantity = BigDecimal.valueOf(random.nextInt(2_000_001) - 1_000_000, 4);
      BigDecimal price = BigDecimal.valueOf(random.nextInt(20_000_000), 4);
      factors.add(row(quantity, price));
      expected.add("[" + quantity.multiply(price).setScale(2, RoundingMode.HALF_UP) + "]");
    }

    assertThat(products(factors.toArray(new Row[0])).collectAsList())
        .extracting(Row::toString)
        .isEqualTo(expected);
  }

  private String product(String quantity, String price) {
    BigDecimal product =
        products(row(new BigDecimal(quantity), new BigDecimal(price)))
            .collectAsList()
            .get(0)
            .getDecimal(0);
    return product == null ? null : product.toPlainString();
  }

  private Dataset<Row> products(Row... factors) {
    return rows("Quantity DECIMAL(18,4), Price DECIMAL(18,4)", factors)
        .select(Money.product(col("Quantity"), col("Price")));
  }
}
