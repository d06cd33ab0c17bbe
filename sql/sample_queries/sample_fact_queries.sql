-- Questions to the facts: first what must always hold, then what a finance team asks.
--
-- The same text runs in ./finance query and on Amazon Redshift. Above every query stand the question and what to expect.
-- A query marked "expect: no rows" is a check: every row that it returns is a fault.
--
-- Three rules hold in all of them:
--   Money of different currencies is never summed: CurrencyCode is in every grouping.
--   A returned line (ReturnFlag on a positive quantity) keeps its place in the fact. Reports take its revenue and cost of goods
--   out, the fees and the shipping stay. A return that came as a line of its own has a negative quantity and takes itself out.
--   A margin without a cost is null, never the whole revenue. Margins take the lines that have a cost, the others are counted.

-- F1. Does any row of a fact point at a day or member that does not exist?
-- A join to a dimension then never loses a row.
-- expect: no rows
SELECT 'FactTransactions' AS TableName, 'DateKey' AS ColumnName, f.DateKey AS MissingKey, COUNT(*) AS RowsPointingThere
FROM FactTransactions f LEFT JOIN DimDate d ON d.DateKey = f.DateKey
WHERE d.DateKey IS NULL GROUP BY f.DateKey
UNION ALL
SELECT 'FactTransactions', 'ProductKey', f.ProductKey, COUNT(*)
FROM FactTransactions f LEFT JOIN DimProduct d ON d.ProductKey = f.ProductKey
WHERE d.ProductKey IS NULL GROUP BY f.ProductKey
UNION ALL
SELECT 'FactTransactions', 'CustomerKey', f.CustomerKey, COUNT(*)
FROM FactTransactions f LEFT JOIN DimCustomer d ON d.CustomerKey = f.CustomerKey
WHERE d.CustomerKey IS NULL GROUP BY f.CustomerKey
UNION ALL
SELECT 'FactTransactions', 'ChannelKey', f.ChannelKey, COUNT(*)
FROM FactTransactions f LEFT JOIN DimChannel d ON d.ChannelKey = f.ChannelKey
WHERE d.ChannelKey IS NULL GROUP BY f.ChannelKey
UNION ALL
SELECT 'FactMarketingSpend', 'DateKey', f.DateKey, COUNT(*)
FROM FactMarketingSpend f LEFT JOIN DimDate d ON d.DateKey = f.DateKey
WHERE d.DateKey IS NULL GROUP BY f.DateKey
UNION ALL
SELECT 'FactMarketingSpend', 'CampaignKey', f.CampaignKey, COUNT(*)
FROM FactMarketingSpend f LEFT JOIN DimCampaign d ON d.CampaignKey = f.CampaignKey
WHERE d.CampaignKey IS NULL GROUP BY f.CampaignKey;

-- F2. Is any order line in the fact more than once?
-- expect: no rows
SELECT TransactionID, COUNT(*) AS Occurrences
FROM FactTransactions
GROUP BY TransactionID
HAVING COUNT(*) > 1;

-- F3. Is the gross revenue of any line not its quantity times its price, to the cent?
-- expect: no rows
SELECT TransactionID, Quantity, UnitPrice, GrossRevenue, ROUND(Quantity * UnitPrice, 2) AS ExpectedGrossRevenue
FROM FactTransactions
WHERE GrossRevenue <> ROUND(Quantity * UnitPrice, 2);

-- F4. Is the net revenue of all lines made by one rule?
-- It is gross less discount, or gross less discount less tax when the run was told that prices include tax. The rule is the
-- same for every line, so at least one of the two counts is 0.
-- expect: no rows
SELECT LinesNotByFirstRule, LinesNotBySecondRule
FROM (
  SELECT SUM(CASE WHEN NetRevenue <> GrossRevenue - DiscountAmount THEN 1 ELSE 0 END) AS LinesNotByFirstRule,
    SUM(CASE WHEN NetRevenue <> GrossRevenue - DiscountAmount - TaxAmount THEN 1 ELSE 0 END) AS LinesNotBySecondRule
  FROM FactTransactions
) AS counted
WHERE LinesNotByFirstRule > 0 AND LinesNotBySecondRule > 0;

