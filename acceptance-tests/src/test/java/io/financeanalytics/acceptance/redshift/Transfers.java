package io.financeanalytics.acceptance.redshift;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The COPYs and UNLOADs of one session. */
final class Transfers {

  private static final AtomicLong QUERIES = new AtomicLong(1000);

  private final S3Server s3;
  private final LoadErrors errors;
  private long lastQuery;

  Transfers(S3Server s3, LoadErrors errors) {
    this.s3 = s3;
    this.errors = errors;
  }

  /** The number of the last one; 0 before the first. */
  long lastQuery() {
    return lastQuery;
  }

  /** Loads a table and returns the number of its new rows. */
  long copy(Backend backend, List<SqlToken> statement) throws IOException, RedshiftError {
    lastQuery = QUERIES.incrementAndGet();
    CopyFromS3 copy = CopyFromS3.of(statement, s3);
    try {
      return copy.run(backend);
    } catch (RedshiftError e) {
      errors.add(lastQuery, copy.source(), e);
      throw e;
    }
  }

  /** Writes the rows of a query to S3. */
  void unload(Backend backend, SqlRewrite rewrite, List<SqlToken> statement)
      throws IOException, RedshiftError {
    lastQuery = QUERIES.incrementAndGet();
    UnloadToS3.of(statement, s3).run(backend, rewrite);
  }
}
