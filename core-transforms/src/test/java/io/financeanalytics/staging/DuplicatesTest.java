package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.SparkTest;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.Transactions;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.Test;

public class DuplicatesTest extends SparkTest {

  private static final long serialVersionUID = 1L;

  @Test
  public void aRowThatIsAloneUnderItsIdIsAccepted() {
    assertThat(
            judged(
                transaction("a", 1, Map.of("TransactionID", "T-1")),
                transaction("a", 2, Map.of("TransactionID", "T-2"))))
        .containsExactly("a@1 null", "a@2 null");
  }

  @Test
  public void rowsEqualInEveryTypedColumnCollapseToOne() {
    assertThat(
            judged(
                transaction("b", 1, Map.of()),
                transaction("a", 9, Map.of()),
                transaction("a", 3, Map.of())))
        .containsExactly("a@3 null", "a@9 collapsed", "b@1 collapsed");
  }

  @Test
  public void rowsEqualInEveryColumnButAnEmptyOneDoNotCollapse() {
    assertThat(
            judged(
                transaction("a", 1, Map.of("ProductName", "Throw")), transaction("a", 2, Map.of())))
        .containsExactly("a@1 null", "a@2 duplicate_transaction_id");
  }

  @Test
  public void equalRowsWithEmptyColumnsCollapse() {
    assertThat(judged(transaction("a", 1, Map.of()), transaction("a", 2, Map.of())))
        .containsExactly("a@1 null", "a@2 collapsed");
  }

  @Test
  public void theLatestTransactionDateSurvives() {
    Dataset<Row> judged =
        Duplicates.judgedTransactions(
            transactions(
                transaction("a", 1, Map.of("TransactionDate", time("2024-05-01T10:00:00Z"))),
                transaction("b", 7, Map.of("TransactionDate", time("2024-05-03T10:00:00Z"))),
                transaction("c", 3, Map.of("TransactionDate", time("2024-05-02T10:00:00Z")))));

    assertThat(outcomes(judged))
        .containsExactly(
            "a@1 duplicate_transaction_id", "b@7 null", "c@3 duplicate_transaction_id");
    assertThat(texts(judged.where("SourceFile = 'a'").select("Detail")))
        .containsExactly(
            "[duplicate_transaction_id: TransactionID = 'T' was taken from b at byte 7]");
    assertThat(texts(judged.where("SourceFile = 'b'").select("Detail"))).containsExactly("[null]");
  }

  @Test
  public void tiesAreBrokenByEveryFurtherColumnInContractOrderDescendingNullsLast() {
    List<Map<String, Object>> worseToBetter =
        List.of(
            Map.of(),
            Map.of("CurrencyCode", "USD"),
            Map.of("PaymentProcessingFee", new BigDecimal("9.00")),
            Map.of("PlatformFee", new BigDecimal("9.00")),
            Map.of("TaxAmount", new BigDecimal("9.00")),
            Map.of("DiscountAmount", new BigDecimal("9.00")),
            Map.of("UnitPrice", new BigDecimal("9.0000")),
            Map.of("Quantity", new BigDecimal("9.0000")),
            Map.of("ChannelName", "A"),
            Map.of("CustomerID", "A"),
            Map.of("ProductName", "A"),
            Map.of("ProductID", "A"),
            Map.of("OrderID", "A"),
            Map.of("OrderID", "B"),
            Map.of("TransactionDate", time("2024-06-01T00:00:00Z")));
    for (int better = 1; better < worseToBetter.size(); better++) {
      assertThat(
              judged(
                  transaction("a", 1, worseToBetter.get(better - 1)),
                  transaction("a", 2, worseToBetter.get(better))))
          .as("%s against %s", worseToBetter.get(better), worseToBetter.get(better - 1))
          .containsExactly("a@1 duplicate_transaction_id", "a@2 null");
    }
  }

  @Test
  public void rowsThatDifferInReturnFlagAreAllInConflict() {
    Dataset<Row> judged =
        Duplicates.judgedTransactions(
            transactions(
                transaction("a", 1, Map.of("ReturnFlag", true)),
                transaction("a", 2, Map.of()),
                transaction("a", 3, Map.of("OrderID", "O"))));

    assertThat(outcomes(judged))
        .containsExactly(
            "a@1 conflicting_transaction",
            "a@2 conflicting_transaction",
            "a@3 conflicting_transaction");
    assertThat(texts(judged.select("Detail")))
        .containsOnly(
            "[conflicting_transaction: rows under TransactionID = 'T' differ in ReturnFlag or in"
                + " the sign of Quantity]");
  }

