-- Grain: one month, product and currency with a line.
--
-- Which revenue has a cost of goods, which has none, and why. It is measured over kept lines, as all margins are; the columns
-- that begin with Booked are measured over all lines, before returns are taken out, as a run reports them.
--   RevenueWithCost  = NetRevenue - RevenueWithoutCost
--   CoverageRatio    = RevenueWithCost / NetRevenue; null where NetRevenue is not positive
--   LinesWithoutCost = LinesOfUncostedProducts + LinesBeforeFirstCost + LinesCostedInOtherCurrency
-- LinesOfUncostedProducts: the product has no cost at all. LinesBeforeFirstCost: it has one, from a later day on.
-- LinesCostedInOtherCurrency: it has a cost on that day, but not in the line's currency; such a cost is never used.
CREATE OR REPLACE VIEW cogs_coverage AS
WITH first_cost AS (
  SELECT ProductKey, MIN(EffectiveFrom) AS FirstCostFrom
  FROM ProductCost
  GROUP BY ProductKey
),
summed AS (
  SELECT d.Year, d.Month, p.ProductID, p.ProductName, l.CurrencyCode,
    CAST(COUNT(*) AS BIGINT) AS OrderLines,
    CAST(SUM(l.LinesWithCost) AS BIGINT) AS LinesWithCost,
    CAST(SUM(l.LinesWithoutCost) AS BIGINT) AS LinesWithoutCost,
    CAST(SUM(CASE WHEN c.FirstCostFrom IS NULL THEN l.LinesWithoutCost ELSE 0 END) AS BIGINT) AS LinesOfUncostedProducts,
    CAST(SUM(CASE WHEN d.FullDate < c.FirstCostFrom THEN l.LinesWithoutCost ELSE 0 END) AS BIGINT) AS LinesBeforeFirstCost,
    CAST(SUM(CASE WHEN d.FullDate >= c.FirstCostFrom THEN l.LinesWithoutCost ELSE 0 END) AS BIGINT) AS LinesCostedInOtherCurrency,
    CAST(SUM(l.NetRevenue) AS DECIMAL(28, 2)) AS NetRevenue,
    CAST(SUM(l.NetRevenue) - SUM(l.RevenueWithoutCost) AS DECIMAL(28, 2)) AS RevenueWithCost,
    CAST(SUM(l.RevenueWithoutCost) AS DECIMAL(28, 2)) AS RevenueWithoutCost,
    CAST(SUM(CASE WHEN l.BookedCOGS IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS BookedLinesWithoutCost,
    CAST(SUM(l.BookedNetRevenue) AS DECIMAL(28, 2)) AS BookedNetRevenue,
    CAST(SUM(CASE WHEN l.BookedCOGS IS NULL THEN l.BookedNetRevenue ELSE 0 END) AS DECIMAL(28, 2)) AS BookedRevenueWithoutCost
  FROM order_line_profitability l
  JOIN DimDate d ON d.DateKey = l.DateKey
  JOIN DimProduct p ON p.ProductKey = l.ProductKey
  LEFT JOIN first_cost c ON c.ProductKey = l.ProductKey
  GROUP BY d.Year, d.Month, p.ProductID, p.ProductName, l.CurrencyCode
)
SELECT Year, Month, ProductID, ProductName, CurrencyCode, OrderLines, LinesWithCost, LinesWithoutCost,
  LinesOfUncostedProducts, LinesBeforeFirstCost, LinesCostedInOtherCurrency,
  NetRevenue, RevenueWithCost, RevenueWithoutCost,
  CAST(ROUND(CASE WHEN NetRevenue > 0 THEN RevenueWithCost / NetRevenue END, 4) AS DECIMAL(18, 4)) AS CoverageRatio,
  BookedLinesWithoutCost, BookedNetRevenue, BookedRevenueWithoutCost
FROM summed;
