-- Fifteen questions that a CFO asks, as a short course in the marts. The answers on the sample are in cfo_answers.txt.
--
-- The same text runs in ./finance query and on Amazon Redshift. Read docs/metrics.md beside it. Three habits to take along:
-- CurrencyCode is in every answer; sums are added up, ratios never (they are computed anew from the sums); and a margin of a
-- larger whole is computed from its parts, as it leaves out revenue without a cost: NetRevenue - RevenueWithoutCost - COGS.

-- Q1. What did we earn in each year, from gross revenue down to what marketing left?
-- channel_pnl_monthly, summed. Each step is subtracted from the one before; without a cost means that it is in no margin.
SELECT Year, CurrencyCode,
  SUM(GrossRevenue) AS GrossRevenue,
  SUM(Discounts) AS Discounts,
  SUM(Returns) AS Returns,
  SUM(NetRevenue) AS NetRevenue,
  SUM(RevenueWithoutCost) AS WithoutCost,
  SUM(COGS) AS COGS,
  SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS) AS GrossMargin,
  SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee) AS Fees,
  SUM(ShippingResult) AS ShippingResult,
  SUM(MarketingSpend) AS Marketing,
  SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS) - SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee)
    + SUM(ShippingResult) - SUM(MarketingSpend) AS NetContribution
FROM channel_pnl_monthly
GROUP BY Year, CurrencyCode
ORDER BY CurrencyCode DESC, Year;

-- Q2. Which channel really earned money in 2025?
-- Spend is charged to the channel that its platform serves. Unallocated is the spend of platforms that serve none.
WITH channel AS (
  SELECT ChannelName, CurrencyCode, SUM(NetRevenue) AS NetRevenue, SUM(NetRevenue) - SUM(RevenueWithoutCost) AS RevenueWithCost,
    SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS) - SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee)
      + SUM(ShippingResult) AS Margin,
    SUM(MarketingSpend) AS Marketing
  FROM channel_pnl_monthly
  WHERE Year = 2025
  GROUP BY ChannelName, CurrencyCode
)
SELECT ChannelName, CurrencyCode,
  NetRevenue,
  Margin AS ContributionMargin,
  Marketing,
  Margin - Marketing AS NetContribution,
  CAST(ROUND(100 * (Margin - Marketing) / NULLIF(RevenueWithCost, 0), 1) AS DECIMAL(12, 1)) AS Percent
FROM channel
ORDER BY CurrencyCode DESC, NetContribution DESC, ChannelName;

-- Q3. Are we growing, and does the margin grow with us?
-- Quarters of 2025 in USD against the same quarters of 2024.
WITH quarters AS (
  SELECT Year, CAST(FLOOR((Month + 2) / 3) AS INTEGER) AS Quarter, CurrencyCode, SUM(NetRevenue) AS NetRevenue,
    SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS) - SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee)
      + SUM(ShippingResult) AS ContributionMargin
  FROM channel_pnl_monthly
  WHERE CurrencyCode = 'USD'
  GROUP BY Year, CAST(FLOOR((Month + 2) / 3) AS INTEGER), CurrencyCode
)
SELECT n.Quarter, n.CurrencyCode, b.NetRevenue AS NetRevenue2024, n.NetRevenue AS NetRevenue2025,
  CAST(ROUND(100 * (n.NetRevenue - b.NetRevenue) / NULLIF(b.NetRevenue, 0), 1) AS DECIMAL(12, 1)) AS GrowthPercent,
  b.ContributionMargin AS Contribution2024, n.ContributionMargin AS Contribution2025,
  CAST(ROUND(100 * (n.ContributionMargin - b.ContributionMargin) / NULLIF(b.ContributionMargin, 0), 1) AS DECIMAL(12, 1))
    AS ContributionGrowthPercent
FROM quarters n
JOIN quarters b ON b.Quarter = n.Quarter AND b.CurrencyCode = n.CurrencyCode AND b.Year = n.Year - 1
WHERE n.Year = 2025
ORDER BY n.Quarter;