-- F5. Does any line or row of spend hold a value that the data contract does not allow?
-- Prices, spend and counts are not negative, a discount has the sign of its quantity, and a currency is three capital letters.
-- expect: no rows
SELECT 'FactTransactions' AS TableName, TransactionID AS RowName, CurrencyCode, UnitPrice AS Price, DiscountAmount AS Amount
FROM FactTransactions
WHERE UnitPrice < 0
  OR DiscountAmount * Quantity < 0
  OR (DiscountAmount <> 0 AND Quantity = 0)
  OR LENGTH(CurrencyCode) <> 3
  OR CurrencyCode <> UPPER(CurrencyCode)
UNION ALL
SELECT 'FactMarketingSpend', CAST(DateKey AS VARCHAR(128)), CurrencyCode, Spend, Spend
FROM FactMarketingSpend
WHERE Spend < 0
  OR Impressions < 0
  OR Clicks < 0
  OR LENGTH(CurrencyCode) <> 3
  OR CurrencyCode <> UPPER(CurrencyCode);

-- F6. Is the business day of any line not the day on which it was sold?
-- TransactionDate is in UTC and DateKey in the business time zone, so they may differ by one day, never by more.
-- expect: no rows
SELECT f.TransactionID, f.TransactionDate, d.FullDate
FROM FactTransactions f
JOIN DimDate d ON d.DateKey = f.DateKey
WHERE CAST(f.TransactionDate AS DATE) < d.FullDate - 1
  OR CAST(f.TransactionDate AS DATE) > d.FullDate + 1;

-- F7. Does the cost of any line differ from what ProductCost says for its product, currency and business day?
-- The cost of the line is the one that held on that day, both columns are null when none did, and the total is quantity times cost.
-- expect: no rows
SELECT f.TransactionID, d.FullDate, f.CurrencyCode, f.UnitCOGS, c.UnitCOGS AS ExpectedUnitCOGS,
  f.CalculatedTotalCOGS, ROUND(f.Quantity * c.UnitCOGS, 2) AS ExpectedTotalCOGS
FROM FactTransactions f
JOIN DimDate d ON d.DateKey = f.DateKey
LEFT JOIN ProductCost c ON c.ProductKey = f.ProductKey AND c.CurrencyCode = f.CurrencyCode
  AND c.EffectiveFrom <= d.FullDate AND (c.EffectiveTo IS NULL OR d.FullDate < c.EffectiveTo)
WHERE CASE
  WHEN c.UnitCOGS IS NULL AND f.UnitCOGS IS NULL AND f.CalculatedTotalCOGS IS NULL THEN 0
  WHEN f.UnitCOGS = c.UnitCOGS AND f.CalculatedTotalCOGS = ROUND(f.Quantity * c.UnitCOGS, 2) THEN 0
  ELSE 1 END = 1;

-- F8. Was any row written by another run than the newest successful one?
-- A run replaces both facts as a whole.
-- expect: no rows
WITH newest AS (
  SELECT RunID FROM EtlRun WHERE Status = 'succeeded' ORDER BY FinishedAt DESC, RunID DESC LIMIT 1
)
SELECT TableName, RunID, RowsOfRun
FROM (
  SELECT 'FactTransactions' AS TableName, RunID, COUNT(*) AS RowsOfRun FROM FactTransactions GROUP BY RunID
  UNION ALL
  SELECT 'FactMarketingSpend', RunID, COUNT(*) FROM FactMarketingSpend GROUP BY RunID
) AS written
WHERE RunID NOT IN (SELECT RunID FROM newest);

