package io.financeanalytics.analytics.export;

import io.financeanalytics.UserException;
import io.financeanalytics.marts.Mart;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The marts as views of a schema, made inside the caller's transaction. */
final class MartViews {

  private final Connection connection;
  private final String schema;

  MartViews(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /**
   * Creates or replaces the views, which keeps grants and what depends on them. Where a new version
   * has other columns PostgreSQL cannot replace a view; then all are made anew and granted again.
   *
   * @param marts the views in order of dependency
   * @throws UserException when a view must be made anew and something of others depends on it
   */
  void create(List<Mart> marts) throws SQLException {
    Jdbc.execute(connection, "SET LOCAL search_path TO " + Jdbc.quoted(schema));
    Savepoint before = connection.setSavepoint();
    try {
      replace(marts);
    } catch (SQLException e) {
      connection.rollback(before);
      List<String> grants = grants();
      dropAll(marts);
      replace(marts);
      for (String grant : grants) {
        Jdbc.execute(connection, grant);
      }
    }
  }

  private void replace(List<Mart> marts) throws SQLException {
    for (Mart mart : marts) {
      Jdbc.execute(connection, mart.createOrReplace());
      Jdbc.execute(
          connection,
          "COMMENT ON VIEW " + mart.name() + " IS '" + mart.grain().replace("'", "''") + "'");
    }
  }

  private void dropAll(List<Mart> marts) throws SQLException {
    for (int i = marts.size() - 1; i >= 0; i--) {
      String mart = marts.get(i).name();
      try {
        Jdbc.execute(connection, "DROP VIEW IF EXISTS " + mart);
      } catch (SQLException e) {
        throw new UserException(
            "The view "
                + schema
                + "."
                + mart.toLowerCase(Locale.ROOT)
                + " has other columns in this version and something depends on it: "
                + PostgresTarget.sentence(e)
                + " Remove what depends on it, export, and make it again. Nothing was changed.",
            e);
      }
    }
  }

  /** The statements that grant again what is granted on views of the schema now. */
  private List<String> grants() throws SQLException {
    List<String> statements = new ArrayList<>();
    for (List<String> row :
        Jdbc.rows(
            connection,
            "SELECT format('GRANT %s ON %I.%I TO %s', g.privilege_type, n.nspname, c.relname,"
                + " CASE WHEN g.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(g.grantee)) END)"
                + " || CASE WHEN g.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END"
                + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace,"
                + " LATERAL aclexplode(c.relacl) g"
                + " WHERE n.nspname = ? AND c.relkind = 'v' AND g.grantee <> c.relowner",
            schema)) {
      statements.add(row.get(0));
    }
    return statements;
  }
}
