-- Grain: one month, product, channel and currency with a line.
--
-- A flagged return counts in the month of its sale, as nobody says when it came back; a return that came as a line of its
-- own counts in the month of that line. So a month may take back more than it sold.
--   UnitsReturned     = UnitsReturnedFlagged + UnitsReturnedAsLines
--   Returns           = net revenue that was given back; RevenueBeforeReturns = GrossRevenue - Discounts - TaxInPrices
--   UnitReturnRate    = UnitsReturned / UnitsSold
--   RevenueReturnRate = Returns / RevenueBeforeReturns; each is null where it would not divide by a positive number
--   COGSReturned      = cost of the goods that came back, which is in no COGS; lines without a cost add nothing
--   FeesOfReturns     = PlatformFee + FulfillmentFee + PaymentProcessingFee of returned lines, less what was refunded
--   ShippingOfReturns = ActualShippingCost - ShippingChargedToCustomer of returned lines
CREATE OR REPLACE VIEW returns_analysis AS
WITH summed AS (
  SELECT d.Year, d.Month, p.ProductID, p.ProductName, h.ChannelName, l.CurrencyCode,
    CAST(SUM(l.LinesSold) AS BIGINT) AS LinesSold,
    CAST(SUM(l.LinesReturned) AS BIGINT) AS LinesReturned,
    CAST(SUM(l.UnitsSold) AS DECIMAL(28, 4)) AS UnitsSold,
    CAST(SUM(l.UnitsReturned) AS DECIMAL(28, 4)) AS UnitsReturned,
    CAST(SUM(CASE WHEN l.LinesSold = 1 THEN l.UnitsReturned ELSE 0 END) AS DECIMAL(28, 4)) AS UnitsReturnedFlagged,
    CAST(SUM(CASE WHEN l.LinesSold = 0 THEN l.UnitsReturned ELSE 0 END) AS DECIMAL(28, 4)) AS UnitsReturnedAsLines,
    CAST(SUM(l.GrossRevenue - l.Discounts - l.TaxInPrices) AS DECIMAL(28, 2)) AS RevenueBeforeReturns,
    CAST(SUM(l.Returns) AS DECIMAL(28, 2)) AS Returns,
    CAST(SUM(l.NetRevenue) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(SUM(CASE WHEN l.LinesReturned = 0 OR l.BookedCOGS IS NULL THEN 0
      WHEN l.LinesSold = 0 THEN -l.BookedCOGS ELSE l.BookedCOGS END) AS DECIMAL(28, 2)) AS COGSReturned,
    CAST(SUM(CASE WHEN l.LinesReturned = 1 THEN l.PlatformFee + l.FulfillmentFee + l.PaymentProcessingFee ELSE 0 END)
      AS DECIMAL(28, 2)) AS FeesOfReturns,
    CAST(SUM(CASE WHEN l.LinesReturned = 1 THEN l.ActualShippingCost - l.ShippingChargedToCustomer ELSE 0 END)
      AS DECIMAL(28, 2)) AS ShippingOfReturns
  FROM order_line_profitability l
  JOIN DimDate d ON d.DateKey = l.DateKey
  JOIN DimProduct p ON p.ProductKey = l.ProductKey
  JOIN DimChannel h ON h.ChannelKey = l.ChannelKey
  GROUP BY d.Year, d.Month, p.ProductID, p.ProductName, h.ChannelName, l.CurrencyCode
)
SELECT Year, Month, ProductID, ProductName, ChannelName, CurrencyCode, LinesSold, LinesReturned,
  UnitsSold, UnitsReturned, UnitsReturnedFlagged, UnitsReturnedAsLines,
  CAST(ROUND(CASE WHEN UnitsSold > 0 THEN UnitsReturned / UnitsSold END, 4) AS DECIMAL(18, 4)) AS UnitReturnRate,
  RevenueBeforeReturns, Returns, NetRevenue,
  CAST(ROUND(CASE WHEN RevenueBeforeReturns > 0 THEN Returns / RevenueBeforeReturns END, 4) AS DECIMAL(18, 4))
    AS RevenueReturnRate,
  COGSReturned, FeesOfReturns, ShippingOfReturns
FROM summed;
