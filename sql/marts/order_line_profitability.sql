-- Grain: one TransactionID, that is one order line, or a return that was delivered as a line of its own.
--
-- The one place where a returned line is handled; every other mart takes its measures from here.
--   sold line      Quantity is not negative. It is a sale, also when it came back later.
--   flagged return ReturnFlag on a line with a positive Quantity: its revenue and cost of goods are taken out again, in the
--                  same line and so on the day of the sale; its fees and its shipping stay.
--   own-line return Quantity is negative: the line itself takes revenue and cost of goods out, on the day of the return,
--                  whatever its ReturnFlag says.
--   kept line      every line but a flagged return.
-- All money is in CurrencyCode. Costs, discounts and returns are positive and are subtracted.
CREATE OR REPLACE VIEW order_line_profitability AS
WITH line AS (
  SELECT TransactionID, OrderID, DateKey, ProductKey, CustomerKey, ChannelKey, CurrencyCode,
    Quantity, GrossRevenue, DiscountAmount, NetRevenue, CalculatedTotalCOGS,
    PlatformFee, FulfillmentFee, PaymentProcessingFee, ShippingChargedToCustomer, ActualShippingCost,
    CASE WHEN Quantity < 0 THEN 0 ELSE 1 END AS IsSold,
    CASE WHEN ReturnFlag AND Quantity > 0 THEN 1 ELSE 0 END AS IsFlagged
  FROM FactTransactions
),
measured AS (
  SELECT TransactionID, OrderID, DateKey, ProductKey, CustomerKey, ChannelKey, CurrencyCode,
    CASE WHEN Quantity > 0 THEN 1 ELSE 0 END AS LinesSold,
    CASE WHEN Quantity < 0 OR IsFlagged = 1 THEN 1 ELSE 0 END AS LinesReturned,
    CAST(CASE WHEN Quantity > 0 THEN Quantity ELSE 0 END AS DECIMAL(18, 4)) AS UnitsSold,
    -- Of a flagged return all units, of an own-line return its own.
    CAST(CASE WHEN Quantity < 0 THEN -Quantity WHEN IsFlagged = 1 THEN Quantity ELSE 0 END AS DECIMAL(18, 4)) AS UnitsReturned,
    CAST(CASE WHEN IsSold = 1 THEN GrossRevenue ELSE 0 END AS DECIMAL(18, 2)) AS GrossRevenue,
    CAST(CASE WHEN IsSold = 1 THEN DiscountAmount ELSE 0 END AS DECIMAL(18, 2)) AS Discounts,
    -- TaxAmount where prices include tax, otherwise 0: whatever the fact took out beside the discount.
    CAST(CASE WHEN IsSold = 1 THEN GrossRevenue - DiscountAmount - NetRevenue ELSE 0 END AS DECIMAL(18, 2)) AS TaxInPrices,
    -- Net revenue that was given back, without discount and tax.
    CAST(CASE WHEN IsSold = 0 THEN -NetRevenue WHEN IsFlagged = 1 THEN NetRevenue ELSE 0 END AS DECIMAL(18, 2)) AS Returns,
    -- GrossRevenue - Discounts - TaxInPrices - Returns
    CAST(CASE WHEN IsFlagged = 1 THEN 0 ELSE NetRevenue END AS DECIMAL(18, 2)) AS NetRevenue,
    CAST(CASE WHEN IsFlagged = 0 AND CalculatedTotalCOGS IS NULL THEN NetRevenue ELSE 0 END AS DECIMAL(18, 2)) AS RevenueWithoutCost,
    -- Null on a kept line without a cost, which is not a cost of zero.
    CAST(CASE WHEN IsFlagged = 1 THEN 0 ELSE CalculatedTotalCOGS END AS DECIMAL(18, 2)) AS COGS,
    PlatformFee, FulfillmentFee, PaymentProcessingFee, ShippingChargedToCustomer, ActualShippingCost,
    CASE WHEN IsFlagged = 0 AND CalculatedTotalCOGS IS NOT NULL THEN 1 ELSE 0 END AS LinesWithCost,
    CASE WHEN IsFlagged = 0 AND CalculatedTotalCOGS IS NULL THEN 1 ELSE 0 END AS LinesWithoutCost,
    -- As the fact has them, before returns are taken out.
    NetRevenue AS BookedNetRevenue, CalculatedTotalCOGS AS BookedCOGS
  FROM line
)
SELECT TransactionID, OrderID, DateKey, ProductKey, CustomerKey, ChannelKey, CurrencyCode,
  LinesSold, LinesReturned, UnitsSold, UnitsReturned,
  GrossRevenue, Discounts, TaxInPrices, Returns, NetRevenue, RevenueWithoutCost, COGS,
  -- NetRevenue - COGS, null without a cost
  CAST(NetRevenue - COGS AS DECIMAL(28, 2)) AS GrossMargin,
  PlatformFee, FulfillmentFee, PaymentProcessingFee, ShippingChargedToCustomer, ActualShippingCost,
  CAST(ShippingChargedToCustomer - ActualShippingCost AS DECIMAL(28, 2)) AS ShippingResult,
  -- GrossMargin - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult, null without a cost
  CAST(NetRevenue - COGS - PlatformFee - FulfillmentFee - PaymentProcessingFee
    + ShippingChargedToCustomer - ActualShippingCost AS DECIMAL(28, 2)) AS ContributionMargin,
  LinesWithCost, LinesWithoutCost, BookedNetRevenue, BookedCOGS
FROM measured;
