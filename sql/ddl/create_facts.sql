-- The facts of the star schema, for Amazon Redshift.
--
-- Run this file after create_dimensions.sql. It can be run again: what exists stays as it is.
-- The schema is the first one in search_path. Redshift folds the names to lower case.
--
-- Columns stand in the order in which a run writes them, because COPY from Parquet goes by position and converts nothing.
-- VARCHAR counts bytes: 128 for identifiers, as the data contract limits them, 3 for a currency code, and 64 for a RunID, which
-- has 25. Compression is left to Redshift (ENCODE AUTO is the default).
--
-- PRIMARY KEY and FOREIGN KEY are not enforced by Redshift, but its planner trusts them. They stand here because every run
-- checks them before it publishes: a fact with a repeated TransactionID, or that points at a missing member, is never published.
--
-- Money is exact, and all money of a row is in its CurrencyCode. Never sum it across currencies.

-- DISTSTYLE EVEN: one row for each day and campaign, far fewer than order lines, and both dimensions are on every node, so every
--   join is local wherever a row lies. Campaigns differ too much in size to spread the rows by CampaignKey.
-- SORTKEY (DateKey): nearly every question asks for a range of days, and then only their blocks are read.
CREATE TABLE IF NOT EXISTS FactMarketingSpend (
  DateKey      INTEGER        NOT NULL,
  CampaignKey  INTEGER        NOT NULL,
  Impressions  BIGINT         NOT NULL,
  Clicks       BIGINT         NOT NULL,
  Spend        DECIMAL(18, 2) NOT NULL,
  CurrencyCode VARCHAR(3)     NOT NULL,
  RunID        VARCHAR(64)    NOT NULL,
  FOREIGN KEY (DateKey) REFERENCES DimDate (DateKey),
  FOREIGN KEY (CampaignKey) REFERENCES DimCampaign (CampaignKey)
)
DISTSTYLE EVEN
SORTKEY (DateKey);

COMMENT ON TABLE FactMarketingSpend IS 'Fact, grain: one raw row of spend, that is a day and a campaign. A day and campaign may have several rows, and all of them count';
COMMENT ON COLUMN FactMarketingSpend.DateKey IS 'The day of the spend';
COMMENT ON COLUMN FactMarketingSpend.CampaignKey IS 'The campaign. -1 when the row names none';
COMMENT ON COLUMN FactMarketingSpend.Impressions IS 'How often the advertisement was shown';
COMMENT ON COLUMN FactMarketingSpend.Clicks IS 'How often it was clicked';
COMMENT ON COLUMN FactMarketingSpend.Spend IS 'What it cost';
COMMENT ON COLUMN FactMarketingSpend.CurrencyCode IS 'ISO-4217 code of the spend';
COMMENT ON COLUMN FactMarketingSpend.RunID IS 'The run that wrote the row';

-- DISTSTYLE KEY (TransactionID): it is unique, so every node gets an equal share, and the check for repeated lines, which every
--   run makes before it publishes, groups by it without moving a row. Days, products, channels and costs are on every node, so
--   those joins are local wherever a line lies. CustomerKey, the one other join, would put all lines of guests (-1) on one
--   slice, OrderID all lines without an order, ChannelKey half of the table: one slow slice makes every query slow.
-- SORTKEY (DateKey): nearly every question asks for a range of days, and then only their blocks are read.
CREATE TABLE IF NOT EXISTS FactTransactions (
  DateKey                   INTEGER        NOT NULL,
  ProductKey                INTEGER        NOT NULL,
  CustomerKey               INTEGER        NOT NULL,
  ChannelKey                INTEGER        NOT NULL,
  TransactionID             VARCHAR(128)   NOT NULL,
  OrderID                   VARCHAR(128),
  TransactionDate           TIMESTAMP      NOT NULL,
  Quantity                  DECIMAL(18, 4) NOT NULL,
  UnitPrice                 DECIMAL(18, 4) NOT NULL,
  GrossRevenue              DECIMAL(18, 2) NOT NULL,
  DiscountAmount            DECIMAL(18, 2) NOT NULL,
  NetRevenue                DECIMAL(18, 2) NOT NULL,
  TaxAmount                 DECIMAL(18, 2) NOT NULL,
  ShippingChargedToCustomer DECIMAL(18, 2) NOT NULL,
  ActualShippingCost        DECIMAL(18, 2) NOT NULL,
  PlatformFee               DECIMAL(18, 2) NOT NULL,
  FulfillmentFee            DECIMAL(18, 2) NOT NULL,
  PaymentProcessingFee      DECIMAL(18, 2) NOT NULL,
  UnitCOGS                  DECIMAL(18, 4),
  CalculatedTotalCOGS       DECIMAL(18, 2),
  ReturnFlag                BOOLEAN        NOT NULL,
  CurrencyCode              VARCHAR(3)     NOT NULL,
  RunID                     VARCHAR(64)    NOT NULL,
  PRIMARY KEY (TransactionID),
  FOREIGN KEY (DateKey) REFERENCES DimDate (DateKey),
  FOREIGN KEY (ProductKey) REFERENCES DimProduct (ProductKey),
  FOREIGN KEY (CustomerKey) REFERENCES DimCustomer (CustomerKey),
  FOREIGN KEY (ChannelKey) REFERENCES DimChannel (ChannelKey)
)
DISTSTYLE KEY
DISTKEY (TransactionID)
SORTKEY (DateKey);

