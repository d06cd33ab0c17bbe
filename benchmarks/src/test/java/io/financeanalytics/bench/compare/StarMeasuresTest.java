package io.financeanalytics.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.bench.data.RawData;
import io.financeanalytics.bench.peer.DuckDbStar;
import io.financeanalytics.bench.peer.SqlScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A star of DuckDB is changed in one place; the measures must show it. */
public final class StarMeasuresTest {

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static Path star;
  private static Map<String, String> measures;
  private Path changed;

  @BeforeClass
  public static void makeStar() throws IOException, SQLException {
    RawData raw = RawData.at(0.005, FOLDER.newFolder("raw").toPath());
    star = FOLDER.newFolder("star").toPath();
    DuckDbStar.main(new String[] {raw.folder().toString(), star.toString()});
    measures = StarMeasures.of(StarOutput.parquet(star));
  }

  @Before
  public void copyStar() throws IOException {
    changed = FOLDER.newFolder().toPath();
    try (Stream<Path> files = Files.list(star)) {
      for (Path file : files.toList()) {
        Files.copy(file, changed.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Writes a table anew from a query over its former rows, {@code before}. */
  private void change(String table, String query) throws SQLException {
    try (Connection connection = SqlScript.duckDb();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table before as select * from '" + star.resolve(table + ".parquet") + "'");
      statement.execute(
          "copy (" + query + ") to '" + changed.resolve(table + ".parquet") + "' (format parquet)");
    }
  }

  private List<String> differences() {
    return StarMeasures.differences(measures, StarMeasures.of(StarOutput.parquet(changed)));
  }

  @Test
  public void allTablesHaveRows() {
    assertThat(measures)
        .allSatisfy(
            (measure, value) -> assertThat(value).as(measure).isNotNull().isNotEqualTo("0"));
  }

  @Test
  public void anotherOrderOfRowsAndOtherKeysMakeNoDifference() throws SQLException {
    change(
        "fact_transactions",
        "select * replace (ProductKey + 100000 as ProductKey) from before"
            + " order by NetRevenue");
    change("dim_product", "select * replace (ProductKey + 100000 as ProductKey) from before");
    change("product_cost", "select * replace (ProductKey + 100000 as ProductKey) from before");

    assertThat(differences()).isEmpty();
  }

  @Test
  public void aMissingRowShows() throws SQLException {
    change("fact_transactions", "select * from before limit (select count(*) - 1 from before)");

    assertThat(differences()).anyMatch(line -> line.startsWith("FactTransactions rows: "));
  }

  @Test
  public void twoAmountsThatChangedPlacesShowAlthoughTheSumIsTheSame() throws SQLException {
    change(
        "fact_transactions",
        "with picked as (select min(TransactionID) as low, max(TransactionID) as high from before)"
            + " select * exclude (low, high) replace (case when TransactionID = low then TaxAmount"
            + " + 1 when TransactionID = high then TaxAmount - 1 else TaxAmount end as TaxAmount)"
            + " from before, picked");

    assertThat(differences())
        .hasSize(1)
        .allMatch(line -> line.startsWith("FactTransactions fingerprint: "));
  }

  @Test
  public void aFactOfAnotherProductShows() throws SQLException {
    change(
        "fact_transactions",
        "select * replace (case when TransactionID = (select min(TransactionID) from before)"
            + " then -1 else ProductKey end as ProductKey) from before");

    assertThat(differences())
        .hasSize(1)
        .allMatch(line -> line.startsWith("FactTransactions fingerprint: "));
  }

  @Test
  public void aRowTooFewInQuarantineShows() throws SQLException {
    change("quarantine", "select * from before limit (select count(*) - 1 from before)");

    assertThat(differences())
        .hasSize(1)
        .allMatch(line -> line.startsWith("FactTransactions quarantined: "));
  }

  @Test
  public void aMissingDayOrCustomerShows() throws SQLException {
    change("dim_date", "select * from before where DateKey > (select min(DateKey) from before)");
    change("fact_marketing_spend", "select * replace (Clicks + 1 as Clicks) from before");

    assertThat(differences())
        .anyMatch(line -> line.startsWith("DimDate rows: "))
        .anyMatch(line -> line.startsWith("FactMarketingSpend fingerprint: "))
        .hasSize(3);
  }
}
