package io.financeanalytics.analytics.export;

import io.financeanalytics.UserException;
import io.financeanalytics.marts.Mart;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The marts as views of a schema. */
final class MartViews {

  private final Connection connection;
  private final String schema;

  MartViews(Connection connection, String schema) {
    this.connection = connection;
    this.schema = schema;
  }

  /**
   * Creates the views where there are none.
   *
   * @param marts the views in order of dependency
   * @return the definition of each as the database writes it, which does not name the schema
   */
  Map<String, String> create(List<Mart> marts) throws SQLException {
    usePath();
    for (Mart mart : marts) {
      replace(mart);
    }
    return definitions();
  }

  /**
   * Makes the views what they are in another schema, inside the caller's transaction. One that is
   * so already is left alone, as replacing it would wait for its readers, and others for that. One
   * that differs is replaced, which keeps grants and what depends on it; where it has other
   * columns, which PostgreSQL cannot replace, all are made anew and granted again.
   *
   * @param marts the views in order of dependency
   * @param wanted the definition of each, from {@link #create}
   * @throws UserException when a view must be made anew and something of others depends on it
   */
  void update(List<Mart> marts, Map<String, String> wanted) throws SQLException {
    usePath();
    Map<String, String> found = definitions();
    Savepoint before = connection.setSavepoint();
    try {
      for (Mart mart : marts) {
        String name = mart.name().toLowerCase(Locale.ROOT);
        if (!wanted.get(name).equals(found.get(name))) {
          replace(mart);
        }
      }
    } catch (SQLException e) {
      connection.rollback(before);
      List<String> grants = grants();
      dropAll(marts);
      for (Mart mart : marts) {
        replace(mart);
      }
      for (String grant : grants) {
        Jdbc.execute(connection, grant);
      }
    }
  }

  private void usePath() throws SQLException {
    Jdbc.execute(connection, "SET search_path TO " + Jdbc.quoted(schema));
  }

  private void replace(Mart mart) throws SQLException {
    Jdbc.execute(connection, mart.createOrReplace());
    Jdbc.execute(
        connection,
        "COMMENT ON VIEW " + mart.name() + " IS '" + mart.grain().replace("'", "''") + "'");
  }

  private Map<String, String> definitions() throws SQLException {
    Map<String, String> definitions = new HashMap<>();
    Jdbc.rows(
            connection,
            "SELECT c.relname, pg_get_viewdef(c.oid) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                + " WHERE n.nspname = ? AND c.relkind = 'v'",
            schema)
        .forEach(view -> definitions.put(view.get(0), view.get(1)));
    return definitions;
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