  @Test
  public void rowsThatDifferInTheSignOfQuantityAreAllInConflict() {
    for (String other : List.of("-1", "0")) {
      assertThat(
              judged(
                  transaction("a", 1, Map.of("Quantity", new BigDecimal(other))),
                  transaction("a", 2, Map.of())))
          .as(other)
          .containsExactly("a@1 conflicting_transaction", "a@2 conflicting_transaction");
    }
  }

  @Test
  public void equalRowsAmongConflictingOnesCollapseFirst() {
    assertThat(
            judged(
                transaction("a", 1, Map.of("ReturnFlag", true)),
                transaction("a", 2, Map.of("ReturnFlag", true)),
                transaction("a", 3, Map.of())))
        .containsExactly(
            "a@1 conflicting_transaction", "a@2 collapsed", "a@3 conflicting_transaction");
  }

  @Test
  public void theOutcomeDoesNotDependOnTheOrderOfFilesOrRows() {
    List<Row> rows = new ArrayList<>();
    Random random = new Random(11);
    for (int i = 0; i < 200; i++) {
      rows.add(
          transaction(
              "file" + i % 3,
              i,
              Map.of(
                  "TransactionID", "T" + random.nextInt(40),
                  "OrderID", "O" + random.nextInt(3),
                  "Quantity", new BigDecimal(random.nextInt(20) == 0 ? "-1" : "1"))));
    }
    List<String> judged = judged(rows.toArray(new Row[0]));
    Collections.shuffle(rows, random);

    assertThat(judged(rows.toArray(new Row[0]))).isEqualTo(judged).hasSize(200);
    assertThat(judged.stream().map(outcome -> outcome.split(" ")[1]).distinct())
        .containsExactlyInAnyOrder(
            "null", "collapsed", "duplicate_transaction_id", "conflicting_transaction");
  }

  @Test
  public void theSurvivorsAreAllButThoseThatWereJudgedOtherwise() {
    Dataset<Row> valid =
        transactions(
            transaction("a", 1, Map.of("TransactionID", "T-1", "Quantity", new BigDecimal("1"))),
            transaction("a", 2, Map.of("TransactionID", "T-2")),
            transaction("b", 1, Map.of("TransactionID", "T-1", "Quantity", new BigDecimal("2"))),
            transaction("b", 4, Map.of("TransactionID", "T-1", "Quantity", new BigDecimal("2"))));
    Dataset<Row> judged = Duplicates.judgedTransactions(valid.where("TransactionID = 'T-1'"));

    assertThat(texts(Duplicates.survivors(valid, judged).select("SourceFile", "RecordOffset")))
        .containsExactly("[a,2]", "[b,1]");
  }

  @Test
  public void equalCostsOfADayCollapse() {
    assertThat(
            outcomes(
                costs(
                    cost(1, "P", "2024-05-01", "3", "EUR", null),
                    cost(2, "P", "2024-05-01", "3.0", "EUR", null))))
        .containsExactly("f@1 null", "f@2 collapsed");
  }

  @Test
  public void theHighestCostOfADayIsUsedAndEachLowerOneIsInConflict() {
    Dataset<Row> judged =
        costs(
            cost(1, "P", "2024-05-01", "3", "EUR", null),
            cost(2, "P", "2024-05-01", "5", "EUR", null),
            cost(3, "P", "2024-05-01", "4", "EUR", null),
            cost(4, "P", "2024-05-01", "5", "EUR", null),
            cost(5, "P", "2024-05-02", "1", "EUR", null),
            cost(6, "P", "2024-05-01", "1", "USD", null),
            cost(7, "Q", "2024-05-01", "1", "EUR", null));

    assertThat(outcomes(judged))
        .containsExactly(
            "f@1 conflicting_cogs",
            "f@2 null",
            "f@3 conflicting_cogs",
            "f@4 collapsed",
            "f@5 null",
            "f@6 null",
            "f@7 null");
    assertThat(texts(judged.where("RecordOffset = 1").select("Detail")))
        .containsExactly(
            "[conflicting_cogs: UnitCOGS = '3.0000', the highest for the same product, currency and"
                + " day is 5.0000]");
  }

