package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.financeanalytics.SqlStatements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The job signs in as a user of its own, to which sql/security/job_user.sql has handed all over.
 */
public class RedshiftJobUserTest {

  private static final String SECRET = "redshift/job";
  private static final String OWNERS =
      "SELECT DISTINCT owner FROM (SELECT pg_get_userbyid(nspowner) AS owner FROM pg_namespace WHERE"
          + " nspname IN ('finance', 'finance_staging') UNION ALL SELECT pg_get_userbyid(c.relowner)"
          + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN"
          + " ('finance', 'finance_staging') AND c.relkind IN ('r', 'v')) o";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void whoOwnsBothSchemasAndAllInThemLoadsAndMakesViewsAnew() throws IOException {
    assumeTrue("takes minutes: ./finance test --all", Boolean.getBoolean("finance.all"));
    CloudPlatform cloud = CloudPlatform.fresh();
    cloud.putRaw(RawFolder.first(folder.getRoot().toPath().resolve("raw")));
    cloud.run(cloud.arguments()).exitsWith(0);
    cloud.redshift().addUser("finance_job", "Job-secret-1");
    cloud.execute("CREATE ROLE finance_etl");
    cloud.execute("CREATE ROLE finance_team");
    for (String sql : handOver()) {
      cloud.execute(sql);
    }
    assertThat(cloud.query(OWNERS)).containsExactly("finance_job");

    // One view is of an older version, with other columns; a column is missing.
    cloud.execute("DROP VIEW finance.daily_sales");
    cloud.execute("CREATE VIEW finance.daily_sales AS SELECT 1 AS fullday");
    cloud.execute("ALTER VIEW finance.daily_sales OWNER TO finance_job");
    cloud.execute("ALTER TABLE finance.quarantine DROP COLUMN rawrecord CASCADE");
    cloud.api().putSecret(SECRET, "{\"username\":\"finance_job\",\"password\":\"Job-secret-1\"}");
    cloud.run(cloud.arguments("--REDSHIFT_SECRET_ID", SECRET)).exitsWith(0);
    assertThat(cloud.query("SELECT status FROM finance.etlrun"))
        .containsExactly("succeeded", "succeeded");
    assertThat(cloud.query("SELECT COUNT(netrevenue) > 0 FROM finance.daily_sales"))
        .containsExactly("t");
    assertThat(cloud.query(OWNERS)).containsExactly("finance_job");
    assertThat(
            cloud.query(
                "SELECT has_table_privilege('finance_team', 'finance.daily_sales', 'SELECT')"))
        .containsExactly("t");
  }

  /** The statements, in Postgres's words, without the one that makes the user. */
  private static List<String> handOver() throws IOException {
    return SqlStatements.split(Files.readString(Path.of("..", "sql", "security", "job_user.sql")))
        .stream()
        .filter(sql -> !sql.contains("CREATE USER"))
        .map(
            sql ->
                sql.replaceFirst("(?s)GRANT ROLE", "GRANT")
                    .replace("TO ROLE", "TO")
                    .replace("FOR USER", "FOR ROLE"))
        .toList();
  }
}
