-- Grain: one run, of the newest and the published one, the newest first; the first that succeeded is the one that is published.
SELECT RunID, StartedAt, FinishedAt, Status, SoftwareVersion
FROM EtlRun
WHERE StartedAt >= (SELECT MIN(StartedAt) FROM (SELECT StartedAt FROM EtlRun ORDER BY StartedAt DESC LIMIT 100) AS newest)
  OR StartedAt = (SELECT MAX(StartedAt) FROM EtlRun WHERE Status = 'succeeded')
ORDER BY StartedAt DESC, RunID DESC
