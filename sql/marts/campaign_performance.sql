-- Grain: one month, campaign and currency with a row of spend.
--
--   CTR         = Clicks / Impressions: how many of those who saw it clicked
--   CPC         = Spend / Clicks
--   CPM         = 1000 x Spend / Impressions
--   SpendPerDay = Spend / SpendDays, the days on which something was spent
-- Each is null where it would divide by zero. ChannelName is the channel that the campaign's platform serves by
-- PlatformChannel, otherwise Unallocated. What a campaign sold is in no raw file; see marketing_efficiency_monthly.
CREATE OR REPLACE VIEW campaign_performance AS
WITH summed AS (
  SELECT d.Year, d.Month, c.CampaignID, c.CampaignName, c.AdPlatform,
    COALESCE(s.ChannelName, 'Unallocated') AS ChannelName, f.CurrencyCode,
    MIN(d.FullDate) AS FirstDay,
    MAX(d.FullDate) AS LastDay,
    CAST(COUNT(DISTINCT CASE WHEN f.Spend > 0 THEN f.DateKey END) AS BIGINT) AS SpendDays,
    CAST(SUM(f.Impressions) AS DECIMAL(28, 0)) AS Impressions,
    CAST(SUM(f.Clicks) AS DECIMAL(28, 0)) AS Clicks,
    CAST(SUM(f.Spend) AS DECIMAL(28, 2)) AS Spend
  FROM FactMarketingSpend f
  JOIN DimDate d ON d.DateKey = f.DateKey
  JOIN DimCampaign c ON c.CampaignKey = f.CampaignKey
  LEFT JOIN PlatformChannel s ON s.AdPlatform = c.AdPlatform
  GROUP BY d.Year, d.Month, c.CampaignID, c.CampaignName, c.AdPlatform, COALESCE(s.ChannelName, 'Unallocated'), f.CurrencyCode
)
SELECT Year, Month, CampaignID, CampaignName, AdPlatform, ChannelName, CurrencyCode, FirstDay, LastDay, SpendDays,
  Impressions, Clicks, Spend,
  CAST(ROUND(Clicks / NULLIF(Impressions, 0), 4) AS DECIMAL(18, 4)) AS CTR,
  CAST(ROUND(Spend / NULLIF(Clicks, 0), 4) AS DECIMAL(18, 4)) AS CPC,
  CAST(ROUND(1000 * Spend / NULLIF(Impressions, 0), 4) AS DECIMAL(18, 4)) AS CPM,
  CAST(ROUND(Spend / NULLIF(CAST(SpendDays AS DECIMAL(18, 0)), 0), 2) AS DECIMAL(18, 2)) AS SpendPerDay
FROM summed;
