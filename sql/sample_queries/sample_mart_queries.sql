-- Checks of the marts in sql/marts: each agrees with the fact and with the others.
--
-- The same text runs in ./finance query and on Amazon Redshift. Above every query stand the question and what to expect.
-- A query marked "expect: no rows" is a check: every row that it returns is a fault.

-- M1. Does any line differ between the fact and order_line_profitability?
-- Revenue of the fact is what is kept and what a flagged return gave back; fees and shipping are untouched.
-- expect: no rows
SELECT f.TransactionID, f.NetRevenue, l.NetRevenue AS KeptRevenue, l.Returns
FROM FactTransactions f
FULL JOIN order_line_profitability l ON l.TransactionID = f.TransactionID
WHERE f.TransactionID IS NULL OR l.TransactionID IS NULL
  OR l.NetRevenue <> CASE WHEN f.ReturnFlag AND f.Quantity > 0 THEN 0 ELSE f.NetRevenue END
  OR l.GrossRevenue - l.Discounts - l.TaxInPrices - l.Returns <> l.NetRevenue
  OR l.UnitsSold - l.UnitsReturned <> CASE WHEN f.ReturnFlag AND f.Quantity > 0 THEN 0 ELSE f.Quantity END
  OR l.LinesWithCost + l.LinesWithoutCost <> CASE WHEN f.ReturnFlag AND f.Quantity > 0 THEN 0 ELSE 1 END
  OR l.GrossMargin <> l.NetRevenue - CASE WHEN f.ReturnFlag AND f.Quantity > 0 THEN 0 ELSE f.CalculatedTotalCOGS END
  OR l.ContributionMargin <> l.GrossMargin - f.PlatformFee - f.FulfillmentFee - f.PaymentProcessingFee
    + f.ShippingChargedToCustomer - f.ActualShippingCost;

-- M2. Does any step of the monthly profit and loss not add up?
-- Each line of the statement follows from the lines above it, and both margins are empty together.
-- expect: no rows
SELECT Year, Month, ChannelName, CurrencyCode, NetRevenue, GrossMargin, ContributionMargin, NetContribution
FROM channel_pnl_monthly
WHERE NetRevenue <> GrossRevenue - Discounts - TaxInPrices - Returns
  OR ShippingResult <> ShippingChargedToCustomer - ActualShippingCost
  OR GrossMargin <> NetRevenue - RevenueWithoutCost - COGS
  OR ContributionMargin <> GrossMargin - PlatformFee - FulfillmentFee - PaymentProcessingFee + ShippingResult
  OR NetContribution <> ContributionMargin - MarketingSpend
  OR (GrossMargin IS NULL AND (LinesWithCost > 0 OR LinesWithoutCost = 0))
  OR (GrossMargin IS NOT NULL AND (COGS IS NULL OR ContributionMargin IS NULL OR NetContribution IS NULL));

-- M3. Do the totals of any mart differ from those of the profit and loss, by month and currency?
-- The fact, orders, products, returns, cost coverage and days are summed in their own way and must meet.
-- expect: no rows
WITH total AS (
  SELECT 'channel_pnl_monthly' AS Mart, Year, Month, CurrencyCode, SUM(NetRevenue) AS NetRevenue,
    SUM(RevenueWithoutCost) AS RevenueWithoutCost, SUM(Returns) AS Returns, SUM(COALESCE(COGS, 0)) AS COGS
  FROM channel_pnl_monthly
  WHERE OrderLines > 0
  GROUP BY Year, Month, CurrencyCode
  UNION ALL
  SELECT 'FactTransactions', d.Year, d.Month, f.CurrencyCode,
    SUM(CASE WHEN f.ReturnFlag AND f.Quantity > 0 THEN 0 ELSE f.NetRevenue END),
    SUM(CASE WHEN f.CalculatedTotalCOGS IS NOT NULL OR (f.ReturnFlag AND f.Quantity > 0) THEN 0 ELSE f.NetRevenue END),
    SUM(CASE WHEN f.Quantity < 0 THEN -f.NetRevenue WHEN f.ReturnFlag AND f.Quantity > 0 THEN f.NetRevenue ELSE 0 END),
    SUM(CASE WHEN f.ReturnFlag AND f.Quantity > 0 THEN 0 ELSE COALESCE(f.CalculatedTotalCOGS, 0) END)
  FROM FactTransactions f
  JOIN DimDate d ON d.DateKey = f.DateKey
  GROUP BY d.Year, d.Month, f.CurrencyCode
  UNION ALL
  SELECT 'product_margin', Year, Month, CurrencyCode, SUM(NetRevenue), SUM(RevenueWithoutCost), SUM(Returns),
    SUM(COALESCE(COGS, 0))
  FROM product_margin
  GROUP BY Year, Month, CurrencyCode
  UNION ALL
  SELECT 'daily_sales', Year, Month, CurrencyCode, SUM(NetRevenue), SUM(RevenueWithoutCost), SUM(Returns),
    SUM(COALESCE(COGS, 0))
  FROM daily_sales
  GROUP BY Year, Month, CurrencyCode
  HAVING SUM(OrderLines) > 0
),
meeting AS (
  SELECT p.Year, p.Month, p.CurrencyCode, t.Mart, p.NetRevenue AS NetRevenueOfStatement, t.NetRevenue,
    CASE WHEN p.NetRevenue = t.NetRevenue AND p.RevenueWithoutCost = t.RevenueWithoutCost AND p.Returns = t.Returns
      AND p.COGS = t.COGS THEN 0 ELSE 1 END AS Differs
  FROM total p
  FULL JOIN total t ON t.Year = p.Year AND t.Month = p.Month AND t.CurrencyCode = p.CurrencyCode
  WHERE COALESCE(p.Mart, 'channel_pnl_monthly') = 'channel_pnl_monthly'
)
SELECT Year, Month, CurrencyCode, Mart, NetRevenueOfStatement, NetRevenue
FROM meeting
WHERE Differs = 1;

