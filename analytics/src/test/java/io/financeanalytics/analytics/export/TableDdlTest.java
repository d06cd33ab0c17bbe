package io.financeanalytics.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.table.StarTables;
import java.util.List;
import org.junit.Test;

public class TableDdlTest {

  @Test
  public void everyPublishedTableIsDefinedWithoutWordsOfRedshift() {
    assertThat(TableDdl.all().keySet())
        .containsAll(StarTables.PUBLISHED.keySet())
        .containsAll(StarTables.RUN_LOG.keySet());
    assertThat(TableDdl.all().values())
        .allSatisfy(
            table ->
                assertThat(table.create() + table.createLoading() + table.others())
                    .doesNotContain("DISTSTYLE", "SORTKEY", "DISTKEY")
                    .contains("COMMENT ON TABLE " + table.name()));
  }

  @Test
  public void keysStayAndWhatIsSortedOrReferredToIsIndexed() {
    TableDdl table =
        TableDdl.of(
                List.of(
                    "CREATE TABLE IF NOT EXISTS T (A INTEGER NOT NULL, B DECIMAL(18, 2), C DATE,"
                        + " PRIMARY KEY (A), FOREIGN KEY (B) REFERENCES U (B))\n"
                        + "DISTSTYLE KEY\nDISTKEY (A)\nSORTKEY (C, B)",
                    "COMMENT ON TABLE T IS 'x'",
                    "COMMENT ON TABLE U IS 'y'"))
            .get("T");

    assertThat(table.create())
        .isEqualTo(
            "CREATE TABLE IF NOT EXISTS T (A INTEGER NOT NULL, B DECIMAL(18, 2), C DATE,"
                + " PRIMARY KEY (A), FOREIGN KEY (B) REFERENCES U (B))");
    assertThat(table.createLoading())
        .isEqualTo("CREATE UNLOGGED TABLE T (A INTEGER NOT NULL, B DECIMAL(18, 2), C DATE)");
    assertThat(table.others())
        .containsExactly(
            "CREATE INDEX IF NOT EXISTS t_b ON T (B)",
            "CREATE INDEX IF NOT EXISTS t_c_b ON T (C, B)",
            "COMMENT ON TABLE T IS 'x'");
  }
}
