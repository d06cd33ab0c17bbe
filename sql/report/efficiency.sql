-- Grain: one month and currency, over all channels: customers have no one channel, and nobody knows what a campaign sold.
SELECT 100 * Year + Month AS Month, CurrencyCode, RevenueBeforeReturns, NetRevenue, MarketingSpend, Orders,
  OrdersOfUnknownCustomers, Customers, NewCustomers
FROM marketing_efficiency_monthly
ORDER BY CurrencyCode, Year, Month