-- F9. Do the totals of the facts differ from those of the accepted raw rows, taken before any join?
-- The newest successful run wrote them down per currency. What is published must still add up to them.
-- expect: no rows
WITH newest AS (
  SELECT RunID FROM EtlRun WHERE Status = 'succeeded' ORDER BY FinishedAt DESC, RunID DESC LIMIT 1
),
logged AS (
  SELECT m.Object AS TableName, m.Measure, m.CurrencyCode, SUM(m.Value) AS Total
  FROM EtlRunMeasure m
  JOIN newest n ON n.RunID = m.RunID
  WHERE m.Stage = 'accepted' AND m.Measure IN ('row_count', 'Quantity', 'GrossRevenue', 'NetRevenue', 'Spend')
  GROUP BY m.Object, m.Measure, m.CurrencyCode
),
published AS (
  SELECT 'FactTransactions' AS TableName, 'row_count' AS Measure, CurrencyCode, CAST(COUNT(*) AS DECIMAL(38, 4)) AS Total
  FROM FactTransactions GROUP BY CurrencyCode
  UNION ALL
  SELECT 'FactTransactions', 'Quantity', CurrencyCode, CAST(SUM(Quantity) AS DECIMAL(38, 4))
  FROM FactTransactions GROUP BY CurrencyCode
  UNION ALL
  SELECT 'FactTransactions', 'GrossRevenue', CurrencyCode, CAST(SUM(GrossRevenue) AS DECIMAL(38, 4))
  FROM FactTransactions GROUP BY CurrencyCode
  UNION ALL
  SELECT 'FactTransactions', 'NetRevenue', CurrencyCode, CAST(SUM(NetRevenue) AS DECIMAL(38, 4))
  FROM FactTransactions GROUP BY CurrencyCode
  UNION ALL
  SELECT 'FactMarketingSpend', 'row_count', CurrencyCode, CAST(COUNT(*) AS DECIMAL(38, 4))
  FROM FactMarketingSpend GROUP BY CurrencyCode
  UNION ALL
  SELECT 'FactMarketingSpend', 'Spend', CurrencyCode, CAST(SUM(Spend) AS DECIMAL(38, 4))
  FROM FactMarketingSpend GROUP BY CurrencyCode
)
SELECT COALESCE(p.TableName, l.TableName) AS TableName, COALESCE(p.Measure, l.Measure) AS Measure,
  COALESCE(p.CurrencyCode, l.CurrencyCode) AS CurrencyCode, l.Total AS AcceptedTotal, p.Total AS PublishedTotal
FROM published p
FULL JOIN logged l ON l.TableName = p.TableName AND l.Measure = p.Measure AND l.CurrencyCode = p.CurrencyCode
WHERE p.Total IS NULL OR l.Total IS NULL OR p.Total <> l.Total;

-- F10. Did any successful run lose a raw row?
-- Rows read are rows accepted, collapsed as equal, or in quarantine, and the quarantine holds as many as were counted.
-- expect: no rows
WITH counted AS (
  SELECT m.RunID, m.Object AS Source,
    SUM(CASE WHEN m.Measure = 'rows_read' THEN m.Value ELSE 0 END) AS RowsRead,
    SUM(CASE WHEN m.Measure = 'rows_accepted' THEN m.Value ELSE 0 END) AS RowsAccepted,
    SUM(CASE WHEN m.Measure = 'rows_collapsed' THEN m.Value ELSE 0 END) AS RowsCollapsed,
    SUM(CASE WHEN m.Measure = 'rows_quarantined' THEN m.Value ELSE 0 END) AS RowsQuarantined
  FROM EtlRunMeasure m
  JOIN EtlRun r ON r.RunID = m.RunID
  WHERE r.Status = 'succeeded' AND m.Stage = 'source'
  GROUP BY m.RunID, m.Object
),
kept AS (
  SELECT RunID, Source, COUNT(*) AS RowsInQuarantine FROM Quarantine GROUP BY RunID, Source
)
SELECT c.RunID, c.Source, c.RowsRead, c.RowsAccepted, c.RowsCollapsed, c.RowsQuarantined,
  COALESCE(k.RowsInQuarantine, 0) AS RowsInQuarantine
FROM counted c
LEFT JOIN kept k ON k.RunID = c.RunID AND k.Source = c.Source
WHERE c.RowsRead <> c.RowsAccepted + c.RowsCollapsed + c.RowsQuarantined
  OR c.RowsQuarantined <> COALESCE(k.RowsInQuarantine, 0);

-- F11. Is any count or control sum of a run written down more than once?
-- A run, stage, object, measure and currency name one number. Twice, it would be counted twice.
-- expect: no rows
SELECT RunID, Stage, Object, Measure, CurrencyCode, COUNT(*) AS Occurrences
FROM EtlRunMeasure
GROUP BY RunID, Stage, Object, Measure, CurrencyCode
HAVING COUNT(*) > 1;

