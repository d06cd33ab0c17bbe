-- A user of the job's own, instead of the administrator: the owner of what the job loads, and of nothing else.
--
-- Run it once, as the administrator, after the first run and while none is under way; infra/deploy leaves it alone. From then on
-- nobody else makes tables or views in these two schemas. Then give the user a password: docs/deployment.md says how.

-- It must see all grants, because it repeats them when it makes a view anew.
CREATE USER finance_job PASSWORD DISABLE SYSLOG ACCESS UNRESTRICTED;

-- Row-level security limits owners too; the role may ignore it.
GRANT ROLE finance_etl TO finance_job;

ALTER SCHEMA finance OWNER TO finance_job;
ALTER SCHEMA finance_staging OWNER TO finance_job;

ALTER TABLE finance.DimDate OWNER TO finance_job;
ALTER TABLE finance.DimProduct OWNER TO finance_job;
ALTER TABLE finance.DimCustomer OWNER TO finance_job;
ALTER TABLE finance.DimChannel OWNER TO finance_job;
ALTER TABLE finance.DimCampaign OWNER TO finance_job;
ALTER TABLE finance.ProductCost OWNER TO finance_job;
ALTER TABLE finance.PlatformChannel OWNER TO finance_job;
ALTER TABLE finance.FactMarketingSpend OWNER TO finance_job;
ALTER TABLE finance.FactTransactions OWNER TO finance_job;
ALTER TABLE finance.Quarantine OWNER TO finance_job;
ALTER TABLE finance.EtlRunMeasure OWNER TO finance_job;
ALTER TABLE finance.EtlRun OWNER TO finance_job;

ALTER TABLE finance_staging.run_lease OWNER TO finance_job;
ALTER TABLE finance_staging.keys_dimproduct OWNER TO finance_job;
ALTER TABLE finance_staging.keys_dimcustomer OWNER TO finance_job;
ALTER TABLE finance_staging.keys_dimchannel OWNER TO finance_job;
ALTER TABLE finance_staging.keys_dimcampaign OWNER TO finance_job;

-- The marts. Redshift says TABLE for views too.
ALTER TABLE finance.order_line_profitability OWNER TO finance_job;
ALTER TABLE finance.order_profitability OWNER TO finance_job;
ALTER TABLE finance.campaign_performance OWNER TO finance_job;
ALTER TABLE finance.channel_pnl_monthly OWNER TO finance_job;
ALTER TABLE finance.product_margin OWNER TO finance_job;
ALTER TABLE finance.marketing_efficiency_monthly OWNER TO finance_job;
ALTER TABLE finance.customer_cohorts OWNER TO finance_job;
ALTER TABLE finance.returns_analysis OWNER TO finance_job;
ALTER TABLE finance.cogs_coverage OWNER TO finance_job;
ALTER TABLE finance.daily_sales OWNER TO finance_job;

-- The team reads what this user makes in later versions too.
ALTER DEFAULT PRIVILEGES FOR USER finance_job IN SCHEMA finance GRANT SELECT ON TABLES TO ROLE finance_team;
