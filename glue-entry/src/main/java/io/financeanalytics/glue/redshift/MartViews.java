package io.financeanalytics.glue.redshift;

import io.financeanalytics.UserException;
import io.financeanalytics.marts.Mart;
import io.financeanalytics.marts.Marts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;

/**
 * The marts as views beside the star. A view that is as this version defines it is left alone, so
 * that a load waits for none of its readers. Others are replaced in the transaction of the publish;
 * where Redshift refuses that, because their columns have changed, they are dropped and created
 * there, with the rights that were granted on them.
 */
final class MartViews {

  private final Redshift redshift;
  private final Schema schema;

  /** Whether views must be dropped to become those of this version. */
  private boolean mustDrop;

  MartViews(Redshift redshift, Schema schema) {
    this.redshift = redshift;
    this.schema = schema;
  }

  /**
   * Finds out, before a run does its work, how the views can become those of this version; changes
   * nothing.
   *
   * @throws UserException if they cannot
   */
  void prepare() {
    if (redshift.transaction(this::outdated).isEmpty()) {
      return;
    }
    try {
      redshift.trial(this::replace);
    } catch (RedshiftException refused) {
      mustDrop = true;
      try {
        redshift.trial(this::createAnew);
      } catch (RedshiftException e) {
        throw new UserException(
            "The views of the marts cannot be brought to this version. "
                + e.getMessage().replaceAll("\\s+", " ")
                + ". If views of your own depend on a mart, drop them, run again, and create them"
                + " again with the mart's new columns. If a mart's name belongs to a table, or its view to"
                + " another user, rename that one or make this user the owner. Nothing was written.",
            e);
      }
    }
  }

  /** Makes the views those of this version. */
  void publish(Connection connection) throws SQLException {
    if (mustDrop) {
      createAnew(connection);
    } else {
      replace(connection);
    }
  }

  private int replace(Connection connection) throws SQLException {
    List<Mart> outdated = outdated(connection);
    for (Mart mart : outdated) {
      create(connection, mart);
    }
    return outdated.size();
  }

  private int createAnew(Connection connection) throws SQLException {
    List<Mart> marts = withReaders(outdated(connection));
    List<String> grants = new ArrayList<>();
    for (Mart mart : marts) {
      grants.addAll(grants(connection, mart));
    }
    List<Mart> readersFirst = new ArrayList<>(marts);
    Collections.reverse(readersFirst);
    for (Mart mart : readersFirst) {
      Sql.update(connection, "DROP VIEW IF EXISTS " + schema.table(mart.name()));
    }
    for (Mart mart : marts) {
      create(connection, mart);
    }
    for (String grant : grants) {
      Sql.update(connection, grant);
    }
    return marts.size();
  }

  /** Marts with those that read them, which must go first, each after those that it reads. */
  private static List<Mart> withReaders(List<Mart> marts) {
    List<Mart> all = new ArrayList<>();
    for (Mart mart : Marts.ALL) {
      if (marts.contains(mart) || all.stream().anyMatch(other -> mart.reads(other.name()))) {
        all.add(mart);
      }
    }
    return all;
  }

  /** The marts whose view is missing or is not as this version defines it. */
  private List<Mart> outdated(Connection connection) throws SQLException {
    Map<String, Row> views = views(connection);
    List<Mart> outdated = new ArrayList<>();
    for (Mart mart : Marts.ALL) {
      Row view = views.get(mart.name());
      if (view == null || !comment(mart, view.getString(2)).equals(view.getString(1))) {
        outdated.add(mart);
      }
    }
    return outdated;
  }

  private void create(Connection connection, Mart mart) throws SQLException {
    Sql.update(connection, "SET search_path TO " + schema.quotedName());
    Sql.update(connection, mart.createOrReplace());
    String definition = views(connection).get(mart.name()).getString(2);
    Sql.update(
        connection,
        "COMMENT ON VIEW "
            + schema.table(mart.name())
            + " IS "
            + Sql.literal(comment(mart, definition)));
  }

  /**
   * What is written on a view: its grain, and a digest of its query here and of what the database
   * has made of it, by which a view of another version, or that someone has replaced, is known.
   */
  private static String comment(Mart mart, String definition) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((mart.query() + "\n" + definition).getBytes(StandardCharsets.UTF_8));
      return "Mart, grain: "
          + mart.grain()
          + " Definition "
          + HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** Name, comment and definition of each view in the schema, by name. */
  private Map<String, Row> views(Connection connection) throws SQLException {
    // Definitions name the schema of what they read unless it is on the search path.
    Sql.update(connection, "SET search_path TO " + schema.quotedName());
    Map<String, Row> views = new HashMap<>();
    for (Row view :
        Sql.rows(
            connection,
            "SELECT c.relname, obj_description(c.oid, 'pg_class'), pg_get_viewdef(c.oid) FROM pg_class c"
                + " JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relkind ="
                + " 'v'",
            schema.name())) {
      views.put(view.getString(0), view);
    }
    return views;
  }

  /** The statements that grant again what is granted on a mart's view to others than its owner. */
  private List<String> grants(Connection connection, Mart mart) throws SQLException {
    List<String> grants = new ArrayList<>();
    for (Row grant :
        Sql.rows(
            connection,
            "SELECT privilege_type, identity_type, identity_name, admin_option FROM"
                + " svv_relation_privileges WHERE namespace_name = ? AND relation_name = ? AND"
                + " NOT (identity_type = 'user' AND identity_name = current_user) ORDER BY 1, 2, 3",
            schema.name(),
            mart.name())) {
      grants.add(
          "GRANT "
              + grant.getString(0)
              + " ON "
              + schema.table(mart.name())
              + " TO "
              + grantee(grant.getString(1), grant.getString(2))
              + (Boolean.TRUE.equals(grant.get(3)) ? " WITH GRANT OPTION" : ""));
    }
    return grants;
  }

  private static String grantee(String type, String name) {
    String quoted = "\"" + name.replace("\"", "\"\"") + "\"";
    return switch (type) {
      case "public" -> "PUBLIC";
      case "group" -> "GROUP " + quoted;
      case "role" -> "ROLE " + quoted;
      default -> quoted;
    };
  }
}
