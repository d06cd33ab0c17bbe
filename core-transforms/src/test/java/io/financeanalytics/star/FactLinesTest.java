package io.financeanalytics.star;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import io.financeanalytics.costing.CostTable;
import io.financeanalytics.keys.KeyTable;
import io.financeanalytics.keys.NaturalKey;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.pipeline.Held;
import io.financeanalytics.staging.FallenRecords;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.Dimension;
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
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.Before;
import org.junit.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Made line by line or joined, the fact is the same. */
public class FactLinesTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  private static final String RUN = "run-1";
  private static final int LINES = 2000;

  private final transient Random random = new Random(23);
  private transient Dataset<Row> staged;
  private transient Dataset<Row> costs;
  private transient Dataset<Row> fallen;
  private transient Map<Dimension, Dataset<Row>> keys;

  @Before
  public void randomLines() {
    List<Row> lines = IntStream.range(0, LINES).mapToObj(this::line).toList();
    staged = spark().createDataFrame(lines, Transactions.TABLE.stagedSchema()).repartition(4);
    fallen =
        staged
            .where("Reason IS NULL AND RecordOffset % 7 = 0")
            .select("SourceFile", "RecordOffset");
    List<Row> history = new ArrayList<>();
    for (String product : List.of("P0", "P1", "P2", "unknown")) {
      for (String currency : List.of("USD", "EUR")) {
        for (int month = 1; month < 12; month += 1 + random.nextInt(4)) {
          history.add(
              row(
                  product,
                  Date.valueOf(LocalDate.of(2024, month, 1)),
                  BigDecimal.valueOf(random.nextInt(10_000_000), 4),
                  currency));
        }
      }
    }
    costs = spark().createDataFrame(history, costColumns());
    keys =
        new HashMap<>(
            Map.of(
                Dimension.PRODUCT, keys("P", 6),
                Dimension.CUSTOMER, keys("C", 15),
                Dimension.CHANNEL, keys("Channel ", 2)));
  }

  @Test
  public void theLinesAreThoseOfTheJoins() {
    Dataset<Row> accepted =
        staged
            .where("Reason IS NULL")
            .join(
                fallen,
                staged
                    .col("RecordOffset")
                    .equalTo(fallen.col("RecordOffset"))
                    .and(staged.col("SourceFile").equalTo(fallen.col("SourceFile"))),
                "left_anti");
    List<String> joined =
        texts(
            Star.transactions(accepted, costs, keys, RUN)
                .na()
                .fill(KeyTable.MISSING, new String[] {"ProductKey"}));

    Dataset<Row> made = FactLines.of(staged, lookups(), RUN);

    assertThat(made.schema()).isEqualTo(FactTransactions.SCHEMA);
    assertThat(texts(made)).isEqualTo(joined).hasSizeGreaterThan(LINES / 2);
    assertThat(made.where("UnitCOGS IS NOT NULL AND CalculatedTotalCOGS IS NULL").count())
        .as("totals that do not fit")
        .isPositive();
    assertThat(made.where("UnitCOGS IS NULL").count()).isPositive();
    assertThat(made.where("ProductKey = -1 AND UnitCOGS IS NOT NULL").count())
        .as("costs of the unknown product")
        .isPositive();
    assertThat(made.where("ProductKey = 0").count()).as("lines without a key").isPositive();
  }

  @Test
  public void rowsOfSparkAndRowsOfAReaderGiveTheSame() {
    Dataset<Row> fromCache = staged.persist();
    try {
      assertThat(texts(FactLines.of(fromCache, lookups(), RUN)))
          .isEqualTo(texts(FactLines.of(staged, lookups(), RUN)));
    } finally {
      fromCache.unpersist(true);
    }
  }

  private FactLookups lookups() {
    KeyTable products = new KeyTable(Held.rows(keys.get(Dimension.PRODUCT)));
    return new FactLookups(
        new FallenRecords(Held.rows(fallen)),
        new CostTable(
            Held.rows(costs.selectExpr(CostTable.COLUMNS.toArray(String[]::new))), products),
        products,
        new KeyTable(Held.rows(keys.get(Dimension.CUSTOMER))),
        new KeyTable(Held.rows(keys.get(Dimension.CHANNEL))));
  }

  /** A cluster may be told to use Kryo, which knows no records. */
  @Test
  public void lookupsTravelByKryo() {
    SerializerInstance kryo = new KryoSerializer(spark().sparkContext().conf()).newInstance();
    ClassTag<FactLookups> tag = ClassTag$.MODULE$.apply(FactLookups.class);

    FactLookups same = kryo.deserialize(kryo.serialize(lookups(), tag), tag);

    assertThat(texts(FactLines.of(staged, same, RUN)))
        .isEqualTo(texts(FactLines.of(staged, lookups(), RUN)));
  }

  /** The key table of some members and the unknown one; the last product has no key. */
  private Dataset<Row> keys(String prefix, int members) {
    List<Row> rows = new ArrayList<>();
    rows.add(row(NaturalKey.UNKNOWN, SurrogateKeys.UNKNOWN_KEY));
    for (int i = 0; i < members; i++) {
      rows.add(row(prefix + i, 1 + i * 7_001));
    }
    // Not held by the driver, so that they are joined.
    return spark().createDataFrame(rows, SurrogateKeys.SCHEMA).repartition(1);
  }

  private Row line(int i) {
    Instant moment =
        Instant.parse("2024-01-01T00:00:00Z").plusSeconds(random.nextInt(300) * 90_000L);
    List<Object> values = new ArrayList<>();
    for (StructField field : Transactions.TABLE.stagedSchema().fields()) {
      values.add(
          switch (field.name()) {
            case "TransactionID" -> "T" + i;
            case "OrderID" -> random.nextInt(5) == 0 ? null : "O" + i / 2;
            case "TransactionDate" -> Timestamp.from(moment);
            case "BusinessDay" -> Date.valueOf(LocalDate.ofInstant(moment, ZoneOffset.UTC));
            case "ProductID" -> member("P", 7);
            case "CustomerID" -> member("C", 15);
            case "ChannelName" -> member("Channel ", 2);
            case "CurrencyCode" -> random.nextInt(3) == 0 ? "EUR" : "USD";
            case "Quantity" ->
                random.nextInt(50) == 0
                    ? new BigDecimal("99999999999999.9999")
                    : BigDecimal.valueOf(random.nextInt(100_000) - 20_000, 4);
            case "ReturnFlag" -> random.nextBoolean();
            case "SourceFile" -> "transactions" + i % 2 + ".csv";
            case "RecordOffset" -> (long) i;
            case "RawRecord" -> "record " + i;
            case "Reason" -> random.nextInt(30) == 0 ? "bad_decimal" : null;
            default ->
                field.dataType() instanceof DecimalType decimal
                    ? BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, decimal.scale())
                    : null;
          });
    }
    return row(values.toArray());
  }

  private String member(String prefix, int members) {
    int number = random.nextInt(members + 2);
    return number == members ? null : number > members ? "UNKNOWN" : prefix + number;
  }

  private static StructType costColumns() {
    StructType schema = new StructType();
    for (String column : Cogs.TABLE.columns()) {
      schema = schema.add(Cogs.TABLE.stagedSchema().apply(column));
    }
    return schema;
  }
}