  @Test
  public void aLowerCostThatIsThereTwiceIsInConflictOnceAndCollapsedOnce() {
    assertThat(
            outcomes(
                costs(
                    cost(1, "P", "2024-05-01", "3", "EUR", null),
                    cost(2, "P", "2024-05-01", "3", "EUR", null),
                    cost(3, "P", "2024-05-01", "5", "EUR", null))))
        .containsExactly("f@1 conflicting_cogs", "f@2 collapsed", "f@3 null");
  }

  @Test
  public void costsOfTheUnknownProductAreOfOneProductHoweverItIsWritten() {
    assertThat(
            outcomes(
                costs(
                    cost(1, "Unknown", "2024-05-01", "3", "EUR", null),
                    cost(2, "UNKNOWN", "2024-05-01", "5", "EUR", null))))
        .containsExactly("f@1 conflicting_cogs", "f@2 null");
  }

  @Test
  public void costsThatAreInvalidDoNotCompeteAndKeepTheirReason() {
    assertThat(
            outcomes(
                costs(
                    cost(1, "P", "2024-05-01", "9", "EUR", "too_long"),
                    cost(2, "P", "2024-05-01", "9", "EUR", "too_long"),
                    cost(3, "P", "2024-05-01", "3", "EUR", null))))
        .containsExactly("f@1 too_long", "f@2 too_long", "f@3 null");
  }

  @Test
  public void equalPlatformMappingsCollapseAndInvalidOnesDoNot() {
    StructType schema = PlatformChannels.TABLE.stagedSchema();
    Dataset<Row> judged =
        Duplicates.judgedPlatforms(
            spark()
                .createDataFrame(
                    List.of(
                        row("Google", "Shop", "f", 1L, "", null, null),
                        row("Google", "Shop", "f", 2L, "", null, null),
                        row("Google", "Web", "f", 3L, "", null, null),
                        row(null, "Shop", "f", 4L, "", "missing_required", "d"),
                        row(null, "Shop", "f", 5L, "", "missing_required", "d")),
                    schema));

    assertThat(outcomes(judged))
        .containsExactly(
            "f@1 null",
            "f@2 collapsed",
            "f@3 null",
            "f@4 missing_required",
            "f@5 missing_required");
  }

  private List<String> judged(Row... transactions) {
    return outcomes(Duplicates.judgedTransactions(transactions(transactions)));
  }

  private Dataset<Row> transactions(Row... transactions) {
    return spark().createDataFrame(Arrays.asList(transactions), Transactions.TABLE.stagedSchema());
  }

  /** Every row as {@code file@offset reason}. */
  private static List<String> outcomes(Dataset<Row> judged) {
    return judged.selectExpr("SourceFile", "RecordOffset", "Reason").collectAsList().stream()
        .map(row -> row.getString(0) + "@" + row.getLong(1) + " " + row.getString(2))
        .sorted()
        .toList();
  }

  /** A valid staged transaction; other columns than those given are 1, 0 or empty. */
  private static Row transaction(String file, long offset, Map<String, Object> values) {
    StructType schema = Transactions.TABLE.stagedSchema();
    List<Object> row = new ArrayList<>();
    for (StructField field : schema.fields()) {
      Object preset =
          switch (field.name()) {
            case "TransactionID" -> "T";
            case "TransactionDate" -> time("2024-05-01T00:00:00Z");
            case "Quantity", "UnitPrice" -> BigDecimal.ONE;
            case "ReturnFlag" -> false;
            case "CurrencyCode" -> "EUR";
            case "BusinessDay" -> Date.valueOf("2024-05-01");
            case "SourceFile" -> file;
            case "RecordOffset" -> offset;
            case "RawRecord" -> "";
            default -> field.dataType().sql().startsWith("DECIMAL") ? BigDecimal.ZERO : null;
          };
      row.add(values.getOrDefault(field.name(), preset));
    }
    return row(row.toArray());
  }

  private Dataset<Row> costs(Row... costs) {
    return Duplicates.judgedCosts(
        spark().createDataFrame(Arrays.asList(costs), Cogs.TABLE.stagedSchema()));
  }

  private static Row cost(
      long offset, String product, String day, String cost, String currency, String reason) {
    return row(
        product,
        Date.valueOf(day),
        new BigDecimal(cost),
        currency,
        "f",
        offset,
        "",
        reason,
        reason);
  }

  private static Timestamp time(String instant) {
    return Timestamp.from(Instant.parse(instant));
  }
}
