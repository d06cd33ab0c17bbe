package io.financeanalytics.acceptance.marts;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.marts.Mart;
import io.financeanalytics.marts.Marts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;

/**
 * Every mart over {@link TinyStar}, worked out by hand, in Spark and in Postgres. Where a number
 * needs more than one step, the comment above it shows them.
 */
public class MartsTest {

  private static SparkMarts spark;
  private static PostgresMarts postgres;

  @BeforeClass
  public static void start() {
    spark = new SparkMarts();
    postgres = new PostgresMarts();
  }

  @AfterClass
  public static void stop() {
    postgres.close();
  }

  @Test
  public void aReturnedLineIsTakenOutOnceAndItsFeesStay() {
    assertAnswer(
        "SELECT TransactionID, LinesSold, LinesReturned, UnitsSold, UnitsReturned, GrossRevenue, Discounts,"
            + " TaxInPrices, Returns, NetRevenue, RevenueWithoutCost, COGS, GrossMargin, ContributionMargin,"
            + " LinesWithCost, LinesWithoutCost FROM order_line_profitability WHERE TransactionID IN ('L1',"
            + " 'L3', 'L4', 'L6', 'L9', 'L10') ORDER BY TransactionID",
        // 90.00 - 40.00 - 3.00 - 2.90 + 5.00 - 7.00 = 42.10
        "L1,1,0,2.0000,0.0000,100.00,10.00,0.00,0.00,90.00,0.00,40.00,50.00,42.10,1,0",
        "L10,1,0,1.0000,0.0000,25.00,0.00,0.00,0.00,25.00,25.00,,,,0,1",
        // 0 - 1.50 - 1.75 + 5.00 - 6.00 = -4.25
        "L3,1,1,1.0000,1.0000,50.00,0.00,0.00,50.00,0.00,0.00,0.00,0.00,-4.25,0,0",
        "L4,1,1,1.0000,1.0000,30.00,0.00,0.00,30.00,0.00,0.00,0.00,0.00,0.00,0,0",
        // -50.00 + 20.00 = -30.00; + 7.50 fee refunded = -22.50
        "L6,0,1,0.0000,1.0000,0.00,0.00,0.00,50.00,-50.00,0.00,-20.00,-30.00,-22.50,1,0",
        "L9,1,0,1.0000,0.0000,60.00,0.00,10.00,0.00,50.00,0.00,20.00,30.00,30.00,1,0");
  }

  @Test
  public void anOrderHasItsLinesAndTheReturnsThatNameIt() {
    assertAnswer(
        "SELECT ChannelName, OrderID, CurrencyCode, OrderDate, CustomerID, OrderLines, LinesSold, LinesReturned,"
            + " GrossRevenue, Discounts, TaxInPrices, Returns, NetRevenue, RevenueWithoutCost, COGS, GrossMargin,"
            + " ContributionMargin, GrossMarginRatio, ContributionMarginRatio, LinesWithoutCost"
            + " FROM order_profitability ORDER BY ChannelName, OrderID, CurrencyCode",
        // 100.00 - 40.00 = 60.00; platform 22.50 - 7.50 and fulfilment 9.00: 36.00; 0.60 and 0.36
        "Amazon,A1,USD,2024-01-31,Unknown,2,1,1,150.00,0.00,0.00,50.00,100.00,0.00,40.00,60.00,36.00,0.6000,0.3600,0",
        "Amazon,A2,USD,2024-02-02,Unknown,2,2,0,35.00,0.00,0.00,0.00,35.00,35.00,,,,,,2",
        "Shopify,L7,USD,2024-02-01,C1,1,1,0,40.00,4.00,0.00,0.00,36.00,0.00,20.00,16.00,16.00,0.4444,0.4444,0",
        "Shopify,S1,EUR,2024-02-01,C1,1,1,0,80.00,0.00,0.00,0.00,80.00,0.00,30.00,50.00,47.50,0.6250,0.5938,0",
        // 90.00 with a cost - 40.00 = 50.00; fees 4.00 + 4.00, shipping -2.00: 40.00; 50/90 and
        // 40/90
        "Shopify,S1,USD,2024-01-30,C1,2,2,0,130.00,10.00,0.00,0.00,120.00,30.00,40.00,50.00,40.00,0.5556,0.4444,1",
        "Shopify,S2,USD,2024-01-31,C2,1,1,1,50.00,0.00,0.00,50.00,0.00,0.00,0.00,0.00,-4.25,,,0",
        "Shopify,S3,USD,2024-01-31,Unknown,1,1,1,30.00,0.00,0.00,30.00,0.00,0.00,0.00,0.00,0.00,,,0",
        "Unknown,U1,USD,2024-02-02,C2,1,1,0,60.00,0.00,10.00,0.00,50.00,0.00,20.00,30.00,30.00,0.6000,0.6000,0");
  }

