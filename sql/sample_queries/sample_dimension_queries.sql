-- Questions to the dimensions: first what must always hold, then what there is to see.
--
-- The same text runs in ./finance query and on Amazon Redshift. Above every query stand the question and what to expect.
-- A query marked "expect: no rows" is a check: every row that it returns is a fault.

-- D1. Does any key of a dimension occur more than once?
-- Each surrogate key and each natural key stands for one member, so none may.
-- expect: no rows
SELECT 'DimDate' AS TableName, 'DateKey' AS ColumnName, CAST(DateKey AS VARCHAR(128)) AS RepeatedValue, COUNT(*) AS Occurrences
FROM DimDate GROUP BY DateKey HAVING COUNT(*) > 1
UNION ALL
SELECT 'DimProduct', 'ProductKey', CAST(ProductKey AS VARCHAR(128)), COUNT(*)
FROM DimProduct GROUP BY ProductKey HAVING COUNT(*) > 1
UNION ALL
SELECT 'DimProduct', 'ProductID', ProductID, COUNT(*)
FROM DimProduct GROUP BY ProductID HAVING COUNT(*) > 1
UNION ALL
SELECT 'DimCustomer', 'CustomerKey', CAST(CustomerKey AS VARCHAR(128)), COUNT(*)
FROM DimCustomer GROUP BY CustomerKey HAVING COUNT(*) > 1
UNION ALL
SELECT 'DimCustomer', 'CustomerID', CustomerID, COUNT(*)
FROM DimCustomer GROUP BY CustomerID HAVING COUNT(*) > 1
UNION ALL
SELECT 'DimChannel', 'ChannelKey', CAST(ChannelKey AS VARCHAR(128)), COUNT(*)
FROM DimChannel GROUP BY ChannelKey HAVING COUNT(*) > 1
UNION ALL
SELECT 'DimChannel', 'ChannelName', ChannelName, COUNT(*)
FROM DimChannel GROUP BY ChannelName HAVING COUNT(*) > 1
UNION ALL
SELECT 'DimCampaign', 'CampaignKey', CAST(CampaignKey AS VARCHAR(128)), COUNT(*)
FROM DimCampaign GROUP BY CampaignKey HAVING COUNT(*) > 1
UNION ALL
SELECT 'DimCampaign', 'CampaignID', CampaignID, COUNT(*)
FROM DimCampaign GROUP BY CampaignID HAVING COUNT(*) > 1
UNION ALL
SELECT 'PlatformChannel', 'AdPlatform', AdPlatform, COUNT(*)
FROM PlatformChannel GROUP BY AdPlatform HAVING COUNT(*) > 1;

-- D2. Does any dimension lack its unknown member, or call another member so?
-- Key -1 and the name Unknown belong together, once in each dimension, so that no row of a fact is lost in a join.
-- expect: no rows
SELECT TableName, SUM(IsUnknown) AS UnknownMembers, SUM(IsHalfUnknown) AS KeyOrNameAlone
FROM (
  SELECT 'DimProduct' AS TableName,
    CASE WHEN ProductKey = -1 AND ProductID = 'Unknown' AND ProductName = 'Unknown' THEN 1 ELSE 0 END AS IsUnknown,
    CASE WHEN (ProductKey = -1 AND ProductID <> 'Unknown') OR (ProductKey <> -1 AND LOWER(ProductID) = 'unknown') THEN 1 ELSE 0 END AS IsHalfUnknown
  FROM DimProduct
  UNION ALL
  SELECT 'DimCustomer',
    CASE WHEN CustomerKey = -1 AND CustomerID = 'Unknown' THEN 1 ELSE 0 END,
    CASE WHEN (CustomerKey = -1 AND CustomerID <> 'Unknown') OR (CustomerKey <> -1 AND LOWER(CustomerID) = 'unknown') THEN 1 ELSE 0 END
  FROM DimCustomer
  UNION ALL
  SELECT 'DimChannel',
    CASE WHEN ChannelKey = -1 AND ChannelName = 'Unknown' THEN 1 ELSE 0 END,
    CASE WHEN (ChannelKey = -1 AND ChannelName <> 'Unknown') OR (ChannelKey <> -1 AND LOWER(ChannelName) = 'unknown') THEN 1 ELSE 0 END
  FROM DimChannel
  UNION ALL
  SELECT 'DimCampaign',
    CASE WHEN CampaignKey = -1 AND CampaignID = 'Unknown' AND CampaignName = 'Unknown' AND AdPlatform = 'Unknown' THEN 1 ELSE 0 END,
    CASE WHEN (CampaignKey = -1 AND CampaignID <> 'Unknown') OR (CampaignKey <> -1 AND LOWER(CampaignID) = 'unknown') THEN 1 ELSE 0 END
  FROM DimCampaign
) AS member
GROUP BY TableName
HAVING SUM(IsUnknown) <> 1 OR SUM(IsHalfUnknown) <> 0;

