package io.financeanalytics.local.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.table.DimDate;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DeltaTableTest {

  private static final int COLUMNS_OF_THE_CONTRACT = 10;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** DimDate of an older version had the columns of the contract only. */
  @Test
  public void aTableTakesOverTheColumnsOfANewerVersionAndItsOldVersionsStayReadable() {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[1]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.databricks.delta.requiredSparkConfsCheck.enabled", "false")
            .config("spark.driver.host", "localhost")
            .getOrCreate()) {
      Path path = new Path(folder.getRoot().getPath(), DimDate.NAME);
      Dataset<Row> days =
          DateDimension.between(spark, LocalDate.of(2024, 1, 1), LocalDate.of(2024, 1, 3));
      String[] contract = Arrays.copyOf(DimDate.SCHEMA.fieldNames(), COLUMNS_OF_THE_CONTRACT);
      StructType olderSchema =
          new StructType(Arrays.copyOf(DimDate.SCHEMA.fields(), COLUMNS_OF_THE_CONTRACT));
      Dataset<Row> olderDays = days.selectExpr(contract);

      DeltaTable older = new DeltaTable(spark, path, olderSchema);
      long first = older.replaceBy(StagedFiles.write(path, "older", olderDays));
      DeltaTable newer = new DeltaTable(spark, path, DimDate.SCHEMA);
      long second = newer.replaceBy(StagedFiles.write(path, "newer", days));

      assertThat(texts(newer.read())).isEqualTo(texts(days));
      assertThat(texts(version(spark, path, first))).isEqualTo(texts(olderDays));
      assertThat(version(spark, path, second).schema()).isEqualTo(DimDate.SCHEMA);
      assertThat(texts(version(spark, path, second))).isEqualTo(texts(days));
    }
  }

  private static Dataset<Row> version(SparkSession spark, Path path, long version) {
    return spark.read().format("delta").option("versionAsOf", version).load(path.toString());
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.orderBy(DimDate.DATE_KEY).collectAsList().stream().map(Row::toString).toList();
  }
}