COMMENT ON TABLE FactTransactions IS 'Fact, grain: one TransactionID, that is one order line, or a return that was delivered as a line of its own';
COMMENT ON COLUMN FactTransactions.DateKey IS 'The business day of the sale, in the business time zone';
COMMENT ON COLUMN FactTransactions.ProductKey IS 'The product. -1 when the line names none';
COMMENT ON COLUMN FactTransactions.CustomerKey IS 'The customer. -1 when the line names none, such as that of a guest';
COMMENT ON COLUMN FactTransactions.ChannelKey IS 'The sales channel. -1 when the line names none';
COMMENT ON COLUMN FactTransactions.TransactionID IS 'Natural key of the line';
COMMENT ON COLUMN FactTransactions.OrderID IS 'The order that the line belongs to. Null when the raw row names none';
COMMENT ON COLUMN FactTransactions.TransactionDate IS 'When it was sold, in UTC';
COMMENT ON COLUMN FactTransactions.Quantity IS 'Units. Negative on a return that was delivered as a line of its own';
COMMENT ON COLUMN FactTransactions.UnitPrice IS 'Price of one unit, never negative';
COMMENT ON COLUMN FactTransactions.GrossRevenue IS 'round(Quantity x UnitPrice, 2), half-up';
COMMENT ON COLUMN FactTransactions.DiscountAmount IS 'Discount on the line, with the sign of Quantity';
COMMENT ON COLUMN FactTransactions.NetRevenue IS 'GrossRevenue less DiscountAmount, and less TaxAmount where prices include tax. No shipping';
COMMENT ON COLUMN FactTransactions.TaxAmount IS 'Tax on the line';
COMMENT ON COLUMN FactTransactions.ShippingChargedToCustomer IS 'Shipping that the customer paid. It is in no revenue column';
COMMENT ON COLUMN FactTransactions.ActualShippingCost IS 'Shipping that the seller paid';
COMMENT ON COLUMN FactTransactions.PlatformFee IS 'Fee of the marketplace or platform. A refund of it is negative';
COMMENT ON COLUMN FactTransactions.FulfillmentFee IS 'Fee of the fulfilment provider. A refund of it is negative';
COMMENT ON COLUMN FactTransactions.PaymentProcessingFee IS 'Fee of the payment provider. A refund of it is negative';
COMMENT ON COLUMN FactTransactions.UnitCOGS IS 'Cost of one unit on the business day, in the currency of the line. Null when there is none, which is not a cost of zero';
COMMENT ON COLUMN FactTransactions.CalculatedTotalCOGS IS 'round(Quantity x UnitCOGS, 2), half-up. Null when there is no cost';
COMMENT ON COLUMN FactTransactions.ReturnFlag IS 'On a positive line: it was sold and later returned. The line keeps the sale, reports take it out';
COMMENT ON COLUMN FactTransactions.CurrencyCode IS 'ISO-4217 code of all money in the row';
COMMENT ON COLUMN FactTransactions.RunID IS 'The run that wrote the row';
