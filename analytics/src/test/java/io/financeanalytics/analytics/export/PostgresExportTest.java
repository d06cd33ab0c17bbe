package io.financeanalytics.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.UserException;
import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.analytics.SmallStar;
import io.financeanalytics.analytics.TestSpark;
import io.financeanalytics.marts.Marts;
import io.financeanalytics.pipeline.PublishedTables;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Test;

/** Exports into a real PostgreSQL. */
public class PostgresExportTest {

  private static EmbeddedPostgres postgres;
  private Connection connection;

  @BeforeClass
  public static void start() throws IOException {
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("fsync", "off")
            .setServerConfig("synchronous_commit", "off")
            .setServerConfig("timezone", "America/New_York")
            .start();
  }

  @AfterClass
  public static void stop() throws IOException {
    postgres.close();
  }

  @Before
  public void emptyDatabase() throws SQLException {
    connection = DriverManager.getConnection(url(), "postgres", "postgres");
    Jdbc.execute(connection, "DROP SCHEMA IF EXISTS finance CASCADE");
    Jdbc.execute(connection, "DROP SCHEMA IF EXISTS others CASCADE");
    Jdbc.execute(connection, "DROP SCHEMA IF EXISTS finance_loading CASCADE");
  }

  @Test
  public void tablesHaveTheSameRowsAndMartsAreViewsOverThem() throws SQLException {
    PublishedContent content = content(SmallStar.ofAShop());

    Exported exported = export(content);

    assertThat(exported.runId()).isEqualTo("20250401T000000Z-00000001");
    assertThat(exported.tables())
        .hasSize(content.tables().size() + Marts.ALL.size())
        .contains(new Exported.Item("FactTransactions", "table", 6L))
        .contains(new Exported.Item("product_margin", "view", null));
    for (String table : content.tables().keySet()) {
      assertThat(value("SELECT COUNT(*) FROM finance." + table))
          .as(table)
          .isEqualTo(String.valueOf(content.tables().get(table).count()));
    }
    assertThat(value("SELECT ProductName FROM finance.DimProduct WHERE ProductKey = 2"))
        .isEqualTo(SmallStar.HOSTILE_NAME);
    assertThat(
            value(
                "SELECT TransactionDate || ' ' || Quantity || ' ' || COALESCE(UnitCOGS, -1) FROM"
                    + " finance.FactTransactions WHERE TransactionID = 'T4'"))
        .isEqualTo("2025-03-12 10:00:00 1.0000 -1");
    for (String mart : Marts.ALL.stream().map(each -> each.name()).toList()) {
      assertThat(value("SELECT COUNT(*) FROM finance." + mart))
          .as(mart)
          .isEqualTo(content.query("SELECT COUNT(*) FROM " + mart).first().get(0).toString());
    }
    String netContribution =
        "SELECT SUM(NetContribution) FROM %schannel_pnl_monthly WHERE CurrencyCode = 'USD'";
    assertThat(value(String.format(netContribution, "finance.")))
        .isEqualTo(content.query(String.format(netContribution, "")).first().get(0).toString());
    assertThat(value("SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'finance_loading'"))
        .isEqualTo("0");
  }

  @Test
  public void keysIndexesAndCommentsAreThere() throws SQLException {
    export(content(SmallStar.ofAShop()));

    assertThat(
            value(
                "SELECT COUNT(*) FROM pg_constraint WHERE contype = 'f'"
                    + " AND conrelid = 'finance.facttransactions'::regclass"))
        .isEqualTo("4");
    assertThat(
            value(
                "SELECT COUNT(*) FROM pg_constraint WHERE contype = 'p'"
                    + " AND conrelid = 'finance.facttransactions'::regclass"))
        .isEqualTo("1");
    assertThat(
            value(
                "SELECT COUNT(*) FROM pg_indexes WHERE schemaname = 'finance'"
                    + " AND tablename = 'facttransactions'"))
        .isEqualTo("5");
    assertThat(value("SELECT obj_description('finance.facttransactions'::regclass)"))
        .startsWith("Fact, grain: one TransactionID");
    assertThat(value("SELECT obj_description('finance.product_margin'::regclass)"))
        .startsWith("one month, product, channel and currency");
    assertThat(
            value(
                "SELECT COUNT(*) FROM information_schema.columns c WHERE table_schema = 'finance'"
                    + " AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname ="
                    + " 'finance') AND col_description((table_schema || '.' ||"
                    + " table_name)::regclass, ordinal_position) IS NULL"))
        .isEqualTo("0");
  }

  @Test
  public void grantsAndViewsOfOthersSurviveTheNextExport() throws SQLException {
    export(content(SmallStar.ofAShop()));
    Jdbc.execute(connection, "DROP ROLE IF EXISTS analyst");
    Jdbc.execute(connection, "CREATE ROLE analyst LOGIN");
    Jdbc.execute(connection, "GRANT USAGE ON SCHEMA finance TO analyst");
    Jdbc.execute(connection, "GRANT SELECT ON finance.FactTransactions TO analyst");
    Jdbc.execute(connection, "GRANT SELECT ON finance.product_margin TO analyst");
    Jdbc.execute(connection, "CREATE SCHEMA others");
    Jdbc.execute(
        connection,
        "CREATE VIEW others.mine AS SELECT COUNT(*) AS n FROM finance.FactTransactions t"
            + " JOIN finance.product_margin m ON true");

    export(
        content(
            SmallStar.ofAShop()
                .with(
                    "FactTransactions",
                    SmallStar.line("T7", 20250315, 1, 1, 1, "1", "10", "0", "1", "USD", false))));

    assertThat(value("SELECT n > 0 FROM others.mine")).isEqualTo("t");
    try (Connection analyst = DriverManager.getConnection(url(), "analyst", "")) {
      assertThat(Jdbc.value(analyst, "SELECT COUNT(*) FROM finance.FactTransactions"))
          .isEqualTo("7");
      assertThat(Jdbc.value(analyst, "SELECT COUNT(*) > 0 FROM finance.product_margin"))
          .isEqualTo("t");
    }
    Jdbc.execute(connection, "DROP OWNED BY analyst");
  }

