-- Grain: one cohort, that is the customers whose first order in a currency was in a month, and one month since, up to the last.
--
-- Every month since the first is a row, also when nobody of the cohort ordered. An order counts whole in the month of its
-- first line that was sold, with what came back later. Unknown customers, such as guests, are left out.
--   ActiveCustomers   = customers of the cohort with an order in that month
--   RepeatCustomers   = customers of the cohort with a second order by the end of that month
--   RetentionRate     = ActiveCustomers / CohortCustomers
--   RepeatRate        = RepeatCustomers / CohortCustomers
--   Cumulative...     = from the first month to that one
--   CumulativeMarginPerCustomer = CumulativeContributionMargin / CohortCustomers
-- A cumulative margin is null as long as orders lack a cost and none has one; revenue without a cost is in no margin.
CREATE OR REPLACE VIEW customer_cohorts AS
WITH placed AS (
  SELECT o.CustomerID, o.CurrencyCode, 12 * o.Year + o.Month - 1 AS MonthNumber, o.NetRevenue, o.RevenueWithoutCost,
    COALESCE(o.COGS, 0) AS KnownCOGS,
    o.ShippingResult - o.PlatformFee - o.FulfillmentFee - o.PaymentProcessingFee AS FeesAndShipping,
    o.LinesWithCost, o.LinesWithoutCost,
    ROW_NUMBER() OVER (PARTITION BY o.CustomerID, o.CurrencyCode ORDER BY o.OrderDate, o.ChannelName, o.OrderID) AS OrderNumber,
    MIN(12 * o.Year + o.Month - 1) OVER (PARTITION BY o.CustomerID, o.CurrencyCode) AS CohortNumber
  FROM order_profitability o
  WHERE o.LinesSold > 0 AND o.CustomerID <> 'Unknown'
),
bought AS (
  SELECT CurrencyCode, CohortNumber, MonthNumber,
    COUNT(DISTINCT CustomerID) AS ActiveCustomers,
    SUM(CASE WHEN OrderNumber = 1 THEN 1 ELSE 0 END) AS FirstOrders,
    SUM(CASE WHEN OrderNumber = 2 THEN 1 ELSE 0 END) AS SecondOrders,
    COUNT(*) AS Orders,
    SUM(NetRevenue) AS NetRevenue,
    SUM(RevenueWithoutCost) AS RevenueWithoutCost,
    SUM(KnownCOGS) AS KnownCOGS,
    SUM(FeesAndShipping) AS FeesAndShipping,
    SUM(LinesWithCost) AS LinesWithCost,
    SUM(LinesWithoutCost) AS LinesWithoutCost
  FROM placed
  GROUP BY CurrencyCode, CohortNumber, MonthNumber
),
cohort AS (
  SELECT CurrencyCode, CohortNumber, SUM(FirstOrders) AS CohortCustomers
  FROM bought
  GROUP BY CurrencyCode, CohortNumber
),
calendar AS (
  SELECT DISTINCT 12 * Year + Month - 1 AS MonthNumber FROM DimDate
),
grid AS (
  SELECT c.CurrencyCode, c.CohortNumber, m.MonthNumber, c.CohortCustomers,
    COALESCE(b.ActiveCustomers, 0) AS ActiveCustomers,
    COALESCE(b.SecondOrders, 0) AS SecondOrders,
    COALESCE(b.Orders, 0) AS Orders,
    CAST(COALESCE(b.NetRevenue, 0) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(COALESCE(b.NetRevenue - b.RevenueWithoutCost - b.KnownCOGS, 0) AS DECIMAL(28, 2)) AS KnownMargin,
    CAST(COALESCE(b.FeesAndShipping, 0) AS DECIMAL(28, 2)) AS FeesAndShipping,
    COALESCE(b.LinesWithCost, 0) AS LinesWithCost,
    COALESCE(b.LinesWithoutCost, 0) AS LinesWithoutCost
  FROM cohort c
  JOIN calendar m ON m.MonthNumber >= c.CohortNumber
  LEFT JOIN bought b ON b.CurrencyCode = c.CurrencyCode AND b.CohortNumber = c.CohortNumber AND b.MonthNumber = m.MonthNumber
),
running AS (
  SELECT g.*,
    SUM(SecondOrders) OVER (PARTITION BY CurrencyCode, CohortNumber ORDER BY MonthNumber
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS RepeatCustomers,
    SUM(NetRevenue) OVER (PARTITION BY CurrencyCode, CohortNumber ORDER BY MonthNumber
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS CumulativeNetRevenue,
    SUM(KnownMargin) OVER (PARTITION BY CurrencyCode, CohortNumber ORDER BY MonthNumber
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS CumulativeKnownMargin,
    SUM(FeesAndShipping) OVER (PARTITION BY CurrencyCode, CohortNumber ORDER BY MonthNumber
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS CumulativeFeesAndShipping,
    SUM(LinesWithCost) OVER (PARTITION BY CurrencyCode, CohortNumber ORDER BY MonthNumber
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS CumulativeLinesWithCost,
    SUM(LinesWithoutCost) OVER (PARTITION BY CurrencyCode, CohortNumber ORDER BY MonthNumber
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS CumulativeLinesWithoutCost
  FROM grid g
),
margin AS (
  SELECT r.*,
    CAST(CASE WHEN CumulativeLinesWithCost > 0 OR CumulativeLinesWithoutCost = 0 THEN CumulativeKnownMargin END
      AS DECIMAL(28, 2)) AS CumulativeGrossMargin,
    CAST(CASE WHEN CumulativeLinesWithCost > 0 OR CumulativeLinesWithoutCost = 0
      THEN CumulativeKnownMargin + CumulativeFeesAndShipping END AS DECIMAL(28, 2)) AS CumulativeContributionMargin
  FROM running r
)
SELECT
  CAST(FLOOR(CAST(CohortNumber AS DECIMAL(18, 4)) / 12) AS INTEGER) AS CohortYear,
  CAST(MOD(CohortNumber, 12) + 1 AS INTEGER) AS CohortMonth,
  CAST(MonthNumber - CohortNumber AS INTEGER) AS MonthsSinceFirstOrder,
  CurrencyCode,
  CAST(CohortCustomers AS BIGINT) AS CohortCustomers,
  CAST(ActiveCustomers AS BIGINT) AS ActiveCustomers,
  CAST(RepeatCustomers AS BIGINT) AS RepeatCustomers,
  CAST(ROUND(CAST(ActiveCustomers AS DECIMAL(18, 0)) / NULLIF(CAST(CohortCustomers AS DECIMAL(18, 0)), 0), 4) AS DECIMAL(18, 4))
    AS RetentionRate,
  CAST(ROUND(CAST(RepeatCustomers AS DECIMAL(18, 0)) / NULLIF(CAST(CohortCustomers AS DECIMAL(18, 0)), 0), 4) AS DECIMAL(18, 4))
    AS RepeatRate,
  CAST(Orders AS BIGINT) AS Orders,
  NetRevenue,
  CAST(CASE WHEN LinesWithCost > 0 OR LinesWithoutCost = 0 THEN KnownMargin END AS DECIMAL(28, 2)) AS GrossMargin,
  CAST(CASE WHEN LinesWithCost > 0 OR LinesWithoutCost = 0 THEN KnownMargin + FeesAndShipping END AS DECIMAL(28, 2))
    AS ContributionMargin,
  CAST(CumulativeNetRevenue AS DECIMAL(28, 2)) AS CumulativeNetRevenue,
  CumulativeGrossMargin,
  CumulativeContributionMargin,
  CAST(ROUND(CumulativeContributionMargin / NULLIF(CAST(CohortCustomers AS DECIMAL(18, 0)), 0), 2) AS DECIMAL(18, 2))
    AS CumulativeMarginPerCustomer,
  CAST(CumulativeLinesWithoutCost AS BIGINT) AS CumulativeLinesWithoutCost
FROM margin;
