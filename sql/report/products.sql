-- Grain: one month, product, channel and currency, for the 100 products of a currency with the highest and the 100 with the
-- lowest contribution over all time. The others are summed: IsNamed is 0 and ProductID is null. So the page stays small.
WITH measured AS (
  SELECT m.*, SUM(COALESCE(ContributionMargin, 0)) OVER (PARTITION BY ProductID, CurrencyCode) AS TotalContribution
  FROM product_margin m
),
ranked AS (
  SELECT m.*,
    DENSE_RANK() OVER (PARTITION BY CurrencyCode ORDER BY TotalContribution DESC, ProductID) AS FromTop,
    DENSE_RANK() OVER (PARTITION BY CurrencyCode ORDER BY TotalContribution, ProductID) AS FromBottom
  FROM measured m
),
named AS (
  SELECT m.*, CASE WHEN FromTop <= 100 OR FromBottom <= 100 THEN 1 ELSE 0 END AS IsNamed
  FROM ranked m
)
SELECT 100 * Year + Month AS Month, IsNamed,
  CASE WHEN IsNamed = 1 THEN ProductID END AS ProductID,
  CASE WHEN IsNamed = 1 THEN ProductName END AS ProductName,
  ChannelName, CurrencyCode,
  SUM(OrderLines) AS OrderLines,
  SUM(UnitsSold) AS UnitsSold,
  SUM(UnitsReturned) AS UnitsReturned,
  SUM(GrossRevenue) AS GrossRevenue,
  SUM(Discounts) AS Discounts,
  SUM(TaxInPrices) AS TaxInPrices,
  SUM(Returns) AS Returns,
  SUM(NetRevenue) AS NetRevenue,
  SUM(RevenueWithoutCost) AS RevenueWithoutCost,
  SUM(COALESCE(COGS, 0)) AS KnownCOGS,
  SUM(PlatformFee) AS PlatformFee,
  SUM(FulfillmentFee) AS FulfillmentFee,
  SUM(PaymentProcessingFee) AS PaymentProcessingFee,
  SUM(ShippingResult) AS ShippingResult,
  SUM(LinesWithCost) AS LinesWithCost,
  SUM(LinesWithoutCost) AS LinesWithoutCost
FROM named
GROUP BY Year, Month, IsNamed,
  CASE WHEN IsNamed = 1 THEN ProductID END, CASE WHEN IsNamed = 1 THEN ProductName END, ChannelName, CurrencyCode
ORDER BY CurrencyCode, Month, IsNamed DESC, ProductID, ChannelName
