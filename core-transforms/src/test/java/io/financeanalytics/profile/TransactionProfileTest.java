package io.financeanalytics.profile;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.ExactSum;
import io.financeanalytics.SparkTest;
import io.financeanalytics.quality.ControlTotals;
import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.staging.Suspects;
import io.financeanalytics.star.Sightings;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.Transactions;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.junit.Before;
import org.junit.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** What the one pass finds is what Spark SQL finds with a query for each thing. */
public class TransactionProfileTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private transient Dataset<Row> staged;
  private transient TransactionProfile profile;
  private transient ProfileSummary summary;
  private transient Dataset<Row> alone;

  @Before
  public void profileOfRandomRows() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(17);
    for (int i = 0; i < 3000; i++) {
      rows.add(transaction(random, i));
    }
    staged = spark().createDataFrame(rows, Transactions.TABLE.stagedSchema()).repartition(5);
    Suspects suspects = Suspects.of(Suspects.among(staged).collect());
    profile = TransactionProfile.of(staged, suspects);
    summary = ProfileSummary.of(profile.summaries().collect(), staged.schema());
    Dataset<Row> shared = staged.groupBy("TransactionID").count().where("count > 1");
    alone =
        staged
            .where("Reason IS NULL")
            .join(
                shared,
                staged.col("TransactionID").equalTo(shared.col("TransactionID")),
                "left_anti");
  }

  @Test
  public void outcomesAreCountedByReason() {
    Map<String, Long> expected = new HashMap<>();
    staged
        .groupBy("Reason")
        .count()
        .collectAsList()
        .forEach(row -> expected.put(row.getString(0), row.getLong(1)));

    assertThat(summary.outcomes()).isEqualTo(expected).hasSize(3);
    assertThat(summary.largestQuantity())
        .isEqualTo(
            staged.where("Reason IS NULL").selectExpr("MAX(ABS(Quantity))").first().getDecimal(0));
  }

  @Test
  public void controlTotalsAreThoseOfTheRowsThatAreAlone() {
    List<Measure> expected = new ArrayList<>();
    alone
        .groupBy("CurrencyCode")
        .agg(
            expr("COUNT(*)").as(Measures.ROWS),
            ControlTotals.TRANSACTIONS.columns().stream()
                .map(column -> expr("SUM(" + column + ")").as(column))
                .toArray(Column[]::new))
        .collectAsList()
        .forEach(
            row ->
                Stream.concat(
                        Stream.of(Measures.ROWS), ControlTotals.TRANSACTIONS.columns().stream())
                    .map(
                        column ->
                            new Measure(
                                Stage.ACCEPTED,
                                FactTransactions.NAME,
                                column,
                                row.getString(0),
                                new BigDecimal(row.getAs(column).toString())))
                    .forEach(expected::add));
    Row days = alone.selectExpr("MIN(BusinessDay)", "MAX(BusinessDay)").first();

    assertThat(summary.totals().measures(Stage.ACCEPTED))
        .containsExactlyInAnyOrderElementsOf(expected)
        .hasSize(2 * (1 + ControlTotals.TRANSACTIONS.columns().size()));
    assertThat(summary.totals().rows()).isEqualTo(alone.count());
    assertThat(summary.totals().days().sorted().toList())
        .startsWith(days.getDate(0).toLocalDate())
        .endsWith(days.getDate(1).toLocalDate());
  }

  @Test
  public void sightingsAreThoseOfTheRowsThatAreAlone() {
    List<String> latestNames =
        texts(
            alone
                .where("ProductID IS NOT NULL")
                .groupBy("ProductID")
                .agg(
                    expr("max(struct(TransactionDate, ProductName)) FILTER (WHERE ProductName IS NOT NULL)")
                        .getField("ProductName")));
    Dataset<Row> members = Sightings.members(profile.sightings());

    assertThat(texts(members.where("Dimension = 'DimProduct'").select("NaturalKey", "Name")))
        .isEqualTo(latestNames)
        .hasSize(8);
    assertThat(texts(members.where("Dimension = 'DimCustomer'").select("NaturalKey")))
        .isEqualTo(texts(alone.where("CustomerID IS NOT NULL").select("CustomerID").distinct()))
        .hasSize(15);
    assertThat(texts(members.where("Dimension = 'DimChannel'").select("NaturalKey")))
        .isEqualTo(texts(alone.where("ChannelName IS NOT NULL").select("ChannelName").distinct()))
        .hasSize(2);
  }

  @Test
  public void everyRowWithAReasonOrASharedIdIsKeptWhole() {
    Dataset<Row> valid = staged.where("Reason IS NULL");

    assertThat(texts(profile.suspects()))
        .isEqualTo(texts(valid.except(alone)))
        .hasSizeGreaterThan(50);
    assertThat(texts(profile.rejected()))
        .isEqualTo(texts(staged.where("Reason IS NOT NULL")))
        .hasSizeGreaterThan(50);
    assertThat(profile.suspects().schema().asNullable()).isEqualTo(staged.schema().asNullable());
    assertThat(summary.suspectRows()).isEqualTo(profile.suspects().count());
    assertThat(summary.bytes())
        .isGreaterThan((long) Long.BYTES * staged.schema().length() * summary.suspectRows());
  }

  /** A cluster may be told to use Kryo, which knows no records. */
  @Test
  public void whatAPassFindsTravelsByEitherSerialiser() {
    for (Serializer serializer :
        List.of(new JavaSerializer(spark().sparkContext().conf()), kryo())) {
      List<ProfilePart> parts =
          profile.pass().collect().stream()
              .map(part -> through(serializer, (ProfilePart) part))
              .toList();
      List<ProfileSummary> tasks =
          parts.stream().map(ProfilePart::summary).filter(Objects::nonNull).toList();
      ProfileSummary same = ProfileSummary.of(tasks, staged.schema());

      assertThat(same.outcomes()).isEqualTo(summary.outcomes());
      assertThat(same.totals().measures(Stage.ACCEPTED))
          .containsExactlyInAnyOrderElementsOf(summary.totals().measures(Stage.ACCEPTED));
      List<InternalRow> suspects = new ArrayList<>();
      parts.stream()
          .map(ProfilePart::suspects)
          .filter(Objects::nonNull)
          .forEach(
              block ->
                  PackedRows.in(block, staged.schema().length()).forEachRemaining(suspects::add));
      assertThat(suspects).hasSize((int) summary.suspectRows());
    }
  }

  private KryoSerializer kryo() {
    return new KryoSerializer(spark().sparkContext().conf());
  }

  private static <T> T through(Serializer serializer, T object) {
    ClassTag<T> tag = ClassTag$.MODULE$.apply(object.getClass());
    SerializerInstance instance = serializer.newInstance();
    return instance.deserialize(instance.serialize(object, tag), tag);
  }

  @Test
  public void sumsBeyondAnyLongAreExact() {
    BigDecimal most = new BigDecimal("9999999999999999.99");
    ExactSum sum = new ExactSum();
    for (int i = 0; i < 40; i++) {
      sum.add(most.unscaledValue().longValueExact());
    }
    assertThat(sum.asDecimal(2)).isEqualTo(most.multiply(BigDecimal.valueOf(40)));
    for (int i = 0; i < 80; i++) {
      sum.add(-most.unscaledValue().longValueExact());
    }
    assertThat(sum.asDecimal(2)).isEqualTo(most.multiply(BigDecimal.valueOf(-40)));
  }

  /** Some rows share their id, some have a reason, members are few and sometimes missing. */
  private static Row transaction(Random random, int i) {
    List<Object> row = new ArrayList<>();
    Instant moment =
        Instant.parse("2024-01-01T00:00:00Z").plusSeconds(random.nextInt(20) * 1_000_000L);
    for (StructField field : Transactions.TABLE.stagedSchema().fields()) {
      row.add(
          switch (field.name()) {
            case "TransactionID" -> "T" + (random.nextInt(20) == 0 ? 1 + random.nextInt(3) : i);
            case "TransactionDate" -> Timestamp.from(moment);
            case "BusinessDay" ->
                Date.valueOf(LocalDate.ofInstant(moment, ZoneOffset.UTC).toString());
            case "ProductID" -> member(random, "P", 8);
            case "ProductName" -> member(random, "Name ", 3);
            case "CustomerID" -> member(random, "C", 15);
            case "ChannelName" -> member(random, "Channel ", 2);
            case "CurrencyCode" -> random.nextInt(3) == 0 ? "EUR" : "USD";
            case "ReturnFlag" -> random.nextBoolean();
            case "SourceFile" -> "transactions.csv";
            case "RecordOffset" -> (long) i;
            case "RawRecord" -> "record " + i;
            case "Reason" ->
                random.nextInt(30) == 0
                    ? "bad_decimal"
                    : random.nextInt(30) == 0 ? "too_long" : null;
            default ->
                field.dataType() instanceof DecimalType decimal
                    ? BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, decimal.scale())
                    : null;
          });
    }
    return row(row.toArray());
  }

  private static String member(Random random, String prefix, int most) {
    int number = random.nextInt(most + 1);
    return number == most ? null : prefix + number;
  }
}