  @Test
  public void theProfitAndLossOfAChannelAddsUpToWhatMarketingLeaves() {
    assertAnswer(
        "SELECT Year, Month, ChannelName, CurrencyCode, Orders, OrderLines, LinesSold, UnitsSold, UnitsReturned,"
            + " GrossRevenue, Discounts, TaxInPrices, Returns, NetRevenue, RevenueWithoutCost, COGS, GrossMargin"
            + " FROM channel_pnl_monthly ORDER BY Year, Month, ChannelName, CurrencyCode",
        "2024,1,Amazon,USD,1,1,1,3.0000,0.0000,150.00,0.00,0.00,0.00,150.00,0.00,60.00,90.00",
        // 100 + 30 + 50 + 30 = 210; - 10 - 50 - 30 = 120; - 30 without cost - 40 = 50
        "2024,1,Shopify,USD,3,4,4,5.0000,2.0000,210.00,10.00,0.00,80.00,120.00,30.00,40.00,50.00",
        // 35 - 50 = -15; - 35 without cost + 20 = -30
        "2024,2,Amazon,USD,1,3,2,2.0000,1.0000,35.00,0.00,0.00,50.00,-15.00,35.00,-20.00,-30.00",
        "2024,2,Shopify,EUR,1,1,1,1.0000,0.0000,80.00,0.00,0.00,0.00,80.00,0.00,30.00,50.00",
        "2024,2,Shopify,USD,1,1,1,1.0000,0.0000,40.00,4.00,0.00,0.00,36.00,0.00,20.00,16.00",
        "2024,2,Unallocated,USD,0,0,0,0.0000,0.0000,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00",
        "2024,2,Unknown,USD,1,1,1,1.0000,0.0000,60.00,0.00,10.00,0.00,50.00,0.00,20.00,30.00",
        "2024,3,Shopify,USD,0,0,0,0.0000,0.0000,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00");
    assertAnswer(
        "SELECT Month, ChannelName, CurrencyCode, PlatformFee, FulfillmentFee, PaymentProcessingFee,"
            + " ShippingChargedToCustomer, ActualShippingCost, ShippingResult, ContributionMargin, MarketingSpend,"
            + " NetContribution, GrossMarginRatio, ContributionMarginRatio, NetContributionRatio, LinesWithCost,"
            + " LinesWithoutCost FROM channel_pnl_monthly ORDER BY Year, Month, ChannelName, CurrencyCode",
        "1,Amazon,USD,22.50,9.00,0.00,0.00,0.00,0.00,58.50,0.00,58.50,0.6000,0.3900,0.3900,1,0",
        // 50 - 5.50 - 5.75 - 3 = 35.75; - 15 = 20.75; of 90: 0.5556, 0.3972, 0.2306
        "1,Shopify,USD,0.00,5.50,5.75,10.00,13.00,-3.00,35.75,15.00,20.75,0.5556,0.3972,0.2306,1,1",
        // -30 + 3.75 = -26.25, of revenue that is not positive
        "2,Amazon,USD,-3.75,0.00,0.00,0.00,0.00,0.00,-26.25,0.00,-26.25,,,,1,2",
        "2,Shopify,EUR,0.00,0.00,2.50,0.00,0.00,0.00,47.50,0.00,47.50,0.6250,0.5938,0.5938,1,0",
        "2,Shopify,USD,0.00,0.00,0.00,0.00,0.00,0.00,16.00,0.00,16.00,0.4444,0.4444,0.4444,1,0",
        "2,Unallocated,USD,0.00,0.00,0.00,0.00,0.00,0.00,0.00,7.00,-7.00,,,,0,0",
        "2,Unknown,USD,0.00,0.00,0.00,0.00,0.00,0.00,30.00,0.00,30.00,0.6000,0.6000,0.6000,1,0",
        "3,Shopify,USD,0.00,0.00,0.00,0.00,0.00,0.00,0.00,4.00,-4.00,,,,0,0");
  }

