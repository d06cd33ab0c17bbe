package io.financeanalytics.analytics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.analytics.SmallStar;
import io.financeanalytics.analytics.TestSpark;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FinanceReportTest {

  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

  private static String shop;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @BeforeClass
  public static void makeAPage() {
    shop = html(SmallStar.ofAShop());
  }

  @Test
  public void thePageIsCompleteAndMayLoadNothing() {
    assertThat(shop)
        .startsWith("<!DOCTYPE html>")
        .contains("content=\"default-src 'none';", "Apache ECharts\nCopyright")
        .doesNotContain("{{");
    // The library can make images of charts, which nobody asks it to.
    assertThat(shop.replace(Resource.text("echarts/echarts.common.min.js"), ""))
        .hasSizeLessThan(200_000)
        .doesNotContainPattern("(?i)<(script|img|iframe|link|video|audio|source)[^>]*\\ssrc=")
        .doesNotContainPattern("(?i)<link[^>]*href=\"(?!data:)")
        .doesNotContainPattern("(?i)@import|url\\(\\s*['\"]?https?:");
  }

  @Test
  public void aProductNamedLikeAScriptIsATextAndNothingElse() throws IOException {
    assertThat(shop).doesNotContain("<script>alert(1)");
    assertThat(data(shop).get("products").toString()).contains(SmallStar.HOSTILE_NAME);
  }

  @Test
  public void theSameWarehouseGivesTheSamePage() {
    assertThat(html(SmallStar.ofAShop()).equals(shop)).isTrue();
  }

  @Test
  public void amountsAreWholeHundredths() throws IOException {
    JsonNode pnl = data(shop).get("pnl");

    // T1 180+10, T2 100.10, T4 50 without a cost, T5 takes 95 back.
    assertThat(cents(pnl, "GrossRevenue", "USD")).isEqualTo(20000 + 10010 + 2997 + 5000);
    assertThat(cents(pnl, "NetRevenue", "USD")).isEqualTo(19000 + 10010 + 5000 - 9500);
    assertThat(cents(pnl, "RevenueWithoutCost", "USD")).isEqualTo(5000);
    assertThat(cents(pnl, "MarketingSpend", "USD")).isEqualTo(1250 + 325);
    assertThat(cents(pnl, "NetRevenue", "EUR")).isEqualTo(2000);
  }

  @Test
  public void anAmountThatABrowserCouldNotAddIsRefused() {
    String huge = "9999999999999999.00";
    SmallStar star =
        SmallStar.ofAShop()
            .with(
                "FactTransactions",
                SmallStar.line("H", 20250315, 1, 1, 1, "1", huge, "0", "1", "USD", false));

    assertThatThrownBy(() -> html(star))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("too large");
  }

  @Test
  public void manyProductsAreNamedUpToALimitAndTheOthersAreSummed() throws IOException {
    SmallStar star = SmallStar.ofAShop();
    for (int i = 100; i < 350; i++) {
      star.with("DimProduct", "{'ProductKey':" + i + ",'ProductID':'M" + i + "'}");
      star.with(
          "FactTransactions",
          SmallStar.line("M" + i, 20250315, i, 1, 1, "1", i + ".00", "0", "1", "USD", false));
    }
    PublishedContent content = new PublishedContent(TestSpark.get(), star);

    JsonNode products = data(FinanceReport.html(content)).get("products");

    assertThat(products.get("texts").get(column(products, "ProductID")).size())
        .isLessThanOrEqualTo(2 * 200);
    BigDecimal net =
        content
            .query("SELECT SUM(NetRevenue) FROM product_margin WHERE CurrencyCode = 'USD'")
            .first()
            .getDecimal(0);
    assertThat(cents(products, "NetRevenue", "USD"))
        .isEqualTo(net.movePointRight(2).longValueExact());
    assertThat(products.get("rows"))
        .anyMatch(row -> row.get(column(products, "IsNamed")).asInt() == 0);
  }

  @Test
  public void aWarehouseWithoutRowsHasAPageToo() throws IOException {
    JsonNode data =
        data(html(new SmallStar().withDays(LocalDate.of(2025, 1, 1), LocalDate.of(2025, 12, 31))));

    assertThat(data.get("pnl").get("rows")).isEmpty();
    assertThat(data.get("runs").get("rows")).hasSize(1);
  }

  @Test
  public void thePublishedRunIsInThePageHoweverManyCameToNothingSince() throws IOException {
    SmallStar star = SmallStar.ofAShop();
    for (int i = 100; i < 250; i++) {
      star.with(
          "EtlRun",
          SmallStar.run(
              "20250402T000" + i + "Z-00000002",
              i % 2 == 0 ? "refused" : "failed",
              String.format("2025-04-02T%02d:%02d:05Z", i / 60, i % 60)));
    }

    JsonNode runs = data(html(star)).get("runs");

    JsonNode statuses = runs.get("texts").get(column(runs, "Status"));
    List<String> shown = new ArrayList<>();
    runs.get("rows")
        .forEach(row -> shown.add(statuses.get(row.get(column(runs, "Status")).asInt()).asText()));
    assertThat(shown).hasSize(101).startsWith("failed", "refused").endsWith("succeeded");
  }

  @Test
  public void thePageIsWrittenIntoAFolderThatIsMissingAndReplacesTheOneOfBefore()
      throws IOException {
    Path file = folder.getRoot().toPath().resolve("made/report.html");
    PublishedContent content = new PublishedContent(TestSpark.get(), new SmallStar());

    FinanceReport.write(content, file);
    Files.writeString(file, "older");
    FinanceReport.write(content, file);

    assertThat(file).content(StandardCharsets.UTF_8).isEqualTo(FinanceReport.html(content));
    assertThat(file.getParent().toFile().list()).containsExactly("report.html");
  }

  private static String html(SmallStar star) {
    return FinanceReport.html(new PublishedContent(TestSpark.get(), star));
  }

  private static JsonNode data(String page) throws IOException {
    Matcher data = DATA.matcher(page);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }

  private static int column(JsonNode packed, String name) {
    for (int i = 0; i < packed.get("columns").size(); i++) {
      if (packed.get("columns").get(i).asText().equals(name)) {
        return i;
      }
    }
    throw new AssertionError(name + " is not in " + packed.get("columns"));
  }

  /** The sum of a column over the rows of a currency. */
  private static long cents(JsonNode packed, String name, String currency) {
    int amount = column(packed, name);
    int of = column(packed, "CurrencyCode");
    long sum = 0;
    for (JsonNode row : packed.get("rows")) {
      if (packed.get("texts").get(of).get(row.get(of).asInt()).asText().equals(currency)) {
        sum += row.get(amount).asLong();
      }
    }
    return sum;
  }
}
