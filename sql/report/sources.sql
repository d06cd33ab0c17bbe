-- Grain: one count of one raw source in a run that was published: rows read, accepted, collapsed, quarantined, by reason.
SELECT m.RunID, m.Object AS Source, m.Measure, CAST(m.Value AS DECIMAL(28, 0)) AS Rows
FROM EtlRunMeasure m
JOIN (SELECT RunID FROM EtlRun WHERE Status = 'succeeded' ORDER BY FinishedAt DESC, RunID DESC LIMIT 1) r ON r.RunID = m.RunID
WHERE m.Stage = 'source'
ORDER BY m.Object, m.Measure
