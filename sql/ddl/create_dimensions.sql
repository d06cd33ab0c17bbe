-- The dimensions of the star schema, for Amazon Redshift.
--
-- Run this file before create_facts.sql, whose tables refer to these. It can be run again: what exists stays as it is.
-- The schema is the first one in search_path. Redshift folds the names to lower case.
--
-- Columns stand in the order in which a run writes them, because COPY from Parquet goes by position and converts nothing.
-- VARCHAR counts bytes: 128 for identifiers, channels and platforms, 512 for names, as the data contract limits them, and
-- 3 for a currency code. Compression is left to Redshift (ENCODE AUTO is the default).
--
-- PRIMARY KEY and UNIQUE are not enforced by Redshift, but its planner trusts them. They stand here because every run
-- checks them before it publishes: a table with a repeated key is never published.
--
-- Every run replaces the rows of these tables as a whole and keeps the tables, with their grants and views.

-- DISTSTYLE ALL: a few thousand days that every report joins, so each node has its own copy and no row travels.
-- SORTKEY (DateKey): facts join on it and are sorted by it, and ranges of days read a few blocks.
CREATE TABLE IF NOT EXISTS DimDate (
  DateKey             INTEGER      NOT NULL,
  FullDate            DATE         NOT NULL,
  Year                INTEGER      NOT NULL,
  Quarter             INTEGER      NOT NULL,
  Month               INTEGER      NOT NULL,
  MonthName           VARCHAR(9)   NOT NULL,
  DayOfMonth          INTEGER      NOT NULL,
  DayOfWeekName       VARCHAR(9)   NOT NULL,
  WeekOfYear          INTEGER      NOT NULL,
  IsWeekend           BOOLEAN      NOT NULL,
  DayOfWeekNumber     INTEGER      NOT NULL,
  DayOfWeekShortName  VARCHAR(3)   NOT NULL,
  MonthShortName      VARCHAR(3)   NOT NULL,
  DayOfYear           INTEGER      NOT NULL,
  IsoYear             INTEGER      NOT NULL,
  IsoWeek             INTEGER      NOT NULL,
  WeekStart           DATE         NOT NULL,
  WeekEnd             DATE         NOT NULL,
  MonthStart          DATE         NOT NULL,
  MonthEnd            DATE         NOT NULL,
  QuarterStart        DATE         NOT NULL,
  QuarterEnd          DATE         NOT NULL,
  YearStart           DATE         NOT NULL,
  YearEnd             DATE         NOT NULL,
  SameWeekdayLastYear DATE         NOT NULL,
  FiscalYear          INTEGER      NOT NULL,
  FiscalQuarter       INTEGER      NOT NULL,
  FiscalPeriod        INTEGER      NOT NULL,
  RetailYear          INTEGER      NOT NULL,
  RetailQuarter       INTEGER      NOT NULL,
  RetailPeriod        INTEGER      NOT NULL,
  RetailWeek          INTEGER      NOT NULL,
  HolidayName         VARCHAR(512),
  PRIMARY KEY (DateKey)
)
DISTSTYLE ALL
SORTKEY (DateKey);