  @Test
  public void aMartWithOtherColumnsIsMadeAnewAndGrantedAgain() throws SQLException {
    export(content(SmallStar.ofAShop()));
    Jdbc.execute(connection, "DROP VIEW finance.daily_sales");
    Jdbc.execute(connection, "CREATE VIEW finance.daily_sales AS SELECT 1 AS old");
    Jdbc.execute(connection, "GRANT SELECT ON finance.daily_sales TO PUBLIC");

    export(content(SmallStar.ofAShop()));

    assertThat(value("SELECT COUNT(*) > 0 FROM finance.daily_sales WHERE CurrencyCode = 'USD'"))
        .isEqualTo("t");
    assertThat(value("SELECT relacl::text FROM pg_class WHERE relname = 'daily_sales'"))
        .contains("=r/postgres");
  }

  @Test
  public void aColumnThatIsMissingIsAddedAndOneThatDiffersIsNamed() throws SQLException {
    export(content(SmallStar.ofAShop()));
    Jdbc.execute(connection, "ALTER TABLE finance.PlatformChannel DROP COLUMN ChannelName CASCADE");

    export(content(SmallStar.ofAShop()));

    assertThat(value("SELECT ChannelName FROM finance.PlatformChannel")).isEqualTo("Shop");
    Jdbc.execute(connection, "ALTER TABLE finance.EtlRun ALTER COLUMN Status TYPE text");
    assertThatThrownBy(() -> export(content(SmallStar.ofAShop())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(
            "EtlRun.status is text NOT NULL and must be character varying(16) NOT NULL.")
        .hasMessageEndingWith("Nothing was changed.");
  }

  @Test
  public void readersSeeTheExportOfBeforeUntilTheCommitAndAfterAFailure() throws SQLException {
    export(content(SmallStar.ofAShop()));
    // A table of others that points at a product which the next export would take away.
    Jdbc.execute(connection, "CREATE SCHEMA others");
    Jdbc.execute(
        connection,
        "CREATE TABLE others.note AS SELECT 2 AS productkey; ALTER TABLE others.note ADD FOREIGN"
            + " KEY (productkey) REFERENCES finance.DimProduct (productkey)");

    assertThatThrownBy(() -> export(content(new SmallStar())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("readers of schema finance see what was there before");

    assertThat(value("SELECT COUNT(*) FROM finance.FactTransactions")).isEqualTo("6");
    assertThat(value("SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'finance_loading'"))
        .isEqualTo("0");
  }

  @Test
  public void readersAreNotBlockedWhileRowsAreReplaced() throws SQLException {
    export(content(SmallStar.ofAShop()));
    try (Connection writer = DriverManager.getConnection(url(), "postgres", "postgres")) {
      Jdbc.execute(writer, "CREATE SCHEMA finance_loading; SET search_path TO finance_loading");
      List<TableDdl> tables =
          TableDdl.all().values().stream().filter(table -> !table.name().startsWith("Q")).toList();
      for (TableDdl table : tables) {
        Jdbc.execute(writer, table.createLoading());
      }
      Map<String, String> views = new MartViews(writer, "finance_loading").create(Marts.ALL);
      writer.setAutoCommit(false);
      new LiveSchema(writer, "finance", "finance_loading", tables).replaceRows();
      new MartViews(writer, "finance").update(Marts.ALL, views);

      Jdbc.execute(connection, "SET statement_timeout TO '5s'");
      assertThat(value("SELECT COUNT(*) FROM finance.FactTransactions")).isEqualTo("6");
      assertThat(value("SELECT SUM(OrderLines) FROM finance.product_margin")).isEqualTo("6");
      assertThat(Jdbc.value(writer, "SELECT COUNT(*) FROM finance.FactTransactions"))
          .isEqualTo("0");
      writer.rollback();
    }
  }

  @Test
  public void aRowThatDoesNotArriveFailsTheExport() throws SQLException {
    PublishedTables star = SmallStar.ofAShop();
    PublishedTables twice =
        table ->
            table.equals("DimChannel")
                ? star.table(table).union(star.table(table))
                : star.table(table);

    assertThatThrownBy(() -> export(content(twice)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("duplicate key");
    assertThat(value("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'finance'")).isEqualTo("0");
  }

  @Test
  public void aSecondExportAtTheSameTimeIsToldSo() throws SQLException {
    try (Connection other = DriverManager.getConnection(url(), "postgres", "postgres")) {
      Jdbc.value(
          other,
          "SELECT pg_try_advisory_lock("
              + Integer.toString(0x66696e61).toLowerCase(Locale.ROOT)
              + ", hashtext('finance'))");
      assertThatThrownBy(() -> export(content(SmallStar.ofAShop())))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("Another export into schema finance");
    }
  }

  private static PublishedContent content(PublishedTables star) {
    return new PublishedContent(TestSpark.get(), star);
  }

  private static Exported export(PublishedContent content) {
    return new PostgresExport(new PostgresTarget(url(), "postgres", "postgres", "finance"))
        .export(content);
  }

  private static String url() {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
  }

  private String value(String sql) throws SQLException {
    List<List<String>> rows = Jdbc.rows(connection, sql);
    assertThat(rows).as(sql).hasSize(1);
    return rows.get(0).get(0);
  }
}
