package io.financeanalytics.acceptance.redshift;

import java.util.List;

/** What a database of Redshift has and one of Postgres has not. */
final class SystemCatalog {

  private SystemCatalog() {}

  /**
   * Makes a database whose literals know backslashes and whose transactions see a snapshot, as
   * Redshift's do.
   */
  static List<String> database(String name) {
    return List.of(
        "CREATE DATABASE " + name,
        "ALTER DATABASE " + name + " SET standard_conforming_strings = off",
        "ALTER DATABASE " + name + " SET escape_string_warning = off",
        "ALTER DATABASE " + name + " SET default_transaction_isolation = 'repeatable read'");
  }

  /** Makes tables and functions of the system. */
  static List<String> objects() {
    return List.of(
        "SET allow_system_table_mods = on",
        "CREATE TABLE pg_catalog.stl_load_errors (userid INTEGER, slice INTEGER, tbl INTEGER,"
            + " starttime TIMESTAMP, session INTEGER, query BIGINT, filename TEXT,"
            + " line_number BIGINT, colname VARCHAR(127), type VARCHAR(10), col_length VARCHAR(10),"
            + " position INTEGER, raw_line VARCHAR(1024), raw_field_value VARCHAR(1024),"
            + " err_code INTEGER, err_reason TEXT)",
        "GRANT SELECT ON pg_catalog.stl_load_errors TO PUBLIC",
        "CREATE VIEW pg_catalog.svv_tables AS SELECT * FROM information_schema.tables",
        "CREATE VIEW pg_catalog.svv_columns AS SELECT * FROM information_schema.columns",
        "CREATE TABLE pg_catalog.svv_external_schemas (esoid INTEGER, eskind SMALLINT, schemaname"
            + " NAME, esowner INTEGER, databasename TEXT, esoptions TEXT)",
        // A role of Postgres that may log in is a user of Redshift, another one a role.
        "CREATE VIEW pg_catalog.svv_relation_privileges AS SELECT n.nspname::text AS namespace_name,"
            + " c.relname::text AS relation_name, a.privilege_type, a.grantee AS identity_id,"
            + " COALESCE(r.rolname, 'public')::text AS identity_name, CASE WHEN a.grantee = 0 THEN"
            + " 'public' WHEN r.rolcanlogin THEN 'user' ELSE 'role' END AS identity_type,"
            + " a.is_grantable AS admin_option FROM pg_class c JOIN pg_namespace n ON n.oid ="
            + " c.relnamespace CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid ="
            + " a.grantee",
        "GRANT SELECT ON pg_catalog.svv_relation_privileges, pg_catalog.svv_tables, pg_catalog.svv_columns,"
            + " pg_catalog.svv_external_schemas TO PUBLIC",
        "CREATE FUNCTION pg_catalog.getdate() RETURNS timestamp LANGUAGE sql AS"
            + " $$SELECT clock_timestamp()::timestamp(0)$$",
        "CREATE FUNCTION pg_catalog.dateadd(part text, amount bigint, start timestamp) RETURNS"
            + " timestamp LANGUAGE sql IMMUTABLE AS"
            + " $$SELECT start + (amount || ' ' || part)::interval$$",
        "CREATE FUNCTION pg_catalog.datediff(part text, one timestamp, two timestamp) RETURNS"
            + " bigint LANGUAGE sql IMMUTABLE AS $$SELECT CASE WHEN part LIKE 'year%' THEN"
            + " extract(year FROM two) - extract(year FROM one) WHEN part LIKE 'month%' THEN"
            + " (extract(year FROM two) - extract(year FROM one)) * 12"
            + " + extract(month FROM two) - extract(month FROM one)"
            + " ELSE extract(epoch FROM date_trunc(rtrim(part, 's'), two)"
            + " - date_trunc(rtrim(part, 's'), one)) / CASE rtrim(part, 's') WHEN 'second' THEN 1"
            + " WHEN 'minute' THEN 60 WHEN 'hour' THEN 3600 WHEN 'day' THEN 86400"
            + " WHEN 'week' THEN 604800 END END::bigint$$");
  }
}
