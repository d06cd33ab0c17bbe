-- Row-level security: an analyst reads the order lines of the channels that channel_access gives to that user.
--
-- Whoever has neither a policy nor IGNORE RLS reads no row of the table. Superusers, such as the administrator as whom the job
-- signs in, are not limited.

CREATE SCHEMA IF NOT EXISTS finance_security;

-- Grain: one user and one channel. A ChannelName of * is every channel.
CREATE TABLE IF NOT EXISTS finance_security.channel_access (
  UserName    VARCHAR(128) NOT NULL,
  ChannelName VARCHAR(128) NOT NULL
);

CREATE RLS POLICY finance_lines_of_own_channels
WITH (ChannelKey INTEGER)
USING (ChannelKey IN (
  SELECT channel.ChannelKey
  FROM finance.DimChannel AS channel
  JOIN finance_security.channel_access AS access ON access.ChannelName = channel.ChannelName OR access.ChannelName = '*'
  WHERE access.UserName = current_user
));

-- The policy looks into these tables with rights of its own; analysts cannot read who may see what.
GRANT SELECT ON finance.DimChannel TO RLS POLICY finance_lines_of_own_channels;
GRANT SELECT ON finance_security.channel_access TO RLS POLICY finance_lines_of_own_channels;

ATTACH RLS POLICY finance_lines_of_own_channels ON finance.FactTransactions TO ROLE finance_analyst;
GRANT IGNORE RLS TO ROLE finance_team;
GRANT IGNORE RLS TO ROLE finance_etl;

-- Last, when everybody who reads has a policy or may ignore it.
ALTER TABLE finance.FactTransactions ROW LEVEL SECURITY ON;
