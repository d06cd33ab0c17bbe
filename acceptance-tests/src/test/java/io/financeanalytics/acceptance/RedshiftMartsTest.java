package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.financeanalytics.acceptance.redshift.StatementLog.Statement;
import io.financeanalytics.marts.Mart;
import io.financeanalytics.marts.Marts;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The views of the marts in Redshift, from load to load and from version to version. */
public class RedshiftMartsTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private CloudPlatform cloud;

  @Before
  public void start() {
    assumeTrue("takes minutes: ./finance test --all", Boolean.getBoolean("finance.all"));
    cloud = CloudPlatform.fresh();
    cloud.putRaw(RawFolder.first(folder.getRoot().toPath().resolve("raw")));
  }

  @Test
  public void viewsAreCreatedReplacedAndCreatedAnewAndKeepTheirGrants() {
    run().exitsWith(0);
    assertThat(cloud.query("SELECT viewname FROM pg_views WHERE schemaname = 'finance'"))
        .containsExactlyInAnyOrderElementsOf(Marts.ALL.stream().map(Mart::name).toList());
    List<String> views = views();
    assertThat(views).allMatch(view -> view.contains("Mart, grain: "));

    cloud.execute("CREATE ROLE mart_analyst");
    cloud.redshift().addUser("reader", "Reader-secret-1");
    cloud.execute("GRANT SELECT ON finance.campaign_performance, finance.cogs_coverage TO PUBLIC");
    grantOnDailySales();
    List<String> grants = grants();
    assertThat(grants).hasSize(4);
    assertOnlyViewsThatDifferAreReplaced();
    assertThat(views()).isEqualTo(views);
    assertThat(grants()).isEqualTo(grants);

    // An older version had other columns.
    cloud.execute("DROP VIEW finance.daily_sales");
    cloud.execute("CREATE VIEW finance.daily_sales AS SELECT fullday FROM (SELECT 1 AS fullday) d");
    cloud.execute("ALTER VIEW finance.daily_sales OWNER TO loader");
    grantOnDailySales();
    cloud.execute("CREATE VIEW finance.mine AS SELECT fullday FROM finance.daily_sales");
    List<String> before = views();
    GlueProcess.Result refused = run().exitsWith(2);
    assertThat(refused.error())
        .contains("The views of the marts cannot be brought to this version")
        .contains("view mine depends on view daily_sales")
        .contains("drop them, run again");
    assertThat(views()).isEqualTo(before);
    assertThat(grants()).isEqualTo(grants);

    cloud.execute("DROP VIEW finance.mine");
    cloud.execute("CREATE VIEW finance.mine AS SELECT productid FROM finance.product_margin");
    run().exitsWith(0);
    cloud.execute("DROP VIEW finance.mine");
    assertThat(views()).isEqualTo(views);
    assertThat(grants()).isEqualTo(grants);
  }

  /** Other views than these are not touched, so that a load does not wait for their readers. */
  private void assertOnlyViewsThatDifferAreReplaced() {
    String definition =
        cloud.query("SELECT pg_get_viewdef('finance.cogs_coverage'::regclass)").get(0);
    cloud.execute(
        "CREATE OR REPLACE VIEW finance.cogs_coverage AS SELECT * FROM ("
            + definition.replace(";", "")
            + ") v LIMIT 0");
    cloud.execute("DROP VIEW finance.returns_analysis");
    int before = cloud.redshift().log().all().size();
    run().exitsWith(0);
    List<String> statements =
        cloud.redshift().log().all().stream()
            .skip(before)
            .map(Statement::sql)
            .filter(sql -> sql.matches("(?is)\\s*(CREATE|DROP|GRANT)\\b.*\\bVIEW\\b.*"))
            .toList();
    assertThat(statements)
        .isNotEmpty()
        .allMatch(
            sql ->
                sql.startsWith("CREATE OR REPLACE VIEW cogs_coverage")
                    || sql.startsWith("CREATE OR REPLACE VIEW returns_analysis"));
    assertThat(cloud.query("SELECT COUNT(*) > 0 FROM finance.cogs_coverage")).containsExactly("t");
  }

  private void grantOnDailySales() {
    cloud.execute("GRANT SELECT ON finance.daily_sales TO mart_analyst");
    cloud.execute("GRANT SELECT ON finance.daily_sales TO reader WITH GRANT OPTION");
  }

  private GlueProcess.Result run() {
    return GlueProcess.run(cloud.environment(), cloud.arguments());
  }

  private List<String> views() {
    return cloud.query(
        "SELECT viewname || ' ' || definition || obj_description(('finance.' || viewname)::regclass)"
            + " FROM pg_views WHERE schemaname = 'finance' AND viewname <> 'mine' ORDER BY 1");
  }

  private List<String> grants() {
    return cloud.query(
        "SELECT relation_name || ' ' || identity_name || ' ' || privilege_type || ' ' || admin_option"
            + " FROM svv_relation_privileges WHERE namespace_name = 'finance' AND identity_name NOT IN"
            + " ('loader', 'postgres') ORDER BY 1");
  }
}