-- F12. What did each channel earn, month by month?
-- Expect one row for each month, channel and currency with a sale. Read it from left to right, every step adds up:
--   BookedGrossRevenue - BookedDiscounts - BookedTaxInPrices = BookedNetRevenue, less flagged returns = NetRevenue,
--   NetRevenue - RevenueWithoutCost - COGS = GrossMargin, GrossMargin - Fees + ShippingResult = ContributionMargin.
-- Booked is what the fact has: flagged returns are in it, and returns that came as lines of their own are subtracted. What has
-- the name of a column of channel_pnl_monthly has its value too; that mart shows all returns apart. Margins and COGS are null
-- when lines lack a cost and none has one. Revenue without a cost is in no margin, so they are rather too low than too high.
WITH sale AS (
  SELECT d.Year, d.Month, c.ChannelName, f.CurrencyCode,
    f.GrossRevenue AS BookedGrossRevenue, f.DiscountAmount AS BookedDiscount, f.NetRevenue AS BookedNetRevenue,
    CASE WHEN f.ReturnFlag AND f.Quantity > 0 THEN 0 ELSE 1 END AS IsKept,
    f.CalculatedTotalCOGS AS BookedCOGS,
    f.PlatformFee + f.FulfillmentFee + f.PaymentProcessingFee AS Fees,
    f.ShippingChargedToCustomer - f.ActualShippingCost AS ShippingResult
  FROM FactTransactions f
  JOIN DimDate d ON d.DateKey = f.DateKey
  JOIN DimChannel c ON c.ChannelKey = f.ChannelKey
),
earned AS (
  SELECT Year, Month, ChannelName, CurrencyCode,
    COUNT(*) AS OrderLines,
    SUM(BookedGrossRevenue) AS BookedGrossRevenue,
    SUM(BookedDiscount) AS BookedDiscounts,
    SUM(BookedGrossRevenue - BookedDiscount - BookedNetRevenue) AS BookedTaxInPrices,
    SUM(BookedNetRevenue) AS BookedNetRevenue,
    SUM(CASE WHEN IsKept = 1 THEN BookedNetRevenue ELSE 0 END) AS NetRevenue,
    SUM(CASE WHEN IsKept = 1 AND BookedCOGS IS NULL THEN BookedNetRevenue ELSE 0 END) AS RevenueWithoutCost,
    CASE WHEN SUM(CASE WHEN IsKept = 1 AND BookedCOGS IS NOT NULL THEN 1 ELSE 0 END) > 0 OR SUM(IsKept) = 0
      THEN SUM(CASE WHEN IsKept = 1 AND BookedCOGS IS NOT NULL THEN BookedCOGS ELSE 0 END) END AS COGS,
    SUM(Fees) AS Fees,
    SUM(ShippingResult) AS ShippingResult
  FROM sale
  GROUP BY Year, Month, ChannelName, CurrencyCode
)
SELECT Year, Month, ChannelName, CurrencyCode, OrderLines,
  BookedGrossRevenue, BookedDiscounts, BookedTaxInPrices, BookedNetRevenue,
  NetRevenue, RevenueWithoutCost, COGS, NetRevenue - RevenueWithoutCost - COGS AS GrossMargin,
  Fees, ShippingResult, NetRevenue - RevenueWithoutCost - COGS - Fees + ShippingResult AS ContributionMargin
FROM earned
ORDER BY Year, Month, ChannelName, CurrencyCode;

-- F13. Which products earn the most?
-- Expect one row for each product and currency with a sale, the largest margin first. The margin is null where no line has a cost.
WITH sale AS (
  SELECT p.ProductID, p.ProductName, f.CurrencyCode, f.Quantity, f.NetRevenue, f.UnitCOGS, f.CalculatedTotalCOGS
  FROM FactTransactions f
  JOIN DimProduct p ON p.ProductKey = f.ProductKey
  WHERE NOT (f.ReturnFlag AND f.Quantity > 0)
),
product AS (
  SELECT ProductID, ProductName, CurrencyCode,
    SUM(Quantity) AS Units,
    SUM(NetRevenue) AS RevenueKept,
    CAST(SUM(CASE WHEN UnitCOGS IS NOT NULL THEN NetRevenue END) AS DECIMAL(18, 2)) AS RevenueWithCost,
    CAST(SUM(CalculatedTotalCOGS) AS DECIMAL(18, 2)) AS CostOfGoods,
    SUM(CASE WHEN UnitCOGS IS NULL THEN 1 ELSE 0 END) AS LinesWithoutCost
  FROM sale
  GROUP BY ProductID, ProductName, CurrencyCode
)
SELECT ProductID, ProductName, CurrencyCode, Units, RevenueKept, RevenueWithCost, CostOfGoods,
  RevenueWithCost - CostOfGoods AS GrossMargin,
  CAST(ROUND(100 * (RevenueWithCost - CostOfGoods) / NULLIF(RevenueWithCost, 0), 1) AS DECIMAL(12, 1)) AS GrossMarginPercent,
  LinesWithoutCost
