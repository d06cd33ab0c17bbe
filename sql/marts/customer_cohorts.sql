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
WITH buying AS (
  SELECT o.CustomerID, o.CurrencyCode, 12 * o.Year + o.Month - 1 AS MonthNumber,
    COUNT(*) AS Orders,
    SUM(o.NetRevenue) AS NetRevenue,
    SUM(o.NetRevenue - o.RevenueWithoutCost - COALESCE(o.COGS, 0)) AS KnownMargin,
    SUM(o.ShippingResult - o.PlatformFee - o.FulfillmentFee - o.PaymentProcessingFee) AS FeesAndShipping,
    SUM(o.LinesWithCost) AS LinesWithCost,
    SUM(o.LinesWithoutCost) AS LinesWithoutCost
  FROM order_profitability o
  WHERE o.LinesSold > 0 AND o.CustomerID <> 'Unknown'
  GROUP BY o.CustomerID, o.CurrencyCode, 12 * o.Year + o.Month - 1
),
placed AS (
  SELECT b.*,
    MIN(MonthNumber) OVER (PARTITION BY CustomerID, CurrencyCode) AS CohortNumber,
    SUM(Orders) OVER (PARTITION BY CustomerID, CurrencyCode ORDER BY MonthNumber
      ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS OrdersByThen
  FROM buying b
),
bought AS (
  SELECT CurrencyCode, CohortNumber, MonthNumber,
    COUNT(*) AS Customers,
    SUM(CASE WHEN MonthNumber = CohortNumber THEN 1 ELSE 0 END) AS NewCustomers,
    -- The month of the second order is the one in which a customer gets from fewer than two orders to two or more.
    SUM(CASE WHEN OrdersByThen >= 2 AND OrdersByThen - Orders < 2 THEN 1 ELSE 0 END) AS SecondOrders,
    SUM(Orders) AS Orders,
    SUM(NetRevenue) AS NetRevenue,
    SUM(KnownMargin) AS KnownMargin,
    SUM(FeesAndShipping) AS FeesAndShipping,
    SUM(LinesWithCost) AS LinesWithCost,
    SUM(LinesWithoutCost) AS LinesWithoutCost
  FROM placed
  GROUP BY CurrencyCode, CohortNumber, MonthNumber
),
calendar AS (
  SELECT DISTINCT 12 * Year + Month - 1 AS MonthNumber FROM DimDate
),
summed AS (
  -- Every month of a cohort meets all months in which the cohort bought: its own, those before, and those still to come.
  SELECT b.CurrencyCode, b.CohortNumber, m.MonthNumber,
    SUM(b.NewCustomers) AS CohortCustomers,
    SUM(CASE WHEN b.MonthNumber = m.MonthNumber THEN b.Customers ELSE 0 END) AS ActiveCustomers,
    SUM(CASE WHEN b.MonthNumber <= m.MonthNumber THEN b.SecondOrders ELSE 0 END) AS RepeatCustomers,
    SUM(CASE WHEN b.MonthNumber = m.MonthNumber THEN b.Orders ELSE 0 END) AS Orders,
    CAST(SUM(CASE WHEN b.MonthNumber = m.MonthNumber THEN b.NetRevenue ELSE 0 END) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(SUM(CASE WHEN b.MonthNumber = m.MonthNumber THEN b.KnownMargin ELSE 0 END) AS DECIMAL(28, 2)) AS KnownMargin,
    CAST(SUM(CASE WHEN b.MonthNumber = m.MonthNumber THEN b.FeesAndShipping ELSE 0 END) AS DECIMAL(28, 2)) AS FeesAndShipping,
    SUM(CASE WHEN b.MonthNumber = m.MonthNumber THEN b.LinesWithCost ELSE 0 END) AS LinesWithCost,
    SUM(CASE WHEN b.MonthNumber = m.MonthNumber THEN b.LinesWithoutCost ELSE 0 END) AS LinesWithoutCost,
    CAST(SUM(CASE WHEN b.MonthNumber <= m.MonthNumber THEN b.NetRevenue ELSE 0 END) AS DECIMAL(28, 2)) AS CumulativeNetRevenue,
    CAST(SUM(CASE WHEN b.MonthNumber <= m.MonthNumber THEN b.KnownMargin ELSE 0 END) AS DECIMAL(28, 2)) AS CumulativeKnownMargin,
    CAST(SUM(CASE WHEN b.MonthNumber <= m.MonthNumber THEN b.FeesAndShipping ELSE 0 END) AS DECIMAL(28, 2))
      AS CumulativeFeesAndShipping,
    SUM(CASE WHEN b.MonthNumber <= m.MonthNumber THEN b.LinesWithCost ELSE 0 END) AS CumulativeLinesWithCost,
    SUM(CASE WHEN b.MonthNumber <= m.MonthNumber THEN b.LinesWithoutCost ELSE 0 END) AS CumulativeLinesWithoutCost
  FROM bought b
  JOIN calendar m ON m.MonthNumber >= b.CohortNumber
  GROUP BY b.CurrencyCode, b.CohortNumber, m.MonthNumber
),
margin AS (
  SELECT s.*,
    CAST(CASE WHEN CumulativeLinesWithCost > 0 OR CumulativeLinesWithoutCost = 0 THEN CumulativeKnownMargin END
      AS DECIMAL(28, 2)) AS CumulativeGrossMargin,
    CAST(CASE WHEN CumulativeLinesWithCost > 0 OR CumulativeLinesWithoutCost = 0
      THEN CumulativeKnownMargin + CumulativeFeesAndShipping END AS DECIMAL(28, 2)) AS CumulativeContributionMargin
  FROM summed s
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
  CumulativeNetRevenue,
  CumulativeGrossMargin,
  CumulativeContributionMargin,
  CAST(ROUND(CumulativeContributionMargin / NULLIF(CAST(CohortCustomers AS DECIMAL(18, 0)), 0), 2) AS DECIMAL(18, 2))
    AS CumulativeMarginPerCustomer,
  CAST(CumulativeLinesWithoutCost AS BIGINT) AS CumulativeLinesWithoutCost
FROM margin;