-- Q4. Which ten products contribute most?
-- 2025 in USD, after fees and shipping, before marketing.
WITH product AS (
  SELECT ProductID, ProductName, CurrencyCode, SUM(UnitsSold - UnitsReturned) AS UnitsKept, SUM(NetRevenue) AS NetRevenue,
    SUM(NetRevenue) - SUM(RevenueWithoutCost) AS RevenueWithCost,
    SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS) AS GrossMargin,
    SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS) - SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee)
      + SUM(ShippingResult) AS ContributionMargin
  FROM product_margin
  WHERE Year = 2025 AND CurrencyCode = 'USD'
  GROUP BY ProductID, ProductName, CurrencyCode
)
SELECT ProductID, ProductName, CurrencyCode, UnitsKept, NetRevenue, GrossMargin, ContributionMargin,
  CAST(ROUND(100 * ContributionMargin / NULLIF(RevenueWithCost, 0), 1) AS DECIMAL(12, 1)) AS Percent
FROM product
ORDER BY ContributionMargin DESC NULLS LAST, ProductID
LIMIT 10;

-- Q5. Which products earn least, once fees and shipping are paid?
-- 2025 in USD, of products with a cost. A negative number means that each further sale loses money.
WITH product AS (
  SELECT ProductID, ProductName, CurrencyCode, SUM(UnitsSold - UnitsReturned) AS UnitsKept, SUM(NetRevenue) AS NetRevenue,
    SUM(NetRevenue) - SUM(RevenueWithoutCost) AS RevenueWithCost,
    SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS) AS GrossMargin,
    SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS) - SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee)
      + SUM(ShippingResult) AS ContributionMargin
  FROM product_margin
  WHERE Year = 2025 AND CurrencyCode = 'USD'
  GROUP BY ProductID, ProductName, CurrencyCode
)
SELECT ProductID, ProductName, CurrencyCode, UnitsKept, NetRevenue, GrossMargin, ContributionMargin,
  CAST(ROUND(100 * ContributionMargin / NULLIF(RevenueWithCost, 0), 1) AS DECIMAL(12, 1)) AS Percent
FROM product
WHERE ContributionMargin IS NOT NULL
ORDER BY ContributionMargin, ProductID
LIMIT 10;

-- Q6. Where have rising costs eaten the margin?
-- Gross margin in percent of 2023 and of 2025, each at the costs of its days. The ten largest falls in USD.
WITH yearly AS (
  SELECT ProductID, ProductName, CurrencyCode, Year,
    100 * (SUM(NetRevenue) - SUM(RevenueWithoutCost) - SUM(COGS)) / NULLIF(SUM(NetRevenue) - SUM(RevenueWithoutCost), 0) AS Percent
  FROM product_margin
  WHERE CurrencyCode = 'USD'
  GROUP BY ProductID, ProductName, CurrencyCode, Year
  HAVING SUM(COGS) IS NOT NULL
)
SELECT b.ProductID, b.ProductName, b.CurrencyCode,
  CAST(ROUND(b.Percent, 1) AS DECIMAL(12, 1)) AS Percent2023,
  CAST(ROUND(n.Percent, 1) AS DECIMAL(12, 1)) AS Percent2025,
  CAST(ROUND(n.Percent, 1) - ROUND(b.Percent, 1) AS DECIMAL(12, 1)) AS Points
FROM yearly b
JOIN yearly n ON n.ProductID = b.ProductID AND n.CurrencyCode = b.CurrencyCode
WHERE b.Year = 2023 AND n.Year = 2025
ORDER BY Points, b.ProductID
LIMIT 10;

-- Q7. What does selling on each channel cost, of every 100 of net revenue?
-- 2025 in USD: fees of the platform, of fulfilment and of payment, and shipping that customers did not pay.
SELECT ChannelName, CurrencyCode, SUM(NetRevenue) AS NetRevenue,
  CAST(ROUND(100 * SUM(PlatformFee) / NULLIF(SUM(NetRevenue), 0), 1) AS DECIMAL(12, 1)) AS PlatformPercent,
  CAST(ROUND(100 * SUM(FulfillmentFee) / NULLIF(SUM(NetRevenue), 0), 1) AS DECIMAL(12, 1)) AS FulfillmentPercent,
  CAST(ROUND(100 * SUM(PaymentProcessingFee) / NULLIF(SUM(NetRevenue), 0), 1) AS DECIMAL(12, 1)) AS PaymentPercent,
  CAST(ROUND(-100 * SUM(ShippingResult) / NULLIF(SUM(NetRevenue), 0), 1) AS DECIMAL(12, 1)) AS ShippingPercent,
  CAST(ROUND(100 * SUM(MarketingSpend) / NULLIF(SUM(NetRevenue), 0), 1) AS DECIMAL(12, 1)) AS MarketingPercent
