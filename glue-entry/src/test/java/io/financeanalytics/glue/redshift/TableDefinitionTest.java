package io.financeanalytics.glue.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.financeanalytics.table.StarTables;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;

public class TableDefinitionTest {

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS Fact (
        DateKey INTEGER        NOT NULL,
        Amount  DECIMAL(18, 2),
        Name    VARCHAR(128)   NOT NULL,
        PRIMARY KEY (DateKey, Name),
        FOREIGN KEY (DateKey) REFERENCES DimDate (DateKey)
      )
      DISTSTYLE KEY
      DISTKEY (Name)
      SORTKEY (DateKey)""";

  @Test
  public void columnsHaveTheirNamesTypesAndNullability() {
    assertThat(fact().columns())
        .containsExactly(
            new ColumnDefinition("DateKey", "integer", true),
            new ColumnDefinition("Amount", "decimal(18,2)", false),
            new ColumnDefinition("Name", "varchar(128)", true));
    assertThat(fact().columnList()).isEqualTo("\"datekey\", \"amount\", \"name\"");
  }

  @Test
  public void aStagingTableHasTheColumnsAndTheDistributionButNoConstraints() {
    assertThat(fact().createStaging("\"s\".\"load\"").replaceAll("\\s+", " "))
        .isEqualTo(
            "CREATE TABLE \"s\".\"load\" (\"datekey\" integer NOT NULL, \"amount\" decimal(18,2),"
                + " \"name\" varchar(128) NOT NULL) DISTSTYLE KEY DISTKEY (Name) SORTKEY (DateKey)");
  }

  @Test
  public void commentsOnAColumnAreFoundByItsName() {
    List<String> statements =
        List.of(
            CREATE,
            "COMMENT ON TABLE Fact IS 'A fact'",
            "COMMENT ON COLUMN Fact.Name IS 'A name'",
            "COMMENT ON COLUMN Fact.NameOfAnother IS 'Another'");
    assertThat(TableDefinition.of(statements).get(0).commentsOn("Name"))
        .containsExactly("COMMENT ON COLUMN Fact.Name IS 'A name'");
  }

  @Test
  public void commentsBelongToTheirTable() {
    List<String> statements =
        List.of(
            CREATE,
            "COMMENT ON TABLE Fact IS 'A fact'",
            "COMMENT ON COLUMN Fact.Name IS 'A name'",
            "COMMENT ON TABLE FactOther IS 'Another'");
    assertThat(TableDefinition.of(statements))
        .singleElement()
        .extracting(TableDefinition::statements)
        .isEqualTo(statements.subList(0, 3));
  }

  @Test
  public void whatIsNoColumnIsNotGuessed() {
    assertThatThrownBy(
            () -> TableDefinition.of(List.of(CREATE.replace("Amount ", "CHECK > 0 Amount "))))
        .hasMessageContaining("Not a column definition");
  }

  @Test
  public void theDdlInTheJarDefinesEveryTableOfTheStarAndOfTheRunLogInTheOrderOfTheirColumns() {
    Map<String, StructType> tables = new TreeMap<>(StarTables.PUBLISHED);
    tables.putAll(StarTables.RUN_LOG);
    Schema schema = new Schema("finance");
    tables.forEach(
        (name, columns) ->
            assertThat(schema.definition(name).columns())
                .as(name)
                .extracting(ColumnDefinition::name)
                .containsExactly(columns.fieldNames()));
  }

  @Test
  public void namesAreQuotedAndFolded() {
    Schema schema = new Schema("finance");
    assertThat(schema.table("DimDate")).isEqualTo("\"finance\".\"dimdate\"");
    assertThat(schema.staging("20260101T000000Z-ab12cd34", "DimDate"))
        .isEqualTo("\"finance_staging\".\"load_20260101t000000z_ab12cd34_dimdate\"");
  }

  private static TableDefinition fact() {
    return TableDefinition.of(List.of(CREATE)).get(0);
  }
}