  @Test
  public void aProductWithoutACostHasNoMarginAndSaysHowMuchRevenueThatIs() {
    assertAnswer(
        "SELECT Month, ProductID, ProductName, ChannelName, CurrencyCode, OrderLines, UnitsSold, UnitsReturned, NetRevenue,"
            + " RevenueWithoutCost, COGS, GrossMargin, ContributionMargin, GrossMarginRatio, ContributionMarginRatio,"
            + " LinesWithoutCost FROM product_margin ORDER BY Month, ProductID, ChannelName, CurrencyCode",
        "1,P1,Name of P1,Amazon,USD,1,3.0000,0.0000,150.00,0.00,60.00,90.00,58.50,0.6000,0.3900,0",
        // 90 - 40 = 50; - 4.50 - 4.65 - 3.00 = 37.85; of 90
        "1,P1,Name of P1,Shopify,USD,2,3.0000,1.0000,90.00,0.00,40.00,50.00,37.85,0.5556,0.4206,0",
        "1,P2,Name of P2,Shopify,USD,2,2.0000,1.0000,30.00,30.00,,,,,,1",
        "2,P1,Name of P1,Amazon,USD,1,0.0000,1.0000,-50.00,0.00,-20.00,-30.00,-22.50,,,0",
        "2,P1,Name of P1,Shopify,USD,1,1.0000,0.0000,36.00,0.00,20.00,16.00,16.00,0.4444,0.4444,0",
        "2,P1,Name of P1,Unknown,USD,1,1.0000,0.0000,50.00,0.00,20.00,30.00,30.00,0.6000,0.6000,0",
        "2,P3,Name of P3,Amazon,USD,1,1.0000,0.0000,25.00,25.00,,,,,,1",
        "2,P3,Name of P3,Shopify,EUR,1,1.0000,0.0000,80.00,0.00,30.00,50.00,47.50,0.6250,0.5938,0",
        "2,P4,Name of P4,Amazon,USD,1,1.0000,0.0000,10.00,10.00,,,,,,1");
  }

  @Test
  public void aCampaignWithoutViewsOrClicksHasNoRatesThatNeedThem() {
    assertAnswer(
        "SELECT Year, Month, CampaignID, CampaignName, AdPlatform, ChannelName, CurrencyCode, FirstDay, LastDay, SpendDays,"
            + " Impressions, Clicks, Spend, CTR, CPC, CPM, SpendPerDay FROM campaign_performance ORDER BY Month, CampaignID",
        // 30 / 1500 = 0.02; 15 / 30 = 0.50; 1000 x 15 / 1500 = 10; on one day
        "2024,1,G1,Brand,Google,Shopify,USD,2024-01-30,2024-01-31,1,1500,30,15.00,0.0200,0.5000,10.0000,15.00",
        "2024,2,P9,Boards,Pinterest,Unallocated,USD,2024-02-01,2024-02-01,1,0,0,7.00,,,,7.00",
        "2024,3,G1,Brand,Google,Shopify,USD,2024-03-01,2024-03-01,1,200,0,4.00,0.0000,,20.0000,4.00");
  }

