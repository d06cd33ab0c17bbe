-- Roles: what people and programs are. The rights of each are in the files that follow.
--
-- Run the files with a number in the order of their names, as the administrator, after sql/ddl. A CREATE or ATTACH that says
-- "already exists" or "already attached" has been run before; go on with the next statement. infra/deploy does all of it.

-- Reads sales without costs, fees and customers, and only of the channels that channel_access gives to the user.
CREATE ROLE finance_analyst;

-- Reads everything.
CREATE ROLE finance_team;

-- Loads: for a user of the job's own, if it is not to sign in as the administrator (job_user.sql).
CREATE ROLE finance_etl;