-- M4. Do the totals of returns, of cost coverage or of orders differ from those of the profit and loss?
-- Over all months, by currency: an order's returns count in the month of the order there.
-- expect: no rows
WITH pnl AS (
  SELECT CurrencyCode, SUM(Orders) AS Orders, SUM(OrderLines) AS OrderLines, SUM(UnitsReturned) AS UnitsReturned,
    SUM(Returns) AS Returns, SUM(NetRevenue) AS NetRevenue, SUM(RevenueWithoutCost) AS RevenueWithoutCost,
    SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee - ShippingResult) AS Fees
  FROM channel_pnl_monthly
  GROUP BY CurrencyCode
),
returned AS (
  SELECT CurrencyCode, SUM(UnitsReturned) AS UnitsReturned, SUM(Returns) AS Returns,
    SUM(UnitsReturned - UnitsReturnedFlagged - UnitsReturnedAsLines) AS Uncounted
  FROM returns_analysis
  GROUP BY CurrencyCode
),
coverage AS (
  SELECT CurrencyCode, SUM(OrderLines) AS OrderLines, SUM(RevenueWithoutCost) AS RevenueWithoutCost,
    SUM(LinesWithoutCost - LinesOfUncostedProducts - LinesBeforeFirstCost - LinesCostedInOtherCurrency) AS Unexplained
  FROM cogs_coverage
  GROUP BY CurrencyCode
),
ordered AS (
  SELECT CurrencyCode, SUM(CASE WHEN LinesSold > 0 THEN 1 ELSE 0 END) AS Orders, SUM(OrderLines) AS OrderLines,
    SUM(NetRevenue) AS NetRevenue, SUM(PlatformFee + FulfillmentFee + PaymentProcessingFee - ShippingResult) AS Fees
  FROM order_profitability
  GROUP BY CurrencyCode
)
SELECT p.CurrencyCode, p.Orders, o.Orders AS OrdersOfOrders, p.Returns, r.Returns AS ReturnsOfReturns
FROM pnl p
LEFT JOIN returned r ON r.CurrencyCode = p.CurrencyCode
LEFT JOIN coverage c ON c.CurrencyCode = p.CurrencyCode
LEFT JOIN ordered o ON o.CurrencyCode = p.CurrencyCode
WHERE p.OrderLines > 0
  AND (r.CurrencyCode IS NULL OR c.CurrencyCode IS NULL OR o.CurrencyCode IS NULL
    OR p.UnitsReturned <> r.UnitsReturned OR p.Returns <> r.Returns OR r.Uncounted <> 0
    OR p.OrderLines <> c.OrderLines OR p.RevenueWithoutCost <> c.RevenueWithoutCost OR c.Unexplained <> 0
    OR p.Orders <> o.Orders OR p.OrderLines <> o.OrderLines OR p.NetRevenue <> o.NetRevenue OR p.Fees <> o.Fees);