  @Test
  public void aCustomerIsNewInTheMonthOfTheFirstOrderAndReturningLater() {
    assertAnswer(
        "SELECT Year, Month, CurrencyCode, RevenueBeforeReturns, NetRevenue, MarketingSpend, MER, BlendedROAS, Orders,"
            + " OrdersOfUnknownCustomers, Customers, NewCustomers, ReturningCustomers, CAC"
            + " FROM marketing_efficiency_monthly ORDER BY Year, Month, CurrencyCode",
        // 200 + 150 = 350; 120 + 150 = 270; 270 / 15 = 18; 350 / 15 = 23.3333; 15 / 2 = 7.50
        "2024,1,USD,350.00,270.00,15.00,18.0000,23.3333,4,2,2,2,0,7.50",
        // Nothing is spent in EUR.
        "2024,2,EUR,80.00,80.00,0.00,,,1,0,1,1,0,",
        // 36 + 35 + 50 = 121; 36 - 15 + 50 = 71; 71 / 7 and 121 / 7
        "2024,2,USD,121.00,71.00,7.00,10.1429,17.2857,3,1,2,0,2,",
        "2024,3,USD,0.00,0.00,4.00,0.0000,0.0000,0,0,0,0,0,");
  }

  @Test
  public void aCohortGoesOnToTheLastMonthAndItsMarginAddsUp() {
    assertAnswer(
        "SELECT CohortYear, CohortMonth, MonthsSinceFirstOrder, CurrencyCode, CohortCustomers, ActiveCustomers,"
            + " RepeatCustomers, RetentionRate, RepeatRate, Orders, NetRevenue, GrossMargin, ContributionMargin,"
            + " CumulativeNetRevenue, CumulativeGrossMargin, CumulativeContributionMargin, CumulativeMarginPerCustomer,"
            + " CumulativeLinesWithoutCost FROM customer_cohorts ORDER BY CurrencyCode, CohortMonth,"
            + " MonthsSinceFirstOrder",
        "2024,2,0,EUR,1,1,0,1.0000,0.0000,1,80.00,50.00,47.50,80.00,50.00,47.50,47.50,0",
        "2024,2,1,EUR,1,0,0,0.0000,0.0000,0,0.00,0.00,0.00,80.00,50.00,47.50,47.50,0",
        // S1 40.00 and S2 -4.25: 35.75, for two customers 17.875
        "2024,1,0,USD,2,2,0,1.0000,0.0000,2,120.00,50.00,35.75,120.00,50.00,35.75,17.88,1",
        // L7 16.00 and U1 30.00: 46.00; 35.75 + 46.00 = 81.75, for two customers 40.875
        "2024,1,1,USD,2,2,2,1.0000,1.0000,2,86.00,46.00,46.00,206.00,96.00,81.75,40.88,1",
        "2024,1,2,USD,2,0,2,0.0000,1.0000,0,0.00,0.00,0.00,206.00,96.00,81.75,40.88,1");
  }

  @Test
  public void returnsOfBothKindsAreCountedApartAndTogether() {
    assertAnswer(
        "SELECT Month, ProductID, ChannelName, CurrencyCode, LinesSold, LinesReturned, UnitsSold, UnitsReturned,"
            + " UnitsReturnedFlagged, UnitsReturnedAsLines, UnitReturnRate, RevenueBeforeReturns, Returns, NetRevenue,"
            + " RevenueReturnRate, COGSReturned, FeesOfReturns, ShippingOfReturns FROM returns_analysis"
            + " WHERE LinesReturned > 0 ORDER BY Month, ProductID, ChannelName, CurrencyCode",
        // 1 of 3 units; 50 of 140; fees 1.50 + 1.75, shipping 6.00 - 5.00
        "1,P1,Shopify,USD,2,1,3.0000,1.0000,1.0000,0.0000,0.3333,140.00,50.00,90.00,0.3571,20.00,3.25,1.00",
        "1,P2,Shopify,USD,2,1,2.0000,1.0000,1.0000,0.0000,0.5000,60.00,30.00,30.00,0.5000,0.00,0.00,0.00",
        "2,P1,Amazon,USD,0,1,0.0000,1.0000,0.0000,1.0000,,0.00,50.00,-50.00,,20.00,-7.50,0.00");
  }

