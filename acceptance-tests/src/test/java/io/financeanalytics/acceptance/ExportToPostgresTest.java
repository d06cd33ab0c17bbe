package io.financeanalytics.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * {@code ./finance export --to postgres} as a user types it, with the password in the environment.
 */
public class ExportToPostgresTest {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theMartsAnswerInPostgresAsTheyDoOnTheLaptop() throws Exception {
    WarehouseFolder warehouse = Published.get().warehouse();
    try (EmbeddedPostgres postgres =
            EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
        Connection admin = postgres.getPostgresDatabase().getConnection()) {
      execute(admin, "CREATE ROLE exporter LOGIN PASSWORD 'open sesame'");
      execute(admin, "GRANT CREATE ON DATABASE postgres TO exporter");
      String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";

      FinanceProcess.Result exported =
          new FinanceProcess.Start(folder.getRoot().toPath())
              .withEnvironment("PGPASSWORD", "open sesame")
              .withEnvironment("PGUSER", "exporter")
              .run(
                  "export",
                  "--to",
                  "postgres",
                  "--out",
                  url,
                  "--schema",
                  "bi",
                  "--warehouse",
                  warehouse.path().toString())
              .exitsWith(0);

      assertThat(exported.out()).contains("is exported to " + url + ", schema bi.");
      assertThat(exported.out() + exported.err()).doesNotContain("sesame");
      try (Connection reader = DriverManager.getConnection(url, "exporter", "open sesame")) {
        String sql = "SELECT SUM(NetRevenue) FROM %schannel_pnl_monthly WHERE CurrencyCode = 'EUR'";
        FinanceProcess.Result asked =
            new FinanceProcess.Start(folder.getRoot().toPath())
                .run(
                    "query",
                    "--warehouse",
                    warehouse.path().toString(),
                    "--format",
                    "csv",
                    String.format(sql, ""))
                .exitsWith(0);
        assertThat(asked.out().lines().skip(1).findFirst())
            .contains(value(reader, String.format(sql, "bi.")));
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String value(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      assertThat(answer.next()).isTrue();
      return answer.getString(1);
    }
  }
}