-- M5. Is any spend lost between the fact, the campaigns and the channels?
-- Spend of a platform that serves no channel is in the channel Unallocated.
-- expect: no rows
WITH spend AS (
  SELECT CurrencyCode, SUM(Spend) AS Spend FROM FactMarketingSpend GROUP BY CurrencyCode
),
campaigns AS (
  SELECT CurrencyCode, SUM(Spend) AS Spend FROM campaign_performance GROUP BY CurrencyCode
),
channels AS (
  SELECT CurrencyCode, SUM(MarketingSpend) AS Spend FROM channel_pnl_monthly GROUP BY CurrencyCode
),
months AS (
  SELECT CurrencyCode, SUM(MarketingSpend) AS Spend FROM marketing_efficiency_monthly GROUP BY CurrencyCode
)
SELECT s.CurrencyCode, s.Spend, c.Spend AS OfCampaigns, h.Spend AS OfChannels, m.Spend AS OfMonths
FROM spend s
LEFT JOIN campaigns c ON c.CurrencyCode = s.CurrencyCode
LEFT JOIN channels h ON h.CurrencyCode = s.CurrencyCode
LEFT JOIN months m ON m.CurrencyCode = s.CurrencyCode
WHERE c.Spend IS NULL OR h.Spend IS NULL OR m.Spend IS NULL OR s.Spend <> c.Spend OR s.Spend <> h.Spend OR s.Spend <> m.Spend;

-- M6. Do cohorts and monthly customers disagree?
-- A cohort has as many customers as were new in its month, and as many are active as bought in the month.
-- expect: no rows
WITH cohort AS (
  SELECT CohortYear, CohortMonth, CurrencyCode, MAX(CohortCustomers) AS CohortCustomers
  FROM customer_cohorts
  GROUP BY CohortYear, CohortMonth, CurrencyCode
),
active AS (
  SELECT 12 * CohortYear + CohortMonth + MonthsSinceFirstOrder AS MonthNumber, CurrencyCode, SUM(ActiveCustomers) AS Customers
  FROM customer_cohorts
  GROUP BY 12 * CohortYear + CohortMonth + MonthsSinceFirstOrder, CurrencyCode
)
SELECT m.Year, m.Month, m.CurrencyCode, m.NewCustomers, c.CohortCustomers, m.Customers, a.Customers AS ActiveCustomers
FROM marketing_efficiency_monthly m
LEFT JOIN cohort c ON c.CohortYear = m.Year AND c.CohortMonth = m.Month AND c.CurrencyCode = m.CurrencyCode
LEFT JOIN active a ON a.MonthNumber = 12 * m.Year + m.Month AND a.CurrencyCode = m.CurrencyCode
WHERE m.NewCustomers <> COALESCE(c.CohortCustomers, 0)
  OR m.Customers <> COALESCE(a.Customers, 0)
  OR m.Customers <> m.NewCustomers + m.ReturningCustomers;

-- M7. Does any day lack a row of any channel and currency that sells?
-- Every day of the calendar is there once for each, with sales or without.
-- expect: no rows
SELECT ChannelName, CurrencyCode, COUNT(*) AS Days, COUNT(DISTINCT FullDate) AS DifferentDays
FROM daily_sales
GROUP BY ChannelName, CurrencyCode
HAVING COUNT(*) <> (SELECT COUNT(*) FROM DimDate) OR COUNT(*) <> COUNT(DISTINCT FullDate);

-- M8. Does the cost coverage differ from what the newest run reported?
-- A run counts lines and revenue without a cost before returns are taken out.
-- expect: no rows
WITH newest AS (
  SELECT RunID FROM EtlRun WHERE Status = 'succeeded' ORDER BY FinishedAt DESC, RunID DESC LIMIT 1
),
reported AS (
  SELECT m.CurrencyCode, SUM(CASE WHEN m.Measure = 'rows_without_cost' THEN m.Value ELSE 0 END) AS LinesWithoutCost,
    SUM(CASE WHEN m.Measure = 'NetRevenue_without_cost' THEN m.Value ELSE 0 END) AS RevenueWithoutCost
  FROM EtlRunMeasure m
  JOIN newest n ON n.RunID = m.RunID
  WHERE m.Measure IN ('rows_without_cost', 'NetRevenue_without_cost')
  GROUP BY m.CurrencyCode
),
covered AS (
  SELECT CurrencyCode, SUM(BookedLinesWithoutCost) AS LinesWithoutCost, SUM(BookedRevenueWithoutCost) AS RevenueWithoutCost
  FROM cogs_coverage
  GROUP BY CurrencyCode
)
SELECT c.CurrencyCode, c.LinesWithoutCost, r.LinesWithoutCost AS Reported, c.RevenueWithoutCost, r.RevenueWithoutCost AS ReportedRevenue
FROM covered c
LEFT JOIN reported r ON r.CurrencyCode = c.CurrencyCode
WHERE c.LinesWithoutCost <> COALESCE(r.LinesWithoutCost, 0) OR c.RevenueWithoutCost <> COALESCE(r.RevenueWithoutCost, 0);