  @Test
  public void revenueWithoutACostIsCountedWithTheReason() {
    assertAnswer(
        "SELECT Month, ProductID, CurrencyCode, OrderLines, LinesWithCost, LinesWithoutCost, LinesOfUncostedProducts,"
            + " LinesBeforeFirstCost, LinesCostedInOtherCurrency, NetRevenue, RevenueWithCost, RevenueWithoutCost,"
            + " CoverageRatio, BookedLinesWithoutCost, BookedNetRevenue, BookedRevenueWithoutCost FROM cogs_coverage"
            + " ORDER BY Month, ProductID, CurrencyCode",
        // 90 + 0 + 150 = 240, before returns 90 + 50 + 150 = 290
        "1,P1,USD,3,2,0,0,0,0,240.00,240.00,0.00,1.0000,0,290.00,0.00",
        // The returned line needs no cost any more, but was booked without one.
        "1,P2,USD,2,0,1,1,0,0,30.00,0.00,30.00,0.0000,2,60.00,60.00",
        "2,P1,USD,3,3,0,0,0,0,36.00,36.00,0.00,1.0000,0,36.00,0.00",
        "2,P3,EUR,1,1,0,0,0,0,80.00,80.00,0.00,1.0000,0,80.00,0.00",
        "2,P3,USD,1,0,1,0,0,1,25.00,0.00,25.00,0.0000,1,25.00,25.00",
        "2,P4,USD,1,0,1,0,1,0,10.00,0.00,10.00,0.0000,1,10.00,10.00");
  }

  @Test
  public void aDayWithoutSalesIsARowOfZeros() {
    assertAnswer(
        "SELECT FullDate, DayOfWeekName, ChannelName, CurrencyCode, Orders, OrderLines, LinesSold, UnitsSold,"
            + " GrossRevenue, Discounts, Returns, NetRevenue, RevenueWithoutCost, COGS, GrossMargin, ShippingResult,"
            + " ContributionMargin, LinesWithoutCost FROM daily_sales WHERE (Month = 1 OR FullDate = DATE '2024-02-10'"
            + " OR FullDate = DATE '2024-02-02') AND ChannelName <> 'Unknown' AND CurrencyCode = 'USD'"
            + " ORDER BY FullDate, ChannelName",
        "2024-01-30,Tuesday,Amazon,USD,0,0,0,0.0000,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0",
        "2024-01-30,Tuesday,Shopify,USD,1,2,2,3.0000,130.00,10.00,0.00,120.00,30.00,40.00,50.00,-2.00,40.00,1",
        "2024-01-31,Wednesday,Amazon,USD,1,1,1,3.0000,150.00,0.00,0.00,150.00,0.00,60.00,90.00,0.00,58.50,0",
        "2024-01-31,Wednesday,Shopify,USD,2,2,2,2.0000,80.00,0.00,80.00,0.00,0.00,0.00,0.00,-1.00,-4.25,0",
        "2024-02-02,Friday,Amazon,USD,1,3,2,2.0000,35.00,0.00,50.00,-15.00,35.00,-20.00,-30.00,0.00,-26.25,2",
        "2024-02-02,Friday,Shopify,USD,0,0,0,0.0000,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0",
        "2024-02-10,Saturday,Amazon,USD,0,0,0,0.0000,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0",
        "2024-02-10,Saturday,Shopify,USD,0,0,0,0.0000,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0");
    // 32 days for Amazon, Shopify in USD, Shopify in EUR, and the unknown channel.
    assertAnswer("SELECT COUNT(*), SUM(Orders), SUM(OrderLines) FROM daily_sales", "128,8,11");
  }

  @Test
  public void everyColumnIsExplained() throws IOException {
    String metrics = Files.readString(Path.of("..", "docs", "metrics.md"));
    for (Mart mart : Marts.ALL) {
      assertThat(metrics).contains("| `" + mart.name() + "` |");
      assertThat(spark.columns(mart.name()))
          .contains("CurrencyCode")
          .allSatisfy(
              column ->
                  assertThat(Pattern.compile("\\b" + column + "\\b").matcher(metrics).find())
                      .as(mart.name() + "." + column)
                      .isTrue());
    }
  }

  private static void assertAnswer(String sql, String... rows) {
    assertThat(spark.ask(sql)).as("Spark").isEqualTo(List.of(rows));
    assertThat(postgres.ask(sql)).as("Postgres").isEqualTo(List.of(rows));
  }
}
