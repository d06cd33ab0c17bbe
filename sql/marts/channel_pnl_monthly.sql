-- Grain: one month, channel and currency with a line or with spend.
--
-- Read it from left to right, every step adds up:
--   NetRevenue         = GrossRevenue - Discounts - TaxInPrices - Returns
--   GrossMargin        = NetRevenue - RevenueWithoutCost - COGS; null, like COGS, where lines lack a cost and none has one
--   ContributionMargin = GrossMargin - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult
--   ShippingResult     = ShippingChargedToCustomer - ActualShippingCost
--   NetContribution    = ContributionMargin - MarketingSpend
--   ratios             = of NetRevenue - RevenueWithoutCost; null where that is not positive
-- Spend goes to the channel that PlatformChannel gives its platform, otherwise to the channel Unallocated. A month of spend
-- without a sale has margins of 0, so that its NetContribution is the spend lost.
CREATE OR REPLACE VIEW channel_pnl_monthly AS
WITH part AS (
  SELECT d.Year, d.Month, h.ChannelName, l.CurrencyCode,
    CAST(0 AS BIGINT) AS Orders,
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
    CAST(COALESCE(SUM(l.COGS), 0) AS DECIMAL(28, 2)) AS KnownCOGS,
    CAST(SUM(l.PlatformFee) AS DECIMAL(28, 2)) AS PlatformFee,
    CAST(SUM(l.FulfillmentFee) AS DECIMAL(28, 2)) AS FulfillmentFee,
    CAST(SUM(l.PaymentProcessingFee) AS DECIMAL(28, 2)) AS PaymentProcessingFee,
    CAST(SUM(l.ShippingChargedToCustomer) AS DECIMAL(28, 2)) AS ShippingChargedToCustomer,
    CAST(SUM(l.ActualShippingCost) AS DECIMAL(28, 2)) AS ActualShippingCost,
    CAST(0 AS DECIMAL(28, 2)) AS MarketingSpend,
    CAST(SUM(l.LinesWithCost) AS BIGINT) AS LinesWithCost,
    CAST(SUM(l.LinesWithoutCost) AS BIGINT) AS LinesWithoutCost
  FROM order_line_profitability l
  JOIN DimDate d ON d.DateKey = l.DateKey
  JOIN DimChannel h ON h.ChannelKey = l.ChannelKey
  GROUP BY d.Year, d.Month, h.ChannelName, l.CurrencyCode
  UNION ALL
  -- An order counts once, in the month of its first line that was sold.
  SELECT o.Year, o.Month, o.ChannelName, o.CurrencyCode,
    CAST(COUNT(*) AS BIGINT),
    CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS DECIMAL(28, 4)), CAST(0 AS DECIMAL(28, 4)),
    CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)),
    CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)),
    CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)),
    CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)),
    CAST(0 AS BIGINT), CAST(0 AS BIGINT)
  FROM order_profitability o
  WHERE o.LinesSold > 0
  GROUP BY o.Year, o.Month, o.ChannelName, o.CurrencyCode
  UNION ALL
  SELECT p.Year, p.Month, p.ChannelName, p.CurrencyCode,
    CAST(0 AS BIGINT),
    CAST(0 AS BIGINT), CAST(0 AS BIGINT), CAST(0 AS DECIMAL(28, 4)), CAST(0 AS DECIMAL(28, 4)),
    CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)),
    CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)),
    CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)),
    CAST(0 AS DECIMAL(28, 2)), CAST(0 AS DECIMAL(28, 2)),
    CAST(SUM(p.Spend) AS DECIMAL(28, 2)),
    CAST(0 AS BIGINT), CAST(0 AS BIGINT)
  FROM campaign_performance p
  GROUP BY p.Year, p.Month, p.ChannelName, p.CurrencyCode
),
summed AS (
  SELECT Year, Month, ChannelName, CurrencyCode,
    CAST(SUM(Orders) AS BIGINT) AS Orders,
    CAST(SUM(OrderLines) AS BIGINT) AS OrderLines,
    CAST(SUM(LinesSold) AS BIGINT) AS LinesSold,
    CAST(SUM(UnitsSold) AS DECIMAL(28, 4)) AS UnitsSold,
    CAST(SUM(UnitsReturned) AS DECIMAL(28, 4)) AS UnitsReturned,
    CAST(SUM(GrossRevenue) AS DECIMAL(28, 2)) AS GrossRevenue,
    CAST(SUM(Discounts) AS DECIMAL(28, 2)) AS Discounts,
    CAST(SUM(TaxInPrices) AS DECIMAL(28, 2)) AS TaxInPrices,
    CAST(SUM(Returns) AS DECIMAL(28, 2)) AS Returns,
    CAST(SUM(NetRevenue) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(SUM(RevenueWithoutCost) AS DECIMAL(28, 2)) AS RevenueWithoutCost,
    CAST(SUM(NetRevenue) - SUM(RevenueWithoutCost) AS DECIMAL(28, 2)) AS RevenueWithCost,
    CAST(CASE WHEN SUM(LinesWithCost) > 0 OR SUM(LinesWithoutCost) = 0 THEN SUM(KnownCOGS) END AS DECIMAL(28, 2)) AS COGS,
    CAST(SUM(PlatformFee) AS DECIMAL(28, 2)) AS PlatformFee,
    CAST(SUM(FulfillmentFee) AS DECIMAL(28, 2)) AS FulfillmentFee,
    CAST(SUM(PaymentProcessingFee) AS DECIMAL(28, 2)) AS PaymentProcessingFee,
    CAST(SUM(ShippingChargedToCustomer) AS DECIMAL(28, 2)) AS ShippingChargedToCustomer,
    CAST(SUM(ActualShippingCost) AS DECIMAL(28, 2)) AS ActualShippingCost,
    CAST(SUM(ShippingChargedToCustomer) - SUM(ActualShippingCost) AS DECIMAL(28, 2)) AS ShippingResult,
    CAST(SUM(MarketingSpend) AS DECIMAL(28, 2)) AS MarketingSpend,
    CAST(SUM(LinesWithCost) AS BIGINT) AS LinesWithCost,
    CAST(SUM(LinesWithoutCost) AS BIGINT) AS LinesWithoutCost
  FROM part
  GROUP BY Year, Month, ChannelName, CurrencyCode
),
margin AS (
  SELECT s.*,
    CAST(RevenueWithCost - COGS AS DECIMAL(28, 2)) AS GrossMargin,
    CAST(RevenueWithCost - COGS - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult AS DECIMAL(28, 2))
      AS ContributionMargin,
    CAST(RevenueWithCost - COGS - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult - MarketingSpend
      AS DECIMAL(28, 2)) AS NetContribution
  FROM summed s
)
SELECT Year, Month, ChannelName, CurrencyCode, Orders, OrderLines, LinesSold, UnitsSold, UnitsReturned,
  GrossRevenue, Discounts, TaxInPrices, Returns, NetRevenue, RevenueWithoutCost, COGS, GrossMargin,
  PlatformFee, FulfillmentFee, PaymentProcessingFee,
  ShippingChargedToCustomer, ActualShippingCost, ShippingResult, ContributionMargin,
  MarketingSpend, NetContribution,
  CAST(ROUND(CASE WHEN RevenueWithCost > 0 THEN GrossMargin / RevenueWithCost END, 4) AS DECIMAL(18, 4)) AS GrossMarginRatio,
  CAST(ROUND(CASE WHEN RevenueWithCost > 0 THEN ContributionMargin / RevenueWithCost END, 4) AS DECIMAL(18, 4))
    AS ContributionMarginRatio,
  CAST(ROUND(CASE WHEN RevenueWithCost > 0 THEN NetContribution / RevenueWithCost END, 4) AS DECIMAL(18, 4))
    AS NetContributionRatio,
  LinesWithCost, LinesWithoutCost
FROM margin;
