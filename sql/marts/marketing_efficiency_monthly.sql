-- Grain: one month and currency with a line or with spend, over all channels.
--
--   MER                = NetRevenue / MarketingSpend
--   BlendedROAS        = revenue before returns / MarketingSpend, which is what advertising platforms compare with;
--                        revenue before returns = GrossRevenue - Discounts - TaxInPrices
--   CAC                = MarketingSpend / NewCustomers
--   Customers          = NewCustomers + ReturningCustomers: known customers with an order in the month
--   NewCustomers       = those whose first order in the currency is in the month
--   ReturningCustomers = those whose first order in the currency is in an earlier month
-- Each ratio is null where nothing was spent, or where it would divide by zero. Orders of unknown customers, such as guests, are counted apart and are
-- in no number of customers; their revenue counts. Spend of the channel Unallocated counts too.
CREATE OR REPLACE VIEW marketing_efficiency_monthly AS
WITH buying AS (
  SELECT CustomerID, CurrencyCode, Year, Month, 12 * Year + Month AS MonthNumber, COUNT(*) AS Orders
  FROM order_profitability
  WHERE LinesSold > 0
  GROUP BY CustomerID, CurrencyCode, Year, Month
),
ranked AS (
  SELECT b.*, MIN(MonthNumber) OVER (PARTITION BY CustomerID, CurrencyCode) AS FirstMonthNumber
  FROM buying b
),
customers AS (
  SELECT Year, Month, CurrencyCode,
    CAST(SUM(Orders) AS BIGINT) AS Orders,
    CAST(SUM(CASE WHEN CustomerID = 'Unknown' THEN Orders ELSE 0 END) AS BIGINT) AS OrdersOfUnknownCustomers,
    CAST(SUM(CASE WHEN CustomerID <> 'Unknown' THEN 1 ELSE 0 END) AS BIGINT) AS Customers,
    CAST(SUM(CASE WHEN CustomerID <> 'Unknown' AND MonthNumber = FirstMonthNumber THEN 1 ELSE 0 END) AS BIGINT) AS NewCustomers
  FROM ranked
  GROUP BY Year, Month, CurrencyCode
),
pnl AS (
  SELECT Year, Month, CurrencyCode,
    CAST(SUM(GrossRevenue - Discounts - TaxInPrices) AS DECIMAL(28, 2)) AS RevenueBeforeReturns,
    CAST(SUM(NetRevenue) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(SUM(MarketingSpend) AS DECIMAL(28, 2)) AS MarketingSpend
  FROM channel_pnl_monthly
  GROUP BY Year, Month, CurrencyCode
),
joined AS (
  SELECT p.Year, p.Month, p.CurrencyCode, p.RevenueBeforeReturns, p.NetRevenue, p.MarketingSpend,
    COALESCE(c.Orders, 0) AS Orders,
    COALESCE(c.OrdersOfUnknownCustomers, 0) AS OrdersOfUnknownCustomers,
    COALESCE(c.Customers, 0) AS Customers,
    COALESCE(c.NewCustomers, 0) AS NewCustomers
  FROM pnl p
  LEFT JOIN customers c ON c.Year = p.Year AND c.Month = p.Month AND c.CurrencyCode = p.CurrencyCode
)
SELECT Year, Month, CurrencyCode, RevenueBeforeReturns, NetRevenue, MarketingSpend,
  CAST(ROUND(NetRevenue / NULLIF(MarketingSpend, 0), 4) AS DECIMAL(18, 4)) AS MER,
  CAST(ROUND(RevenueBeforeReturns / NULLIF(MarketingSpend, 0), 4) AS DECIMAL(18, 4)) AS BlendedROAS,
  Orders, OrdersOfUnknownCustomers, Customers, NewCustomers, Customers - NewCustomers AS ReturningCustomers,
  CAST(ROUND(NULLIF(MarketingSpend, 0) / NULLIF(CAST(NewCustomers AS DECIMAL(18, 0)), 0), 2) AS DECIMAL(18, 2)) AS CAC
FROM joined;
