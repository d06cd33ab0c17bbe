-- Grain: one order of a channel in one currency. A line without an OrderID is an order of its own, under its TransactionID.
--
-- The same OrderID in two channels is two orders, as order numbers are a channel's own. Returns that were delivered later
-- as lines of their own belong to the order that they name.
--   NetRevenue         = GrossRevenue - Discounts - TaxInPrices - Returns
--   GrossMargin        = NetRevenue - RevenueWithoutCost - COGS; null, like COGS, where lines lack a cost and none has one
--   ContributionMargin = GrossMargin - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult
--   ratios             = of NetRevenue - RevenueWithoutCost; null where that is not positive
CREATE OR REPLACE VIEW order_profitability AS
WITH summed AS (
  SELECT h.ChannelName, COALESCE(l.OrderID, l.TransactionID) AS OrderID, l.CurrencyCode,
    -- The day of the first line that was sold; of an order of returns only, its first day.
    COALESCE(MIN(CASE WHEN l.LinesSold = 1 THEN l.DateKey END), MIN(l.DateKey)) AS DateKey,
    -- Unknown where no line names a customer; the greatest where lines name several.
    COALESCE(MAX(CASE WHEN l.CustomerKey <> -1 THEN c.CustomerID END), 'Unknown') AS CustomerID,
    COUNT(*) AS OrderLines,
    SUM(l.LinesSold) AS LinesSold,
    SUM(l.LinesReturned) AS LinesReturned,
    SUM(l.UnitsSold) AS UnitsSold,
    SUM(l.UnitsReturned) AS UnitsReturned,
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
    SUM(l.LinesWithCost) AS LinesWithCost,
    SUM(l.LinesWithoutCost) AS LinesWithoutCost
  FROM order_line_profitability l
  JOIN DimChannel h ON h.ChannelKey = l.ChannelKey
  JOIN DimCustomer c ON c.CustomerKey = l.CustomerKey
  -- The last expression keeps a line without an OrderID apart from an order that is named as the line is.
  GROUP BY h.ChannelName, COALESCE(l.OrderID, l.TransactionID), l.CurrencyCode, CASE WHEN l.OrderID IS NULL THEN 1 ELSE 0 END
),
costed AS (
  SELECT s.*,
    CASE WHEN LinesWithCost > 0 OR LinesWithoutCost = 0 THEN KnownCOGS END AS COGS,
    CAST(NetRevenue - RevenueWithoutCost AS DECIMAL(28, 2)) AS RevenueWithCost,
    CAST(ShippingChargedToCustomer - ActualShippingCost AS DECIMAL(28, 2)) AS ShippingResult
  FROM summed s
),
margin AS (
  SELECT c.*,
    CAST(RevenueWithCost - COGS AS DECIMAL(28, 2)) AS GrossMargin,
    CAST(RevenueWithCost - COGS - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult AS DECIMAL(28, 2))
      AS ContributionMargin
  FROM costed c
)
SELECT m.ChannelName, m.OrderID, m.CurrencyCode, d.FullDate AS OrderDate, d.Year, d.Month, m.CustomerID,
  m.OrderLines,
  CAST(m.LinesSold AS BIGINT) AS LinesSold,
  CAST(m.LinesReturned AS BIGINT) AS LinesReturned,
  CAST(m.UnitsSold AS DECIMAL(28, 4)) AS UnitsSold,
  CAST(m.UnitsReturned AS DECIMAL(28, 4)) AS UnitsReturned,
  m.GrossRevenue, m.Discounts, m.TaxInPrices, m.Returns, m.NetRevenue, m.RevenueWithoutCost, m.COGS, m.GrossMargin,
  m.PlatformFee, m.FulfillmentFee, m.PaymentProcessingFee,
  m.ShippingChargedToCustomer, m.ActualShippingCost, m.ShippingResult, m.ContributionMargin,
  CAST(ROUND(CASE WHEN m.RevenueWithCost > 0 THEN m.GrossMargin / m.RevenueWithCost END, 4) AS DECIMAL(18, 4)) AS GrossMarginRatio,
  CAST(ROUND(CASE WHEN m.RevenueWithCost > 0 THEN m.ContributionMargin / m.RevenueWithCost END, 4) AS DECIMAL(18, 4))
    AS ContributionMarginRatio,
  CAST(m.LinesWithCost AS BIGINT) AS LinesWithCost,
  CAST(m.LinesWithoutCost AS BIGINT) AS LinesWithoutCost
FROM margin m
JOIN DimDate d ON d.DateKey = m.DateKey;
