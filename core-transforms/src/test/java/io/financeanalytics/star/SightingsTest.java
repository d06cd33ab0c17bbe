package io.financeanalytics.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import io.financeanalytics.table.Transactions;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;

public class SightingsTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void membersOfManyTasksAndManyBlocksAreMergedWithTheirLatestNames() {
    List<Row> lines = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      String name = i % 5 == 0 ? null : i % 7 == 0 ? "" : "Name " + i % 13;
      lines.add(line("P" + i % 90, name, i % 4 == 0 ? null : "C" + i / 3, "Web", i % 100));
    }
    Dataset<Row> transactions = transactions(lines).repartition(4);

    Dataset<Row> members = Sightings.members(Sightings.of(transactions));

    assertThat(texts(members.where("Dimension = 'DimProduct'").select("NaturalKey", "Name")))
        .isEqualTo(
            texts(
                transactions
                    .groupBy("ProductID")
                    .agg(
                        org.apache
                            .spark
                            .sql
                            .functions
                            .expr(
                                "max(struct(TransactionDate, ProductName))"
                                    + " FILTER (WHERE ProductName IS NOT NULL)")
                            .getField("ProductName"))))
        .hasSize(90);
    assertThat(texts(members.where("Dimension = 'DimCustomer'").select("NaturalKey")))
        .isEqualTo(
            texts(transactions.where("CustomerID IS NOT NULL").select("CustomerID").distinct()))
        .hasSize(1000);
    assertThat(texts(members.where("Dimension = 'DimChannel'").select("NaturalKey")))
        .containsExactly("[Web]");
  }

  @Test
  public void aTaskThatHandsOverInBetweenLosesNoMember() {
    List<Row> lines = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      lines.add(line("P" + i / 2, "Name " + i, "C" + i / 7, "Channel " + i % 2, i));
    }
    Dataset<Row> transactions = transactions(lines).coalesce(1);
    Dataset<Row> sightings = Sightings.of(transactions, 2);

    assertThat(texts(Sightings.members(sightings)))
        .isEqualTo(texts(Sightings.members(Sightings.of(transactions))))
        .hasSize(100 + 29 + 2)
        .contains("[DimProduct,P99,Name 199]");
    assertThat(texts(Sightings.membersOfFew(sightings)))
        .isEqualTo(texts(Sightings.members(sightings)));
  }

  @Test
  public void noLinesNameNoMembers() {
    assertThat(Sightings.members(Sightings.of(transactions(List.of()))).count()).isZero();
  }

  private static Row line(
      String product, String name, String customer, String channel, int second) {
    return row(product, name, customer, channel, new Timestamp(second * 1000L));
  }

  private Dataset<Row> transactions(List<Row> lines) {
    List<String> named =
        List.of("ProductID", "ProductName", "CustomerID", "ChannelName", "TransactionDate");
    StructType staged = Transactions.TABLE.stagedSchema().asNullable();
    StructField[] fields =
        named.stream().map(name -> staged.apply(name)).toArray(StructField[]::new);
    return spark().createDataFrame(lines, new StructType(Arrays.copyOf(fields, fields.length)));
  }
}