-- D3. Is any day missing in the calendar, or in it twice?
-- Each day but the first follows the day before it.
-- expect: no rows
SELECT PreviousDay, FullDate AS NextDay
FROM (
  SELECT FullDate, LAG(FullDate) OVER (ORDER BY FullDate) AS PreviousDay
  FROM DimDate
) AS calendar
WHERE PreviousDay IS NOT NULL AND FullDate <> PreviousDay + 1;

-- D4. Does any column of the calendar disagree with its day?
-- The key, the parts, the names and the weekend all follow from the day.
-- expect: no rows
SELECT *
FROM DimDate
WHERE DateKey <> EXTRACT(YEAR FROM FullDate) * 10000 + EXTRACT(MONTH FROM FullDate) * 100 + EXTRACT(DAY FROM FullDate)
  OR Year <> EXTRACT(YEAR FROM FullDate)
  OR Quarter <> EXTRACT(QUARTER FROM FullDate)
  OR Month <> EXTRACT(MONTH FROM FullDate)
  OR DayOfMonth <> EXTRACT(DAY FROM FullDate)
  OR WeekOfYear <> EXTRACT(WEEK FROM FullDate)
  OR MonthName <> CASE Month
    WHEN 1 THEN 'January' WHEN 2 THEN 'February' WHEN 3 THEN 'March' WHEN 4 THEN 'April'
    WHEN 5 THEN 'May' WHEN 6 THEN 'June' WHEN 7 THEN 'July' WHEN 8 THEN 'August'
    WHEN 9 THEN 'September' WHEN 10 THEN 'October' WHEN 11 THEN 'November' ELSE 'December' END
  OR (IsWeekend AND DayOfWeekName NOT IN ('Saturday', 'Sunday'))
  OR (NOT IsWeekend AND DayOfWeekName IN ('Saturday', 'Sunday'));

-- D5. Does the cost of any product overlap the next one, or leave a gap before it?
-- The costs of a product in a currency follow each other without a gap, each ends where the next begins, and the last is open.
-- expect: no rows
SELECT ProductKey, CurrencyCode, EffectiveFrom, EffectiveTo, NextFrom
FROM (
  SELECT ProductKey, CurrencyCode, EffectiveFrom, EffectiveTo,
    LEAD(EffectiveFrom) OVER (PARTITION BY ProductKey, CurrencyCode ORDER BY EffectiveFrom) AS NextFrom
  FROM ProductCost
) AS history
WHERE EffectiveTo <= EffectiveFrom
  OR EffectiveTo <> NextFrom
  OR (EffectiveTo IS NULL AND NextFrom IS NOT NULL)
  OR (EffectiveTo IS NOT NULL AND NextFrom IS NULL);