FROM channel_pnl_monthly
WHERE Year = 2025 AND CurrencyCode = 'USD' AND OrderLines > 0
GROUP BY ChannelName, CurrencyCode
ORDER BY NetRevenue DESC;

-- Q8. What do returns take away?
-- By channel and year in USD: how much comes back, and the fees and shipping that were paid for nothing.
SELECT Year, ChannelName, CurrencyCode,
  CAST(ROUND(100 * SUM(UnitsReturned) / NULLIF(SUM(UnitsSold), 0), 1) AS DECIMAL(12, 1)) AS UnitsPercent,
  SUM(Returns) AS Returns,
  CAST(ROUND(100 * SUM(Returns) / NULLIF(SUM(RevenueBeforeReturns), 0), 1) AS DECIMAL(12, 1)) AS RevenuePercent,
  SUM(FeesOfReturns) AS FeesOfReturns,
  SUM(ShippingOfReturns) AS ShippingOfReturns
FROM returns_analysis
WHERE CurrencyCode = 'USD' AND ChannelName <> 'Unknown'
GROUP BY Year, ChannelName, CurrencyCode
ORDER BY ChannelName, Year;

-- Q9. Which products come back most often?
-- All years in USD, of products of which at least 50 units were sold.
SELECT ProductID, ProductName, CurrencyCode, SUM(UnitsSold) AS UnitsSold, SUM(UnitsReturned) AS UnitsReturned,
  CAST(ROUND(100 * SUM(UnitsReturned) / NULLIF(SUM(UnitsSold), 0), 1) AS DECIMAL(12, 1)) AS ReturnedPercent,
  SUM(Returns) AS Returns
FROM returns_analysis
WHERE CurrencyCode = 'USD'
GROUP BY ProductID, ProductName, CurrencyCode
HAVING SUM(UnitsSold) >= 50
ORDER BY ReturnedPercent DESC, ProductID
LIMIT 10;

-- Q10. What do we pay for a view and a click, platform by platform?
-- CTR in percent, CPC for a click, CPM for a thousand views; by year. Computed from sums, not as means of the campaigns' own.
SELECT Year, AdPlatform, ChannelName, CurrencyCode, SUM(Spend) AS Spend,
  CAST(ROUND(100 * SUM(Clicks) / NULLIF(SUM(Impressions), 0), 2) AS DECIMAL(12, 2)) AS CTRPercent,
  CAST(ROUND(SUM(Spend) / NULLIF(SUM(Clicks), 0), 2) AS DECIMAL(12, 2)) AS CPC,
  CAST(ROUND(1000 * SUM(Spend) / NULLIF(SUM(Impressions), 0), 2) AS DECIMAL(12, 2)) AS CPM
FROM campaign_performance
WHERE AdPlatform IS NOT NULL
GROUP BY Year, AdPlatform, ChannelName, CurrencyCode
ORDER BY AdPlatform, CurrencyCode, Year;

-- Q11. Which campaigns took most of the money in 2025?
-- With their share of all spend in the currency, and what a click of theirs cost.
WITH total AS (
  SELECT CurrencyCode, SUM(Spend) AS Spend FROM campaign_performance WHERE Year = 2025 GROUP BY CurrencyCode
)
SELECT c.CampaignID, c.CampaignName, c.AdPlatform, c.CurrencyCode, SUM(c.SpendDays) AS SpendDays, SUM(c.Spend) AS Spend,
  CAST(ROUND(100 * SUM(c.Spend) / NULLIF(MAX(t.Spend), 0), 1) AS DECIMAL(12, 1)) AS SharePercent,
  CAST(ROUND(SUM(c.Spend) / NULLIF(SUM(c.Clicks), 0), 2) AS DECIMAL(12, 2)) AS CPC
FROM campaign_performance c
JOIN total t ON t.CurrencyCode = c.CurrencyCode
WHERE c.Year = 2025
GROUP BY c.CampaignID, c.CampaignName, c.AdPlatform, c.CurrencyCode
ORDER BY Spend DESC, c.CampaignID
LIMIT 10;

