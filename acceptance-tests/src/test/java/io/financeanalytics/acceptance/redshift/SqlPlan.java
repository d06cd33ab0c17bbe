package io.financeanalytics.acceptance.redshift;

import java.util.List;

/** What is done with one statement. */
interface SqlPlan {

  /**
   * The database behind does it.
   *
   * @param sql in its words
   * @param commits whether the transaction ends with it, as with TRUNCATE
   */
  record Forward(String sql, boolean commits) implements SqlPlan {}

  /**
   * Nothing, because it only says how Redshift stores or what it may trust.
   *
   * @param tag what the client is told
   */
  record Nothing(String tag) implements SqlPlan {}

  /** Redshift refuses it. */
  record Refusal(RedshiftError error) implements SqlPlan {}

  /** A COPY, which the proxy does. */
  record Copy(List<SqlToken> tokens) implements SqlPlan {}

  /** An UNLOAD, which the proxy does. */
  record Unload(List<SqlToken> tokens) implements SqlPlan {}
}
