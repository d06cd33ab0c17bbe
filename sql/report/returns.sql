-- Grain: one month, channel and currency.
SELECT 100 * Year + Month AS Month, ChannelName, CurrencyCode,
  SUM(LinesSold) AS LinesSold,
  SUM(LinesReturned) AS LinesReturned,
  SUM(UnitsSold) AS UnitsSold,
  SUM(UnitsReturned) AS UnitsReturned,
  SUM(UnitsReturnedFlagged) AS UnitsReturnedFlagged,
  SUM(UnitsReturnedAsLines) AS UnitsReturnedAsLines,
  SUM(RevenueBeforeReturns) AS RevenueBeforeReturns,
  SUM(Returns) AS Returns,
  SUM(COGSReturned) AS COGSReturned,
  SUM(FeesOfReturns) AS FeesOfReturns,
  SUM(ShippingOfReturns) AS ShippingOfReturns
FROM returns_analysis
GROUP BY Year, Month, ChannelName, CurrencyCode
ORDER BY CurrencyCode, Month, ChannelName