-- Q12. Does marketing pay, and what does a new customer cost?
-- By quarter of 2025 in USD: revenue for each unit of spend (MER), spend for each new customer (CAC), and who bought.
SELECT CAST(FLOOR((Month + 2) / 3) AS INTEGER) AS Quarter, CurrencyCode, SUM(MarketingSpend) AS Marketing,
  CAST(ROUND(SUM(NetRevenue) / NULLIF(SUM(MarketingSpend), 0), 2) AS DECIMAL(12, 2)) AS MER,
  CAST(ROUND(SUM(RevenueBeforeReturns) / NULLIF(SUM(MarketingSpend), 0), 2) AS DECIMAL(12, 2)) AS BlendedROAS,
  SUM(NewCustomers) AS NewCustomers,
  CAST(ROUND(SUM(MarketingSpend) / NULLIF(SUM(NewCustomers), 0), 2) AS DECIMAL(12, 2)) AS CAC,
  SUM(Orders) AS Orders, SUM(OrdersOfUnknownCustomers) AS OrdersOfGuests
FROM marketing_efficiency_monthly
WHERE Year = 2025 AND CurrencyCode = 'USD'
GROUP BY CAST(FLOOR((Month + 2) / 3) AS INTEGER), CurrencyCode
ORDER BY Quarter;

-- Q13. Do customers come back, and does it pay for winning them?
-- Those who first bought in 2024 in USD, 0, 3, 6 and 12 months later: the share with a second order, the margin per customer.
-- Their margin is empty where a cohort has none, as its fees are in no column that could be added up.
WITH cohort AS (
  SELECT MonthsSinceFirstOrder, CurrencyCode, SUM(CohortCustomers) AS Customers, SUM(RepeatCustomers) AS WithSecondOrder,
    CASE WHEN COUNT(CumulativeContributionMargin) = COUNT(*) THEN SUM(CumulativeContributionMargin) END AS CumulativeMargin
  FROM customer_cohorts
  WHERE CohortYear = 2024 AND CurrencyCode = 'USD' AND MonthsSinceFirstOrder IN (0, 3, 6, 12)
  GROUP BY MonthsSinceFirstOrder, CurrencyCode
)
SELECT MonthsSinceFirstOrder, CurrencyCode, Customers, WithSecondOrder,
  CAST(ROUND(100 * CAST(WithSecondOrder AS DECIMAL(18, 4)) / NULLIF(CAST(Customers AS DECIMAL(18, 4)), 0), 1) AS DECIMAL(12, 1))
    AS RepeatPercent,
  CumulativeMargin,
  CAST(ROUND(CumulativeMargin / NULLIF(CAST(Customers AS DECIMAL(18, 4)), 0), 2) AS DECIMAL(12, 2)) AS MarginPerCustomer
FROM cohort
ORDER BY MonthsSinceFirstOrder;

-- Q14. Which revenue has no cost of goods, and why?
-- Until the cost is delivered this revenue is in no margin. Products with the most of it first.
SELECT ProductID, ProductName, CurrencyCode, SUM(LinesWithoutCost) AS Lines, SUM(RevenueWithoutCost) AS RevenueWithoutCost,
  SUM(LinesOfUncostedProducts) AS NoCostAtAll, SUM(LinesBeforeFirstCost) AS BeforeFirstCost,
  SUM(LinesCostedInOtherCurrency) AS OtherCurrencyOnly
FROM cogs_coverage
WHERE LinesWithoutCost > 0
GROUP BY ProductID, ProductName, CurrencyCode
ORDER BY RevenueWithoutCost DESC, ProductID, CurrencyCode;

-- Q15. On which days of the week do we sell, and how often not at all?
-- 2025 in USD on Shopify. Means are over all days, those without a sale too.
SELECT DayOfWeekName, CurrencyCode, COUNT(*) AS Days, SUM(CASE WHEN Orders = 0 THEN 1 ELSE 0 END) AS DaysWithoutOrder,
  SUM(Orders) AS Orders, SUM(NetRevenue) AS NetRevenue,
  CAST(ROUND(SUM(NetRevenue) / CAST(COUNT(*) AS DECIMAL(18, 4)), 2) AS DECIMAL(12, 2)) AS NetRevenuePerDay
FROM daily_sales
WHERE Year = 2025 AND CurrencyCode = 'USD' AND ChannelName = 'Shopify'
GROUP BY DayOfWeekName, CurrencyCode
ORDER BY NetRevenue DESC;