FROM product
ORDER BY GrossMargin DESC NULLS LAST, ProductID, CurrencyCode;

-- F14. How much of what each channel sells comes back?
-- Expect one row for each channel and currency with a line. Both kinds of return count: flagged lines, and lines of their own.
WITH unit AS (
  SELECT c.ChannelName, f.CurrencyCode,
    CASE WHEN f.Quantity > 0 THEN f.Quantity ELSE 0 END AS Sold,
    CASE WHEN f.Quantity < 0 THEN -f.Quantity WHEN f.ReturnFlag THEN f.Quantity ELSE 0 END AS Returned,
    CASE WHEN f.Quantity < 0 THEN -f.NetRevenue WHEN f.ReturnFlag THEN f.NetRevenue ELSE 0 END AS ReturnedRevenue
  FROM FactTransactions f
  JOIN DimChannel c ON c.ChannelKey = f.ChannelKey
)
SELECT ChannelName, CurrencyCode, SUM(Sold) AS UnitsSold, SUM(Returned) AS UnitsReturned, SUM(ReturnedRevenue) AS ReturnedRevenue,
  CAST(ROUND(100 * CAST(SUM(Returned) AS DECIMAL(18, 2)) / NULLIF(CAST(SUM(Sold) AS DECIMAL(18, 2)), 0), 1) AS DECIMAL(12, 1))
    AS ReturnRatePercent
FROM unit
GROUP BY ChannelName, CurrencyCode
ORDER BY ChannelName, CurrencyCode;

-- F15. What does each campaign cost, and what does it bring?
-- Expect one row for each campaign and currency with spend, the dearest first. A rate is null where it would divide by zero.
WITH campaign AS (
  SELECT c.CampaignID, c.CampaignName, c.AdPlatform, f.CurrencyCode, COUNT(DISTINCT f.DateKey) AS Days,
    CAST(SUM(f.Impressions) AS BIGINT) AS Impressions, CAST(SUM(f.Clicks) AS BIGINT) AS Clicks, CAST(SUM(f.Spend) AS DECIMAL(18, 2)) AS Spend
  FROM FactMarketingSpend f
  JOIN DimCampaign c ON c.CampaignKey = f.CampaignKey
  GROUP BY c.CampaignID, c.CampaignName, c.AdPlatform, f.CurrencyCode
)
SELECT CampaignID, CampaignName, AdPlatform, CurrencyCode, Days, Impressions, Clicks, Spend,
  CAST(ROUND(CAST(100 * Clicks AS DECIMAL(18, 2)) / NULLIF(Impressions, 0), 2) AS DECIMAL(12, 2)) AS ClickRatePercent,
  CAST(ROUND(Spend / NULLIF(Clicks, 0), 2) AS DECIMAL(18, 2)) AS CostPerClick,
  CAST(ROUND(1000 * Spend / NULLIF(Impressions, 0), 2) AS DECIMAL(18, 2)) AS CostPerThousandImpressions
FROM campaign
ORDER BY Spend DESC, CampaignID, CurrencyCode;

-- F16. What was spent for each channel, month by month?
-- Expect one row for each month, channel and currency with spend. Unallocated is the spend of platforms that serve no channel.
SELECT d.Year, d.Month, COALESCE(s.ChannelName, 'Unallocated') AS ServedChannel, f.CurrencyCode, SUM(f.Spend) AS Spend
FROM FactMarketingSpend f
JOIN DimDate d ON d.DateKey = f.DateKey
JOIN DimCampaign c ON c.CampaignKey = f.CampaignKey
LEFT JOIN PlatformChannel s ON s.AdPlatform = c.AdPlatform
GROUP BY d.Year, d.Month, COALESCE(s.ChannelName, 'Unallocated'), f.CurrencyCode
ORDER BY d.Year, d.Month, ServedChannel, f.CurrencyCode;

