-- The run log, for Amazon Redshift: what every run read, measured, refused and put aside.
--
-- This file needs no other one. It can be run again: what exists stays as it is.
-- The schema is the first one in search_path. Redshift folds the names to lower case.
--
-- Columns stand in the order in which a run writes them, because COPY from Parquet goes by position and converts nothing.
-- VARCHAR counts bytes. Each width is ample for what the software writes: 64 for a RunID, which has 25, 1024 for a file, which
-- is the longest key that S3 allows, and 65535, the most there is, for evidence. Compression is left to Redshift (ENCODE AUTO is
-- the default).
--
-- There is no PRIMARY KEY and no FOREIGN KEY here: Redshift would not enforce them, its planner would trust them, and no check
-- before publishing looks at the run log. These tables only ever grow.

-- DISTSTYLE EVEN: rows are looked at by run and joined to almost nothing, so an equal share for every node is best.
-- SORTKEY (RunID): a RunID begins with the time, so new rows always come at the end and one run reads a few blocks.
CREATE TABLE IF NOT EXISTS Quarantine (
  RunID      VARCHAR(64)    NOT NULL,
  Source     VARCHAR(64)    NOT NULL,
  SourceFile VARCHAR(1024)  NOT NULL,
  Reason     VARCHAR(64)    NOT NULL,
  Detail     VARCHAR(65535) NOT NULL,
  RawRecord  VARCHAR(65535) NOT NULL
)
DISTSTYLE EVEN
SORTKEY (RunID);

COMMENT ON TABLE Quarantine IS 'Grain: one raw row of one run that is neither accepted nor collapsed. Only ever grows';
COMMENT ON COLUMN Quarantine.RunID IS 'The run that read the row';
COMMENT ON COLUMN Quarantine.Source IS 'The name of the raw source, such as transactions';
COMMENT ON COLUMN Quarantine.SourceFile IS 'The file, relative to the raw folder';
COMMENT ON COLUMN Quarantine.Reason IS 'The code of the first reason that applies, such as bad_decimal';
COMMENT ON COLUMN Quarantine.Detail IS 'Every reason that applies, with column and value';
COMMENT ON COLUMN Quarantine.RawRecord IS 'The record, at most 65,535 bytes. A cut is marked';

-- DISTSTYLE EVEN: hundreds of rows for each run, read by run and joined to EtlRun only, which is on every node.
-- SORTKEY (RunID): a RunID begins with the time, so new rows always come at the end and one run reads a few blocks.
CREATE TABLE IF NOT EXISTS EtlRunMeasure (
  RunID        VARCHAR(64)    NOT NULL,
  Stage        VARCHAR(64)    NOT NULL,
  Object       VARCHAR(128)   NOT NULL,
  Measure      VARCHAR(128)   NOT NULL,
  CurrencyCode VARCHAR(3),
  Value        DECIMAL(38, 4) NOT NULL
)
DISTSTYLE EVEN
SORTKEY (RunID);

COMMENT ON TABLE EtlRunMeasure IS 'Grain: one count or control sum of one run. Only ever grows';
COMMENT ON COLUMN EtlRunMeasure.RunID IS 'The run';
COMMENT ON COLUMN EtlRunMeasure.Stage IS 'Where in the run it was measured: source, accepted, keys or staged';
COMMENT ON COLUMN EtlRunMeasure.Object IS 'The source, table or month that was measured';
COMMENT ON COLUMN EtlRunMeasure.Measure IS 'What was counted or summed, such as rows_read or NetRevenue';
COMMENT ON COLUMN EtlRunMeasure.CurrencyCode IS 'The currency of a sum. Null for a count that has none';
COMMENT ON COLUMN EtlRunMeasure.Value IS 'The count or sum';

-- DISTSTYLE ALL: one row for each run, which the other tables of the run log join, so each node has its own copy.
-- SORTKEY (StartedAt): who asks for a run asks for the newest.
CREATE TABLE IF NOT EXISTS EtlRun (
  RunID            VARCHAR(64)   NOT NULL,
  StartedAt        TIMESTAMP     NOT NULL,
  FinishedAt       TIMESTAMP,
  Status           VARCHAR(16)   NOT NULL,
  SoftwareVersion  VARCHAR(128)  NOT NULL,
  InputFingerprint VARCHAR(128),
  TableVersions    VARCHAR(4096)
)
DISTSTYLE ALL
SORTKEY (StartedAt);

COMMENT ON TABLE EtlRun IS 'Grain: one run. Only ever grows';
COMMENT ON COLUMN EtlRun.RunID IS 'The run. It begins with the time, so runs sort by it';
COMMENT ON COLUMN EtlRun.StartedAt IS 'When it started, in UTC';
COMMENT ON COLUMN EtlRun.FinishedAt IS 'When it ended, in UTC. Null when it died';
COMMENT ON COLUMN EtlRun.Status IS 'succeeded, refused or failed';
COMMENT ON COLUMN EtlRun.SoftwareVersion IS 'The version of the software that ran';
COMMENT ON COLUMN EtlRun.InputFingerprint IS 'A digest of the names, sizes and times of the raw files. Null when they were not read';
COMMENT ON COLUMN EtlRun.TableVersions IS 'JSON object of table name to published version. Null where nothing was published, or where tables have no versions';
