-- Grain: one run, the newest first; the first that succeeded is the one that is published.
SELECT RunID, StartedAt, FinishedAt, Status, SoftwareVersion FROM EtlRun ORDER BY StartedAt DESC, RunID DESC LIMIT 100