-- F17. How much revenue has a cost of goods?
-- Expect one row for each currency. Below 100 percent, margins speak of a part of the revenue only.
WITH coverage AS (
  SELECT CurrencyCode, COUNT(*) AS OrderLines, SUM(CASE WHEN UnitCOGS IS NULL THEN 1 ELSE 0 END) AS LinesWithoutCost,
    CAST(SUM(NetRevenue) AS DECIMAL(18, 2)) AS NetRevenue,
    CAST(SUM(CASE WHEN UnitCOGS IS NULL THEN NetRevenue ELSE 0 END) AS DECIMAL(18, 2)) AS RevenueWithoutCost
  FROM FactTransactions
  GROUP BY CurrencyCode
)
SELECT CurrencyCode, OrderLines, LinesWithoutCost, NetRevenue, RevenueWithoutCost,
  CAST(ROUND(100 * (NetRevenue - RevenueWithoutCost) / NULLIF(NetRevenue, 0), 2) AS DECIMAL(12, 2)) AS CoveredPercent
FROM coverage
ORDER BY CurrencyCode;

-- F18. Which revenue has no cost of goods, and why?
-- Expect one row for each product, currency and reason, none when all revenue has a cost. A cost in another currency is never used.
WITH cost AS (
  SELECT ProductKey, MIN(EffectiveFrom) AS FirstCostFrom
  FROM ProductCost
  GROUP BY ProductKey
),
sale AS (
  SELECT p.ProductID, p.ProductName, f.CurrencyCode, d.FullDate, f.NetRevenue,
    CASE WHEN c.ProductKey IS NULL THEN 'has no cost at all'
      WHEN d.FullDate < c.FirstCostFrom THEN 'sold before its first cost'
      ELSE 'has a cost in another currency only' END AS WhyNoCost
  FROM FactTransactions f
  JOIN DimDate d ON d.DateKey = f.DateKey
  JOIN DimProduct p ON p.ProductKey = f.ProductKey
  LEFT JOIN cost c ON c.ProductKey = f.ProductKey
  WHERE f.UnitCOGS IS NULL
)
SELECT ProductID, ProductName, CurrencyCode, WhyNoCost, MIN(FullDate) AS FirstSale, MAX(FullDate) AS LastSale,
  COUNT(*) AS LinesWithoutCost, SUM(NetRevenue) AS RevenueWithoutCost
FROM sale
GROUP BY ProductID, ProductName, CurrencyCode, WhyNoCost
ORDER BY RevenueWithoutCost DESC, ProductID, CurrencyCode, WhyNoCost;

-- F19. Which raw rows did the newest run put into quarantine, and why?
-- Expect one row for each source and reason, none when every raw row was good. The run may have been refused.
WITH newest AS (
  SELECT RunID, Status FROM EtlRun ORDER BY StartedAt DESC, RunID DESC LIMIT 1
),
source AS (
  SELECT m.Object AS Source, SUM(m.Value) AS RowsRead
  FROM EtlRunMeasure m
  JOIN newest n ON n.RunID = m.RunID
  WHERE m.Stage = 'source' AND m.Measure = 'rows_read'
  GROUP BY m.Object
)
SELECT n.RunID, n.Status, q.Source, q.Reason, COUNT(*) AS RowsInQuarantine,
  CAST(ROUND(CAST(100 * COUNT(*) AS DECIMAL(18, 2)) / NULLIF(CAST(MAX(s.RowsRead) AS DECIMAL(18, 2)), 0), 2) AS DECIMAL(12, 2)) AS PercentOfRowsRead,
  MIN(q.Detail) AS Example
FROM Quarantine q
JOIN newest n ON n.RunID = q.RunID
LEFT JOIN source s ON s.Source = q.Source
GROUP BY n.RunID, n.Status, q.Source, q.Reason
ORDER BY q.Source, RowsInQuarantine DESC, q.Reason;
