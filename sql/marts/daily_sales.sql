-- Grain: one day, channel and currency; every day of DimDate for each channel and currency that ever had a line.
--
-- A day without a line is a row of zeros. The measures are those of channel_pnl_monthly, without marketing:
--   NetRevenue         = GrossRevenue - Discounts - TaxInPrices - Returns
--   GrossMargin        = NetRevenue - RevenueWithoutCost - COGS; null, like COGS, where lines lack a cost and none has one
--   ContributionMargin = GrossMargin - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult
CREATE OR REPLACE VIEW daily_sales AS
WITH lines AS (
  SELECT DateKey, ChannelKey, CurrencyCode,
    CAST(COUNT(*) AS BIGINT) AS OrderLines,
    CAST(SUM(LinesSold) AS BIGINT) AS LinesSold,
    CAST(SUM(UnitsSold) AS DECIMAL(28, 4)) AS UnitsSold,
    CAST(SUM(UnitsReturned) AS DECIMAL(28, 4)) AS UnitsReturned,
    CAST(SUM(GrossRevenue) AS DECIMAL(28, 2)) AS GrossRevenue,
    CAST(SUM(Discounts) AS DECIMAL(28, 2)) AS Discounts,
    CAST(SUM(TaxInPrices) AS DECIMAL(28, 2)) AS TaxInPrices,
    CAST(SUM(Returns) AS DECIMAL(28, 2)) AS Returns,
    CAST(SUM(NetRevenue) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(SUM(RevenueWithoutCost) AS DECIMAL(28, 2)) AS RevenueWithoutCost,
    CAST(COALESCE(SUM(COGS), 0) AS DECIMAL(28, 2)) AS KnownCOGS,
    CAST(SUM(PlatformFee) AS DECIMAL(28, 2)) AS PlatformFee,
    CAST(SUM(FulfillmentFee) AS DECIMAL(28, 2)) AS FulfillmentFee,
    CAST(SUM(PaymentProcessingFee) AS DECIMAL(28, 2)) AS PaymentProcessingFee,
    CAST(SUM(ShippingChargedToCustomer) AS DECIMAL(28, 2)) AS ShippingChargedToCustomer,
    CAST(SUM(ActualShippingCost) AS DECIMAL(28, 2)) AS ActualShippingCost,
    CAST(SUM(LinesWithCost) AS BIGINT) AS LinesWithCost,
    CAST(SUM(LinesWithoutCost) AS BIGINT) AS LinesWithoutCost
  FROM order_line_profitability
  GROUP BY DateKey, ChannelKey, CurrencyCode
),
orders AS (
  -- An order counts once, on the day of its first line that was sold.
  SELECT OrderDate, ChannelName, CurrencyCode, CAST(COUNT(*) AS BIGINT) AS Orders
  FROM order_profitability
  WHERE LinesSold > 0
  GROUP BY OrderDate, ChannelName, CurrencyCode
),
selling AS (
  SELECT DISTINCT ChannelKey, CurrencyCode FROM lines
),
grid AS (
  SELECT d.DateKey, d.FullDate, d.Year, d.Month, d.DayOfWeekName, d.IsWeekend, s.ChannelKey, h.ChannelName, s.CurrencyCode
  FROM selling s
  JOIN DimChannel h ON h.ChannelKey = s.ChannelKey
  CROSS JOIN DimDate d
),
filled AS (
  SELECT g.FullDate, g.Year, g.Month, g.DayOfWeekName, g.IsWeekend, g.ChannelName, g.CurrencyCode,
    COALESCE(o.Orders, 0) AS Orders,
    COALESCE(l.OrderLines, 0) AS OrderLines,
    COALESCE(l.LinesSold, 0) AS LinesSold,
    CAST(COALESCE(l.UnitsSold, 0) AS DECIMAL(28, 4)) AS UnitsSold,
    CAST(COALESCE(l.UnitsReturned, 0) AS DECIMAL(28, 4)) AS UnitsReturned,
    CAST(COALESCE(l.GrossRevenue, 0) AS DECIMAL(28, 2)) AS GrossRevenue,
    CAST(COALESCE(l.Discounts, 0) AS DECIMAL(28, 2)) AS Discounts,
    CAST(COALESCE(l.TaxInPrices, 0) AS DECIMAL(28, 2)) AS TaxInPrices,
    CAST(COALESCE(l.Returns, 0) AS DECIMAL(28, 2)) AS Returns,
    CAST(COALESCE(l.NetRevenue, 0) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(COALESCE(l.RevenueWithoutCost, 0) AS DECIMAL(28, 2)) AS RevenueWithoutCost,
    CAST(CASE WHEN l.LinesWithoutCost > 0 AND l.LinesWithCost = 0 THEN NULL ELSE COALESCE(l.KnownCOGS, 0) END
      AS DECIMAL(28, 2)) AS COGS,
    CAST(COALESCE(l.PlatformFee, 0) AS DECIMAL(28, 2)) AS PlatformFee,
    CAST(COALESCE(l.FulfillmentFee, 0) AS DECIMAL(28, 2)) AS FulfillmentFee,
    CAST(COALESCE(l.PaymentProcessingFee, 0) AS DECIMAL(28, 2)) AS PaymentProcessingFee,
    CAST(COALESCE(l.ShippingChargedToCustomer, 0) AS DECIMAL(28, 2)) AS ShippingChargedToCustomer,
    CAST(COALESCE(l.ActualShippingCost, 0) AS DECIMAL(28, 2)) AS ActualShippingCost,
    CAST(COALESCE(l.ShippingChargedToCustomer - l.ActualShippingCost, 0) AS DECIMAL(28, 2)) AS ShippingResult,
    COALESCE(l.LinesWithCost, 0) AS LinesWithCost,
    COALESCE(l.LinesWithoutCost, 0) AS LinesWithoutCost
  FROM grid g
  LEFT JOIN lines l ON l.DateKey = g.DateKey AND l.ChannelKey = g.ChannelKey AND l.CurrencyCode = g.CurrencyCode
  LEFT JOIN orders o ON o.OrderDate = g.FullDate AND o.ChannelName = g.ChannelName AND o.CurrencyCode = g.CurrencyCode
)
SELECT FullDate, Year, Month, DayOfWeekName, IsWeekend, ChannelName, CurrencyCode, Orders, OrderLines, LinesSold,
  UnitsSold, UnitsReturned, GrossRevenue, Discounts, TaxInPrices, Returns, NetRevenue, RevenueWithoutCost, COGS,
  CAST(NetRevenue - RevenueWithoutCost - COGS AS DECIMAL(28, 2)) AS GrossMargin,
  PlatformFee, FulfillmentFee, PaymentProcessingFee, ShippingChargedToCustomer, ActualShippingCost, ShippingResult,
  CAST(NetRevenue - RevenueWithoutCost - COGS - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult
    AS DECIMAL(28, 2)) AS ContributionMargin,
  LinesWithCost, LinesWithoutCost
FROM filled;
