-- Grain: one month, campaign and currency, for the 200 campaigns of a currency with the highest spend over all time. The
-- others are summed: IsNamed is 0 and CampaignID is null. So the page stays small.
WITH measured AS (
  SELECT m.*, SUM(Spend) OVER (PARTITION BY CampaignID, CurrencyCode) AS TotalSpend
  FROM campaign_performance m
),
ranked AS (
  SELECT m.*, DENSE_RANK() OVER (PARTITION BY CurrencyCode ORDER BY TotalSpend DESC, CampaignID) AS FromTop
  FROM measured m
),
named AS (
  SELECT m.*, CASE WHEN FromTop <= 200 THEN 1 ELSE 0 END AS IsNamed
  FROM ranked m
)
SELECT 100 * Year + Month AS Month, IsNamed,
  CASE WHEN IsNamed = 1 THEN CampaignID END AS CampaignID,
  CASE WHEN IsNamed = 1 THEN CampaignName END AS CampaignName,
  CASE WHEN IsNamed = 1 THEN AdPlatform END AS AdPlatform,
  ChannelName, CurrencyCode,
  SUM(Impressions) AS Impressions,
  SUM(Clicks) AS Clicks,
  SUM(Spend) AS Spend,
  CASE WHEN IsNamed = 1 THEN SUM(SpendDays) END AS SpendDays
FROM named
GROUP BY Year, Month, IsNamed, CASE WHEN IsNamed = 1 THEN CampaignID END, CASE WHEN IsNamed = 1 THEN CampaignName END,
  CASE WHEN IsNamed = 1 THEN AdPlatform END, ChannelName, CurrencyCode
ORDER BY CurrencyCode, Month, IsNamed DESC, CampaignID, ChannelName