COMMENT ON TABLE DimDate IS 'Dimension, grain: one calendar day. Every day from the first to the last in transactions and spend';
COMMENT ON COLUMN DimDate.DateKey IS 'The day as the number yyyymmdd';
COMMENT ON COLUMN DimDate.FullDate IS 'The day';
COMMENT ON COLUMN DimDate.Year IS 'Calendar year';
COMMENT ON COLUMN DimDate.Quarter IS 'Calendar quarter, 1 to 4';
COMMENT ON COLUMN DimDate.Month IS 'Month, 1 to 12';
COMMENT ON COLUMN DimDate.MonthName IS 'English name of the month';
COMMENT ON COLUMN DimDate.DayOfMonth IS 'Day of the month, 1 to 31';
COMMENT ON COLUMN DimDate.DayOfWeekName IS 'English name of the weekday';
COMMENT ON COLUMN DimDate.WeekOfYear IS 'Week of the year by ISO-8601, 1 to 53. The first days of January may be in week 52 or 53, the last of December in week 1';
COMMENT ON COLUMN DimDate.IsWeekend IS 'Whether the day is a Saturday or Sunday';
COMMENT ON COLUMN DimDate.DayOfWeekNumber IS 'Number of the weekday, 1 (Monday) to 7 (Sunday)';
COMMENT ON COLUMN DimDate.DayOfWeekShortName IS 'English name of the weekday in three letters';
COMMENT ON COLUMN DimDate.MonthShortName IS 'English name of the month in three letters';
COMMENT ON COLUMN DimDate.DayOfYear IS 'Day of the year, 1 to 366';
COMMENT ON COLUMN DimDate.IsoYear IS 'The year to which the week belongs by ISO-8601. Around New Year not always Year';
COMMENT ON COLUMN DimDate.IsoWeek IS 'Week of IsoYear, 1 to 53. The same number as WeekOfYear';
COMMENT ON COLUMN DimDate.WeekStart IS 'The Monday of the week';
COMMENT ON COLUMN DimDate.WeekEnd IS 'The Sunday of the week';
COMMENT ON COLUMN DimDate.MonthStart IS 'First day of the month';
COMMENT ON COLUMN DimDate.MonthEnd IS 'Last day of the month';
COMMENT ON COLUMN DimDate.QuarterStart IS 'First day of the calendar quarter';
COMMENT ON COLUMN DimDate.QuarterEnd IS 'Last day of the calendar quarter';
COMMENT ON COLUMN DimDate.YearStart IS 'First day of the calendar year';
COMMENT ON COLUMN DimDate.YearEnd IS 'Last day of the calendar year';
COMMENT ON COLUMN DimDate.SameWeekdayLastYear IS 'The day 364 days, that is 52 weeks, before';
COMMENT ON COLUMN DimDate.FiscalYear IS 'Fiscal year, by the calendar year in which it ends. Begins with the month that the run was given';
COMMENT ON COLUMN DimDate.FiscalQuarter IS 'Quarter of the fiscal year, 1 to 4';
COMMENT ON COLUMN DimDate.FiscalPeriod IS 'Month of the fiscal year, 1 to 12';
COMMENT ON COLUMN DimDate.RetailYear IS 'Year of the retail calendar, by the calendar year in which it begins: on the Sunday after the Saturday nearest to 31 January';
COMMENT ON COLUMN DimDate.RetailQuarter IS 'Quarter of the retail year, 1 to 4, of 13 weeks each. Week 53 is in the fourth';
COMMENT ON COLUMN DimDate.RetailPeriod IS 'Period of the retail year, 1 to 12, of 4 or 5 weeks in the order that the run was given. Week 53 is in the last';
COMMENT ON COLUMN DimDate.RetailWeek IS 'Week of the retail year, Sunday to Saturday, 1 to 53';
COMMENT ON COLUMN DimDate.HolidayName IS 'Nationwide public holidays of the country that the run was given, in English. Null on other days, and when no country was given';

-- DISTSTYLE ALL: thousands of narrow rows, joined by nearly every report, so each node has its own copy.
-- SORTKEY (ProductKey): joins and look-ups come by key.
CREATE TABLE IF NOT EXISTS DimProduct (
  ProductKey  INTEGER      NOT NULL,
  ProductID   VARCHAR(128) NOT NULL,
  ProductName VARCHAR(512),
  PRIMARY KEY (ProductKey),
  UNIQUE (ProductID)
)
DISTSTYLE ALL
SORTKEY (ProductKey);

COMMENT ON TABLE DimProduct IS 'Dimension, grain: one product. Every product that was sold or has a cost, and the unknown member';
COMMENT ON COLUMN DimProduct.ProductKey IS 'Surrogate key, never reused and never changed. -1 is the unknown member';
COMMENT ON COLUMN DimProduct.ProductID IS 'Natural key: the identifier in the raw files. Unknown where a line names no product';
COMMENT ON COLUMN DimProduct.ProductName IS 'The latest name. Null when no raw row has one';

-- DISTSTYLE KEY (CustomerKey): customers may be almost as many as orders, and every run writes all of them, so a copy on each
--   node would cost more than it saves. The key is unique, so the nodes get equal shares, and it is where Redshift gathers the
--   rows of a customer when a report groups the fact by CustomerKey: names then join what has been grouped without travelling.
-- SORTKEY (CustomerKey): joins and look-ups come by key.
CREATE TABLE IF NOT EXISTS DimCustomer (
  CustomerKey INTEGER      NOT NULL,
  CustomerID  VARCHAR(128) NOT NULL,
  PRIMARY KEY (CustomerKey),
  UNIQUE (CustomerID)
)
DISTSTYLE KEY
DISTKEY (CustomerKey)
SORTKEY (CustomerKey);

COMMENT ON TABLE DimCustomer IS 'Dimension, grain: one customer. Every customer who bought, and the unknown member';
COMMENT ON COLUMN DimCustomer.CustomerKey IS 'Surrogate key, never reused and never changed. -1 is the unknown member, such as a guest';
COMMENT ON COLUMN DimCustomer.CustomerID IS 'Natural key: the identifier in the raw files. Unknown where a line names no customer';

