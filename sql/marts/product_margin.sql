-- Grain: one month, product, channel and currency with a line.
--
--   NetRevenue         = GrossRevenue - Discounts - TaxInPrices - Returns
--   GrossMargin        = NetRevenue - RevenueWithoutCost - COGS; null, like COGS, where lines lack a cost and none has one
--   ContributionMargin = GrossMargin - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult
--   ratios             = of NetRevenue - RevenueWithoutCost; null where that is not positive
-- Marketing is not in it: no raw file says which product a campaign sold.
CREATE OR REPLACE VIEW product_margin AS
WITH summed AS (
  SELECT d.Year, d.Month, p.ProductID, p.ProductName, h.ChannelName, l.CurrencyCode,
    CAST(COUNT(*) AS BIGINT) AS OrderLines,
    CAST(SUM(l.LinesSold) AS BIGINT) AS LinesSold,
    CAST(SUM(l.UnitsSold) AS DECIMAL(28, 4)) AS UnitsSold,
    CAST(SUM(l.UnitsReturned) AS DECIMAL(28, 4)) AS UnitsReturned,
    CAST(SUM(l.GrossRevenue) AS DECIMAL(28, 2)) AS GrossRevenue,
    CAST(SUM(l.Discounts) AS DECIMAL(28, 2)) AS Discounts,
    CAST(SUM(l.TaxInPrices) AS DECIMAL(28, 2)) AS TaxInPrices,
    CAST(SUM(l.Returns) AS DECIMAL(28, 2)) AS Returns,
    CAST(SUM(l.NetRevenue) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(SUM(l.RevenueWithoutCost) AS DECIMAL(28, 2)) AS RevenueWithoutCost,
    CAST(SUM(l.NetRevenue) - SUM(l.RevenueWithoutCost) AS DECIMAL(28, 2)) AS RevenueWithCost,
    CAST(CASE WHEN SUM(l.LinesWithCost) > 0 OR SUM(l.LinesWithoutCost) = 0 THEN COALESCE(SUM(l.COGS), 0) END AS DECIMAL(28, 2))
      AS COGS,
    CAST(SUM(l.PlatformFee) AS DECIMAL(28, 2)) AS PlatformFee,
    CAST(SUM(l.FulfillmentFee) AS DECIMAL(28, 2)) AS FulfillmentFee,
    CAST(SUM(l.PaymentProcessingFee) AS DECIMAL(28, 2)) AS PaymentProcessingFee,
    CAST(SUM(l.ShippingChargedToCustomer) AS DECIMAL(28, 2)) AS ShippingChargedToCustomer,
    CAST(SUM(l.ActualShippingCost) AS DECIMAL(28, 2)) AS ActualShippingCost,
    CAST(SUM(l.ShippingChargedToCustomer) - SUM(l.ActualShippingCost) AS DECIMAL(28, 2)) AS ShippingResult,
    CAST(SUM(l.LinesWithCost) AS BIGINT) AS LinesWithCost,
    CAST(SUM(l.LinesWithoutCost) AS BIGINT) AS LinesWithoutCost
  FROM order_line_profitability l
  JOIN DimDate d ON d.DateKey = l.DateKey
  JOIN DimProduct p ON p.ProductKey = l.ProductKey
  JOIN DimChannel h ON h.ChannelKey = l.ChannelKey
  GROUP BY d.Year, d.Month, p.ProductID, p.ProductName, h.ChannelName, l.CurrencyCode
),
margin AS (
  SELECT s.*,
    CAST(RevenueWithCost - COGS AS DECIMAL(28, 2)) AS GrossMargin,
    CAST(RevenueWithCost - COGS - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult AS DECIMAL(28, 2))
      AS ContributionMargin
  FROM summed s
)
SELECT Year, Month, ProductID, ProductName, ChannelName, CurrencyCode, OrderLines, LinesSold, UnitsSold, UnitsReturned,
  GrossRevenue, Discounts, TaxInPrices, Returns, NetRevenue, RevenueWithoutCost, COGS, GrossMargin,
  PlatformFee, FulfillmentFee, PaymentProcessingFee,
  ShippingChargedToCustomer, ActualShippingCost, ShippingResult, ContributionMargin,
  CAST(ROUND(CASE WHEN RevenueWithCost > 0 THEN GrossMargin / RevenueWithCost END, 4) AS DECIMAL(18, 4)) AS GrossMarginRatio,
  CAST(ROUND(CASE WHEN RevenueWithCost > 0 THEN ContributionMargin / RevenueWithCost END, 4) AS DECIMAL(18, 4))
    AS ContributionMarginRatio,
  LinesWithCost, LinesWithoutCost
FROM margin;
