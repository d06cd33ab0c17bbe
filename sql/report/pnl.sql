-- Grain: one month, channel and currency. The steps of the P&L, of which the page makes every margin after it has summed
-- them over the chosen months and channels.
SELECT 100 * Year + Month AS Month, ChannelName, CurrencyCode, Orders, OrderLines, UnitsSold, UnitsReturned,
  GrossRevenue, Discounts, TaxInPrices, Returns, NetRevenue, RevenueWithoutCost,
  -- 0 where no line has a cost; LinesWithCost tells that from a cost of zero.
  COALESCE(COGS, 0) AS KnownCOGS,
  PlatformFee, FulfillmentFee, PaymentProcessingFee, ShippingResult, MarketingSpend, LinesWithCost, LinesWithoutCost
FROM channel_pnl_monthly
ORDER BY CurrencyCode, Year, Month, ChannelName
