package io.financeanalytics.acceptance.redshift;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A column that is loaded.
 *
 * @param name its name
 * @param type its type with its limits, as the database writes it
 * @param notNull whether it takes no null
 * @param alwaysIdentity whether only the database numbers it
 * @param filled whether it gets a value when a load leaves it out
 */
record TargetColumn(
    String name, String type, boolean notNull, boolean alwaysIdentity, boolean filled) {

  /** The columns of a table in their order. */
  static List<TargetColumn> of(Backend backend, String table) throws IOException, RedshiftError {
    String sql =
        "SELECT attname, format_type(atttypid, atttypmod), attnotnull, attidentity, atthasdef"
            + " FROM pg_catalog.pg_attribute WHERE attrelid = '"
            + table.replace("\\", "\\\\").replace("'", "''")
            + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
    List<TargetColumn> columns = new ArrayList<>();
    for (String[] row : backend.rows(sql)) {
      columns.add(
          new TargetColumn(
              row[0],
              row[1],
              row[2].equals("t"),
              row[3].equals("a"),
              !row[3].isEmpty() || row[4].equals("t")));
    }
    return columns;
  }

  /** The type without its limits. */
  String baseType() {
    int bracket = type.indexOf('(');
    int end = type.indexOf(')');
    return bracket < 0 ? type : (type.substring(0, bracket) + type.substring(end + 1)).strip();
  }

  /** A limit of the type: of a text its bytes, of a decimal its precision and its scale. */
  int limit(int index) {
    int bracket = type.indexOf('(');
    String[] limits = type.substring(bracket + 1, type.indexOf(')')).split(",");
    return Integer.parseInt(limits[index].strip());
  }
}
