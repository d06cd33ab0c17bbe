package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.local.warehouse.DeltaPublishedTables;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Row;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/**
 * The report as a person has it: opened in Chromium, its figures compared with SQL over the fact,
 * operated with the keyboard, looked at in three widths.
 */
public class ReportInBrowserTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static final Path PICTURES = Path.of("target", "report");
  private static final int WHOLE_PAGE = 40_000;

  private static Browser browser;
  private static Path sample;
  private static PublishedContent content;

  @BeforeClass
  public static void makeTheReportOfTheSample() throws IOException {
    browser = Browser.start();
    Path warehouse = FOLDER.getRoot().toPath().resolve("sample");
    sample = report(Path.of("..", "data", "raw").toAbsolutePath().normalize(), warehouse);
    content =
        new PublishedContent(TestSpark.get(), new DeltaPublishedTables(TestSpark.get(), warehouse));
  }

  @AfterClass
  public static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @Test
  public void theFiguresAreThoseOfTheFactWhateverIsChosen() throws IOException {
    browser.open(sample, 1440, false);

    assertFigures("USD", "202501", "202512", "");
    browser.choose("from", "202402");
    browser.choose("to", "202406");
    assertFigures("USD", "202402", "202406", "");
    browser.choose("channel", "Amazon");
    assertFigures("USD", "202402", "202406", "Amazon");
    browser.choose("channel", "Shopify");
    browser.choose("currency", "EUR");
    assertFigures("EUR", "202402", "202406", "Shopify");

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .allSatisfy(url -> assertThat(url).matches("file:.*/report\\.html|data:.*"))
        .isNotEmpty();
  }

  @Test
  public void aPeriodThatIsTurnedRoundFollowsTheChoiceMadeLast() {
    browser.open(sample, 1440, false);

    browser.choose("to", "202303");

    assertThat(browser.find(By.id("from")).getDomProperty("value")).isEqualTo("202303");
    assertThat(text("#comparison")).startsWith("There is no comparison with a year earlier");
  }

  @Test
  public void tablesOfProductsAndQuarantineAgreeWithTheMartsAndTheRunLog() {
    browser.open(sample, 1440, false);
    browser
        .all("#presets button")
        .forEach(button -> clickIf(button, button.getText().equals("All")));

    Row best =
        content
            .query(
                "SELECT ProductName, SUM(ContributionMargin) FROM product_margin WHERE CurrencyCode"
                    + " = 'USD' GROUP BY ProductID, ProductName ORDER BY 2 DESC NULLS LAST LIMIT 1")
            .first();
    assertThat(text("#product-table tbody tr:first-child th")).isEqualTo(best.getString(0));
    long quarantined =
        content
            .query(
                "SELECT CAST(SUM(Value) AS BIGINT) FROM EtlRunMeasure WHERE Stage = 'source' AND"
                    + " Object = 'transactions' AND Measure = 'rows_quarantined'")
            .first()
            .getLong(0);
    List<String> cells =
        browser.all("#source-table tbody tr").stream()
            .filter(row -> row.getText().startsWith("transactions"))
            .map(row -> row.findElement(By.cssSelector("[data-column=Quarantined]")).getText())
            .toList();
    assertThat(cells).containsExactly(String.valueOf(quarantined));
    long cohorts =
        content
            .query(
                "SELECT COUNT(DISTINCT 100 * CohortYear + CohortMonth) FROM customer_cohorts WHERE CurrencyCode = 'USD'")
            .first()
            .getLong(0);
    assertThat(browser.all("#cohort-table tbody tr")).hasSize((int) cohorts);
  }

  @Test
  public void everyControlIsReachedAndOperatedWithTheKeyboard() {
    browser.open(sample, 1440, false);
    long controls =
        ((Number)
                browser.evaluate(
                    "[...document.querySelectorAll('a[href], button, select, summary, [tabindex=\"0\"]')]"
                        + ".filter((e) => e.checkVisibility()).length"))
            .longValue();
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < controls; i++) {
      browser.press(Keys.TAB);
      reached.add(
          (String)
              browser.evaluate(
                  "document.activeElement.id + '|' + document.activeElement.tagName + '|' +"
                      + " document.activeElement.className + '|' + [...document.querySelectorAll('*')].indexOf(document.activeElement)"));
    }
    assertThat(reached).doesNotHaveDuplicates().noneMatch(name -> name.contains("|BODY|"));
    assertThat(reached.get(0)).contains("|A|skip|");
    assertThat(reached.subList(1, 5))
        .extracting(name -> name.split("\\|", -1)[0])
        .containsExactly("from", "to", "channel", "currency");

    browser.evaluate("document.querySelector('#product-table .sort').focus()");
    browser.press(Keys.ENTER);
    assertThat(browser.find(By.cssSelector("#product-table th")).getDomAttribute("aria-sort"))
        .isEqualTo("ascending");
    List<String> names =
        browser.all("#product-table tbody th").stream().map(WebElement::getText).toList();
    assertThat(names).hasSize(15).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    browser.evaluate(
        "document.querySelector('#months').closest('section').querySelector('summary').focus()");
    browser.press(Keys.SPACE);
    assertThat(browser.find(By.id("month-table")).isDisplayed()).isTrue();
  }

  @Test
  public void whoCannotSeeItIsToldWhatEverythingIs() {
    browser.open(sample, 1440, false);

    assertThat(browser.all(".chart"))
        .hasSizeGreaterThan(7)
        .allSatisfy(
            chart -> {
              assertThat(chart.getDomAttribute("role")).isEqualTo("img");
              assertThat(chart.getDomAttribute("aria-label")).hasSizeGreaterThan(30);
            });
    assertThat(browser.all("section"))
        .allSatisfy(section -> assertThat(section.getDomAttribute("aria-labelledby")).isNotEmpty());
    assertThat(count("select:not([id])")).isZero();
    assertThat(browser.all("select"))
        .allSatisfy(
            select ->
                assertThat(count("label[for='" + select.getDomAttribute("id") + "']")).isOne());
    assertThat(count("thead th:not([scope=col]), tbody th:not([scope=row])")).isZero();
    assertThat(count("table:not(.chart table) > :first-child:not(caption)")).isZero();
    browser.choose("channel", "Shopify");
    assertThat(text("#announcement")).startsWith("Showing Jan 2025 – Dec 2025, Shopify, in USD");
  }

  @Test
  public void itIsReadableInThreeWidthsInLightAndDark() throws IOException {
    for (int width : new int[] {360, 768, 1440}) {
      for (boolean dark : new boolean[] {false, true}) {
        browser.open(sample, width, dark);
        assertThat(browser.evaluate("document.documentElement.scrollWidth"))
            .as("width %s", width)
            .isEqualTo((long) width);
        assertThat(browser.all(".chart svg")).hasSizeGreaterThan(7);
        assertThat((List<?>) browser.evaluate(PALE_TEXTS)).as("contrast").isEmpty();
        browser.picture(
            PICTURES.resolve("report-" + width + (dark ? "-dark" : "") + ".png"),
            width,
            WHOLE_PAGE);
      }
    }
    browser.open(sample, 1440, false);
    browser.picture(PICTURES.resolve("report.png"), 1440, 1560);
  }

  @Test
  public void hostileNamesAreTextsAndMissingDataIsSaid() throws IOException {
    Path raw = FOLDER.newFolder().toPath();
    Files.writeString(
        raw.resolve("transactions.csv"),
        "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,UnitPrice\n"
            + "1,2025-01-01,P1,<script>document.title='caught'</script>,C1,<img src=x onerror=document.title='caught'>,1,10\n"
            + "2,2025-02-20,P2,Plain,C1,Shop,1,20\n");
    Files.writeString(
        raw.resolve("marketing_spend.csv"),
        "Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend\n");
    Files.writeString(raw.resolve("cogs.csv"), "ProductID,COGS_EffectiveDate,UnitCOGS\n");

    browser.open(report(raw, FOLDER.getRoot().toPath().resolve("hostile")), 768, false);

    assertThat(browser.evaluate("document.title")).isEqualTo("Finance report");
    assertThat(text("#product-table")).contains("<script>document.title='caught'</script>");
    assertThat(text("#campaigns-lead")).isEqualTo("There is no marketing spend in USD.");
    assertThat(text("#from")).contains("Jan 2025");
    assertThat(browser.find(By.id("currency-field")).isDisplayed()).isFalse();
    assertThat(text("[data-measure=GrossMargin] .value")).isEqualTo("–");
    assertThat(text("#comparison")).startsWith("There is no comparison");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  public void aWarehouseWithoutRowsSaysSo() throws IOException {
    Path raw = FOLDER.newFolder().toPath();
    Files.writeString(
        raw.resolve("transactions.csv"),
        "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,UnitPrice\n");
    Files.writeString(
        raw.resolve("marketing_spend.csv"),
        "Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend\n");
    Files.writeString(raw.resolve("cogs.csv"), "ProductID,COGS_EffectiveDate,UnitCOGS\n");

    browser.open(report(raw, FOLDER.getRoot().toPath().resolve("empty")), 360, true);

    assertThat(text("#empty")).contains("nothing to report yet");
    assertThat(browser.find(By.id("figures")).isDisplayed()).isFalse();
    assertThat(browser.complaints()).isEmpty();
  }

  /** Visible texts whose contrast with what is behind them is below 4.5 to 1. */
  private static final String PALE_TEXTS =
      """
      (() => {
        const parse = (colour) => (colour.match(/[\\d.]+/g) || []).map(Number);
        const over = (top, under) => { const a = top[3] === undefined ? 1 : top[3]; return [0, 1, 2].map((i) => top[i] * a + under[i] * (1 - a)); };
        const ground = (element) => {
          const layers = [];
          for (let e = element; e; e = e.parentElement) layers.unshift(parse(getComputedStyle(e).backgroundColor));
          return layers.filter((layer) => layer.length >= 3).reduce((under, top) => over(top, under), [255, 255, 255]);
        };
        const light = (colour) => colour.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        return [...document.querySelectorAll('body *')]
          .filter((e) => !e.closest('svg') && e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
          .filter((e) => {
            const under = ground(e), a = light(over(parse(getComputedStyle(e).color), under)), b = light(under);
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05) < 4.5;
          }).map((e) => e.tagName + '.' + e.className + ': ' + e.textContent.slice(0, 40));
      })()""";

  private static void clickIf(WebElement button, boolean wanted) {
    if (wanted) {
      button.click();
    }
  }

  private static void assertFigures(String currency, String from, String to, String channel) {
    Row row = figures(currency, from, to, channel);
    BigDecimal revenue = row.getDecimal(0);
    BigDecimal contribution = row.getDecimal(1);
    assertThat(text("[data-measure=NetRevenue] .value")).isEqualTo(money(revenue, currency));
    assertThat(text("[data-measure=NetContribution] .value"))
        .isEqualTo(money(contribution, currency));
    assertThat(text("#pnl-table tbody tr:last-child [data-column=value]"))
        .isEqualTo(money(contribution, currency));
  }

  /** Net revenue and net contribution, from the fact itself and not from a mart. */
  private static Row figures(String currency, String from, String to, String channel) {
    String sql =
        """
        WITH line AS (
          SELECT f.*, CASE WHEN ReturnFlag AND Quantity > 0 THEN 0 ELSE 1 END AS Kept
          FROM FactTransactions f JOIN DimChannel c USING (ChannelKey)
          WHERE CurrencyCode = '%1$s' AND DateKey BETWEEN %2$s AND %3$s AND '%4$s' IN ('', ChannelName)
        ),
        spend AS (
          SELECT COALESCE(SUM(Spend), 0) AS Spend FROM FactMarketingSpend JOIN DimCampaign USING (CampaignKey)
          LEFT JOIN PlatformChannel USING (AdPlatform)
          WHERE CurrencyCode = '%1$s' AND DateKey BETWEEN %2$s AND %3$s
            AND '%4$s' IN ('', COALESCE(ChannelName, 'Unallocated'))
        )
        SELECT SUM(Kept * NetRevenue),
          SUM(CASE WHEN Kept = 1 AND CalculatedTotalCOGS IS NOT NULL THEN NetRevenue - CalculatedTotalCOGS ELSE 0 END)
            - SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee)
            + SUM(ShippingChargedToCustomer - ActualShippingCost) - MAX(Spend)
        FROM line CROSS JOIN spend
        """;
    return content.query(String.format(sql, currency, from + "01", to + "31", channel)).first();
  }

  private static String money(BigDecimal amount, String currency) {
    DecimalFormat format =
        new DecimalFormat("#,##0.00", DecimalFormatSymbols.getInstance(Locale.US));
    return (amount.signum() < 0 ? "\u2212" : "")
        + (currency.equals("USD") ? "$" : "€")
        + format.format(amount.abs());
  }

  private static String text(String selector) {
    return (String) browser.evaluate("document.querySelector(\"" + selector + "\").textContent");
  }

  private static int count(String selector) {
    return browser.all(selector).size();
  }

  /** Runs on raw files and makes the report of the warehouse. */
  private static Path report(Path raw, Path warehouse) {
    FinanceProcess.Start command = new FinanceProcess.Start(FOLDER.getRoot().toPath());
    command.run("run", "--raw", raw.toString(), "--warehouse", warehouse.toString()).exitsWith(0);
    Path page = warehouse.resolveSibling(warehouse.getFileName() + "-page").resolve("report.html");
    FinanceProcess.Result made =
        command
            .run("report", "--warehouse", warehouse.toString(), "--out", page.toString())
            .exitsWith(0);
    assertThat(made.out()).contains("The report is in " + page);
    return page;
  }
}
