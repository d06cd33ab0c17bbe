-- Grain: one month and currency, over all channels: why order lines have no cost of goods.
SELECT 100 * Year + Month AS Month, CurrencyCode,
  SUM(LinesWithCost) AS LinesWithCost,
  SUM(LinesWithoutCost) AS LinesWithoutCost,
  SUM(LinesOfUncostedProducts) AS LinesOfUncostedProducts,
  SUM(LinesBeforeFirstCost) AS LinesBeforeFirstCost,
  SUM(LinesCostedInOtherCurrency) AS LinesCostedInOtherCurrency,
  SUM(NetRevenue) AS NetRevenue,
  SUM(RevenueWithoutCost) AS RevenueWithoutCost
FROM cogs_coverage
GROUP BY Year, Month, CurrencyCode
ORDER BY CurrencyCode, Month
