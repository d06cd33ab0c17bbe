-- Who reads which table and column.

-- The team reads everything, what later versions add too.
GRANT USAGE ON SCHEMA finance TO ROLE finance_team;
GRANT SELECT ON ALL TABLES IN SCHEMA finance TO ROLE finance_team;
ALTER DEFAULT PRIVILEGES IN SCHEMA finance GRANT SELECT ON TABLES TO ROLE finance_team;

-- Analysts read dimensions and spend as a whole. They do not read ProductCost, nor Quarantine, which holds raw records.
GRANT USAGE ON SCHEMA finance TO ROLE finance_analyst;
GRANT SELECT ON finance.DimDate TO ROLE finance_analyst;
GRANT SELECT ON finance.DimProduct TO ROLE finance_analyst;
GRANT SELECT ON finance.DimCustomer TO ROLE finance_analyst;
GRANT SELECT ON finance.DimChannel TO ROLE finance_analyst;
GRANT SELECT ON finance.DimCampaign TO ROLE finance_analyst;
GRANT SELECT ON finance.PlatformChannel TO ROLE finance_analyst;
GRANT SELECT ON finance.FactMarketingSpend TO ROLE finance_analyst;
GRANT SELECT ON finance.EtlRun TO ROLE finance_analyst;

-- Of order lines they read what was sold and for how much: no cost, no fee, no shipping cost.
GRANT SELECT (
  DateKey, ProductKey, CustomerKey, ChannelKey, TransactionID, OrderID, TransactionDate, Quantity, UnitPrice, GrossRevenue,
  DiscountAmount, NetRevenue, TaxAmount, ShippingChargedToCustomer, ReturnFlag, CurrencyCode, RunID
) ON finance.FactTransactions TO ROLE finance_analyst;

-- A loader reads and writes rows. The job's own user must also own schemas, tables and views: job_user.sql.
GRANT USAGE ON SCHEMA finance TO ROLE finance_etl;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA finance TO ROLE finance_etl;