-- D6. Does any cost belong to a product that does not exist, or fall below zero?
-- Every product with a cost is a member of DimProduct.
-- expect: no rows
SELECT c.ProductKey, c.CurrencyCode, c.EffectiveFrom, c.UnitCOGS
FROM ProductCost c
LEFT JOIN DimProduct p ON p.ProductKey = c.ProductKey
WHERE p.ProductKey IS NULL OR c.UnitCOGS < 0;

-- D7. How many members does each dimension have, and how many of them have no name?
-- Expect one row for each dimension. The unknown member is not counted, and a channel is its own name.
SELECT 'DimProduct' AS TableName, COUNT(*) AS Members,
  SUM(CASE WHEN ProductName IS NULL THEN 1 ELSE 0 END) AS WithoutName
FROM DimProduct WHERE ProductKey <> -1
UNION ALL
SELECT 'DimCampaign', COUNT(*), SUM(CASE WHEN CampaignName IS NULL THEN 1 ELSE 0 END)
FROM DimCampaign WHERE CampaignKey <> -1
UNION ALL
SELECT 'DimCustomer', COUNT(*), 0
FROM DimCustomer WHERE CustomerKey <> -1
UNION ALL
SELECT 'DimChannel', COUNT(*), 0
FROM DimChannel WHERE ChannelKey <> -1
ORDER BY TableName;

-- D8. Which years does the calendar cover, and on how many of their days was there a sale or spend?
-- Expect one row for each year. A first or last year may be cut where the data begin or end.
SELECT d.Year, MIN(d.FullDate) AS FirstDay, MAX(d.FullDate) AS LastDay, COUNT(*) AS DaysInYear,
  COUNT(s.DateKey) AS DaysWithSales, COUNT(m.DateKey) AS DaysWithSpend
FROM DimDate d
LEFT JOIN (SELECT DISTINCT DateKey FROM FactTransactions) AS s ON s.DateKey = d.DateKey
LEFT JOIN (SELECT DISTINCT DateKey FROM FactMarketingSpend) AS m ON m.DateKey = d.DateKey
GROUP BY d.Year
ORDER BY d.Year;

-- D9. What is the latest cost of each product, and how far is it from the first?
-- Expect one row for each product and currency with a cost, the largest rise first. The change is null where the first cost was 0.
SELECT p.ProductID, p.ProductName, l.CurrencyCode, f.EffectiveFrom AS FirstCostFrom, f.UnitCOGS AS FirstUnitCOGS,
  l.EffectiveFrom AS LatestCostFrom, l.UnitCOGS AS LatestUnitCOGS,
  CAST(ROUND(100 * (l.UnitCOGS - f.UnitCOGS) / NULLIF(f.UnitCOGS, 0), 1) AS DECIMAL(12, 1)) AS ChangePercent
FROM (
  SELECT ProductKey, CurrencyCode, MIN(EffectiveFrom) AS FirstFrom
  FROM ProductCost
  GROUP BY ProductKey, CurrencyCode
) AS span
JOIN ProductCost f ON f.ProductKey = span.ProductKey AND f.CurrencyCode = span.CurrencyCode AND f.EffectiveFrom = span.FirstFrom
JOIN ProductCost l ON l.ProductKey = span.ProductKey AND l.CurrencyCode = span.CurrencyCode AND l.EffectiveTo IS NULL
JOIN DimProduct p ON p.ProductKey = span.ProductKey
ORDER BY ChangePercent DESC NULLS LAST, p.ProductID, l.CurrencyCode;

-- D10. Which sales channel does each advertising platform serve?
-- Expect one row for each platform with a campaign. Unallocated means that platform_channels has no row for it.
SELECT COALESCE(c.AdPlatform, 'none given') AS Platform, COALESCE(MAX(s.ChannelName), 'Unallocated') AS ServedChannel, COUNT(*) AS Campaigns
FROM DimCampaign c
LEFT JOIN PlatformChannel s ON s.AdPlatform = c.AdPlatform
WHERE c.CampaignKey <> -1
GROUP BY COALESCE(c.AdPlatform, 'none given')
ORDER BY Campaigns DESC, Platform;
