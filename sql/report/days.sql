-- One row: the first and the last day of transactions and spend, as numbers yyyymmdd.
SELECT MIN(DateKey) AS FirstDay, MAX(DateKey) AS LastDay FROM DimDate
