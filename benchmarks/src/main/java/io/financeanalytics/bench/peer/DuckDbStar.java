package io.financeanalytics.bench.peer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** The same star made by DuckDB, as a good DuckDB user writes it. */
public final class DuckDbStar {

  private DuckDbStar() {}

  /** Takes the raw folder and an existing folder for the Parquet files. */
  public static void main(String[] args) throws SQLException {
    try (Connection connection = SqlScript.duckDb()) {
      SqlScript.named("duckdb_star.sql")
          .run(
              connection,
              Map.of(
                  "RAW",
                  args[0],
                  "OUT",
                  args[1],
                  "THREADS",
                  Integer.toString(Runtime.getRuntime().availableProcessors())));
    }
  }
}