-- DISTSTYLE ALL: a handful of rows, joined by nearly every report, so each node has its own copy.
-- SORTKEY (ChannelKey): joins and look-ups come by key.
CREATE TABLE IF NOT EXISTS DimChannel (
  ChannelKey  INTEGER      NOT NULL,
  ChannelName VARCHAR(128) NOT NULL,
  PRIMARY KEY (ChannelKey),
  UNIQUE (ChannelName)
)
DISTSTYLE ALL
SORTKEY (ChannelKey);

COMMENT ON TABLE DimChannel IS 'Dimension, grain: one sales channel. Every channel that sold, and the unknown member';
COMMENT ON COLUMN DimChannel.ChannelKey IS 'Surrogate key, never reused and never changed. -1 is the unknown member';
COMMENT ON COLUMN DimChannel.ChannelName IS 'Natural key: the name in the raw files. Unknown where a line names no channel';

-- DISTSTYLE ALL: hundreds of rows, joined by every report on advertising, so each node has its own copy.
-- SORTKEY (CampaignKey): joins and look-ups come by key.
CREATE TABLE IF NOT EXISTS DimCampaign (
  CampaignKey  INTEGER      NOT NULL,
  CampaignID   VARCHAR(128) NOT NULL,
  CampaignName VARCHAR(512),
  AdPlatform   VARCHAR(128),
  PRIMARY KEY (CampaignKey),
  UNIQUE (CampaignID)
)
DISTSTYLE ALL
SORTKEY (CampaignKey);

COMMENT ON TABLE DimCampaign IS 'Dimension, grain: one advertising campaign. Every campaign with a row of spend, and the unknown member';
COMMENT ON COLUMN DimCampaign.CampaignKey IS 'Surrogate key, never reused and never changed. -1 is the unknown member';
COMMENT ON COLUMN DimCampaign.CampaignID IS 'Natural key: the identifier in the raw files. Unknown where a row is booked on no real campaign';
COMMENT ON COLUMN DimCampaign.CampaignName IS 'The latest name. Null when no raw row has one';
COMMENT ON COLUMN DimCampaign.AdPlatform IS 'The latest advertising platform. Null when no raw row has one';

-- DISTSTYLE ALL: a few rows for each product. Whoever derives a cost again joins it to every order line, and then no line travels.
-- SORTKEY (ProductKey, CurrencyCode, EffectiveFrom): that join looks for the costs of one product in one currency up to a day.
CREATE TABLE IF NOT EXISTS ProductCost (
  ProductKey    INTEGER        NOT NULL,
  CurrencyCode  VARCHAR(3)     NOT NULL,
  EffectiveFrom DATE           NOT NULL,
  EffectiveTo   DATE,
  UnitCOGS      DECIMAL(18, 4) NOT NULL,
  PRIMARY KEY (ProductKey, CurrencyCode, EffectiveFrom),
  FOREIGN KEY (ProductKey) REFERENCES DimProduct (ProductKey)
)
DISTSTYLE ALL
SORTKEY (ProductKey, CurrencyCode, EffectiveFrom);

COMMENT ON TABLE ProductCost IS 'Grain: the unit cost of a product in a currency, from one day on until the next cost';
COMMENT ON COLUMN ProductCost.ProductKey IS 'The product, a key of DimProduct';
COMMENT ON COLUMN ProductCost.CurrencyCode IS 'ISO-4217 code of the cost';
COMMENT ON COLUMN ProductCost.EffectiveFrom IS 'The first day on which the cost holds';
COMMENT ON COLUMN ProductCost.EffectiveTo IS 'The first day on which it no longer holds, which is the first day of the next cost. Null while it is open';
COMMENT ON COLUMN ProductCost.UnitCOGS IS 'Cost of one unit, in CurrencyCode';

-- DISTSTYLE ALL: a handful of rows, joined by reports that give spend to channels, so each node has its own copy.
-- SORTKEY (AdPlatform): it is what campaigns join on.
CREATE TABLE IF NOT EXISTS PlatformChannel (
  AdPlatform  VARCHAR(128) NOT NULL,
  ChannelName VARCHAR(128) NOT NULL,
  PRIMARY KEY (AdPlatform)
)
DISTSTYLE ALL
SORTKEY (AdPlatform);

COMMENT ON TABLE PlatformChannel IS 'Grain: one advertising platform, with the sales channel that its spend serves. A platform without a row is Unallocated';
COMMENT ON COLUMN PlatformChannel.AdPlatform IS 'The advertising platform, as in DimCampaign';
COMMENT ON COLUMN PlatformChannel.ChannelName IS 'The sales channel that its spend serves, as in DimChannel when that channel has sold';
