package io.financeanalytics.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.financeanalytics.ReusedRow;
import io.financeanalytics.raw.CsvFields;
import io.financeanalytics.raw.RawFile;
import io.financeanalytics.table.Cogs;
import io.financeanalytics.table.MarketingSpend;
import io.financeanalytics.table.PlatformChannels;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.junit.Test;

public class RecordTyperTest {

  private static final StagingSettings UTC =
      new StagingSettings(ZoneOffset.UTC, "USD", false, false);
  private static final StagingSettings BERLIN =
      new StagingSettings(ZoneId.of("Europe/Berlin"), "EUR", false, false);

  /** A typed record: its values by column, and what is wrong with it. */
  private record Typed(Map<String, Object> values, String reason, String detail) {

    Object value(String column) {
      return values.get(column);
    }
  }

  @Test
  public void aValidTransactionIsTyped() {
    Typed typed =
        transaction(
            Map.ofEntries(
                Map.entry("OrderID", "O-1"),
                Map.entry("ProductName", "Linen throw"),
                Map.entry("CustomerID", "007"),
                Map.entry("DiscountAmount", "1.005"),
                Map.entry("TaxAmount", "-2"),
                Map.entry("PlatformFee", "-0.30"),
                Map.entry("ReturnFlag", "Y"),
                Map.entry("CurrencyCode", "eur")));

    assertThat(typed.reason()).isNull();
    assertThat(typed.values())
        .containsExactly(
            Map.entry("TransactionID", "T-1"),
            Map.entry("OrderID", "O-1"),
            Map.entry("TransactionDate", Instant.parse("2024-05-01T10:20:30Z")),
            Map.entry("ProductID", "P-1"),
            Map.entry("ProductName", "Linen throw"),
            Map.entry("CustomerID", "007"),
            Map.entry("ChannelName", "Shopify"),
            Map.entry("Quantity", "2.0000"),
            Map.entry("UnitPrice", "9.9900"),
            Map.entry("DiscountAmount", "1.01"),
            Map.entry("TaxAmount", "-2.00"),
            Map.entry("ShippingChargedToCustomer", "0.00"),
            Map.entry("ActualShippingCost", "0.00"),
            Map.entry("PlatformFee", "-0.30"),
            Map.entry("FulfillmentFee", "0.00"),
            Map.entry("PaymentProcessingFee", "0.00"),
            Map.entry("ReturnFlag", true),
            Map.entry("CurrencyCode", "EUR"),
            Map.entry("BusinessDay", LocalDate.of(2024, 5, 1)),
            Map.entry("GrossRevenue", "19.98"),
            Map.entry("NetRevenue", "18.97"));
  }

  @Test
  public void revenueThatDoesNotFitIsAnAmountOverflowNextToOtherReasons() {
    Typed overflow = transaction(Map.of("Quantity", "10000000000000", "UnitPrice", "1000"));
    assertThat(overflow.reason()).isEqualTo("amount_overflow");
    assertThat(overflow.detail())
        .isEqualTo(
            "amount_overflow: Quantity x UnitPrice = 10000000000000.0000 x 1000.0000 does not fit"
                + " decimal(18,2)");
    assertThat(overflow.value("GrossRevenue")).isNull();
    assertThat(overflow.value("NetRevenue")).isNull();

    Typed netOverflows =
        transaction(
            Map.of(
                "Quantity", "9999999999999.9999",
                "UnitPrice", "999.9999",
                "TaxAmount", "0",
                "DiscountAmount", "0"));
    assertThat(netOverflows.reason()).isNull();

    Typed two =
        transaction(
            Map.of("Quantity", "10000000000000", "UnitPrice", "1000", "DiscountAmount", "x"));
    assertThat(two.reason()).isEqualTo("bad_decimal");
    assertThat(two.detail())
        .startsWith("bad_decimal: DiscountAmount = 'x'; amount_overflow: Quantity x UnitPrice");

    Typed unknown = transaction(Map.of("Quantity", "x", "UnitPrice", "10000000000000"));
    assertThat(unknown.detail()).isEqualTo("bad_decimal: Quantity = 'x'");
    assertThat(unknown.value("GrossRevenue")).isNull();
  }

  @Test
  public void taxIsTakenOutOfNetRevenueOnlyWhenPricesIncludeIt() {
    StagingSettings inclusive = new StagingSettings(ZoneOffset.UTC, "USD", false, true);
    String header = "TransactionID,TransactionDate,Quantity,UnitPrice,TaxAmount";
    String record = "T-1,2024-05-01,1,119,19";

    assertThat(type(Transactions.TABLE, UTC, header, record).value("NetRevenue"))
        .isEqualTo("119.00");
    assertThat(type(Transactions.TABLE, inclusive, header, record).value("NetRevenue"))
        .isEqualTo("100.00");
    assertThat(type(Transactions.TABLE, inclusive, header, record).value("GrossRevenue"))
        .isEqualTo("119.00");
  }

  @Test
  public void emptyValuesBecomeTheirDefaults() {
    Map<String, String> empty = new LinkedHashMap<>();
    for (String column : Transactions.TABLE.columns()) {
      if (!List.of("TransactionID", "TransactionDate", "Quantity", "UnitPrice").contains(column)) {
        empty.put(column, "");
      }
    }
    Typed typed = transaction(empty);

    assertThat(typed.reason()).isNull();
    for (String text :
        List.of("OrderID", "ProductID", "ProductName", "CustomerID", "ChannelName")) {
      assertThat(typed.value(text)).as(text).isNull();
    }
    for (String money :
        List.of(
            "DiscountAmount",
            "TaxAmount",
            "ShippingChargedToCustomer",
            "ActualShippingCost",
            "PlatformFee",
            "FulfillmentFee",
            "PaymentProcessingFee")) {
      assertThat(typed.value(money)).as(money).isEqualTo("0.00");
    }
    assertThat(typed.value("ReturnFlag")).isEqualTo(false);
    assertThat(typed.value("CurrencyCode")).isEqualTo("USD");
  }

  @Test
  public void columnsThatAFileLeavesOutHaveTheSameDefaults() {
    String header =
        "TransactionID,TransactionDate,ProductID,ProductName,CustomerID,ChannelName,Quantity,UnitPrice";

    Typed typed = type(Transactions.TABLE, BERLIN, header, "T-1,2024-05-01,P,N,C,Shopify,1,2");

    assertThat(typed.reason()).isNull();
    assertThat(typed.value("OrderID")).isNull();
    assertThat(typed.value("DiscountAmount")).isEqualTo("0.00");
    assertThat(typed.value("PaymentProcessingFee")).isEqualTo("0.00");
    assertThat(typed.value("ReturnFlag")).isEqualTo(false);
    assertThat(typed.value("CurrencyCode")).isEqualTo("EUR");
  }

  @Test
  public void emptyCountsOfSpendAreZero() {
    Typed typed = spend("2024-05-01,C-1,,,,,5.555,");

    assertThat(typed.reason()).isNull();
    assertThat(typed.value("Impressions")).isEqualTo(0L);
    assertThat(typed.value("Clicks")).isEqualTo(0L);
    assertThat(typed.value("Spend")).isEqualTo("5.56");
    assertThat(typed.value("CampaignName")).isNull();
    assertThat(typed.value("AdPlatform")).isNull();
    assertThat(typed.value("CurrencyCode")).isEqualTo("USD");
  }

  @Test
  public void requiredValuesMustNotBeEmpty() {
    for (String column : List.of("TransactionID", "TransactionDate", "Quantity", "UnitPrice")) {
      for (String empty : List.of("", "  ", "\"\"", "\" \t\"")) {
        assertFault(transaction(Map.of(column, empty)), "missing_required", column + " = ''");
      }
    }
    assertFault(spend(",C,,,0,0,1,"), "missing_required", "Date = ''");
    assertFault(spend("2024-05-01,,,,0,0,1,"), "missing_required", "CampaignID = ''");
    assertFault(spend("2024-05-01,C,,,0,0,,"), "missing_required", "Spend = ''");
    assertFault(cost(",2024-05-01,1,"), "missing_required", "ProductID = ''");
    assertFault(cost("P,,1,"), "missing_required", "COGS_EffectiveDate = ''");
    assertFault(cost("P,2024-05-01,,"), "missing_required", "UnitCOGS = ''");
    assertFault(platform(",Amazon"), "missing_required", "AdPlatform = ''");
    assertFault(platform("Google,"), "missing_required", "ChannelName = ''");
  }

  @Test
  public void badNumbersAreNamedWithColumnAndValue() {
    assertFault(transaction(Map.of("Quantity", "12e3")), "bad_decimal", "Quantity = '12e3'");
    assertFault(
        transaction(Map.of("UnitPrice", "\"1,234.50\"")), "bad_decimal", "UnitPrice = '1,234.50'");
    assertFault(transaction(Map.of("TaxAmount", "n/a")), "bad_decimal", "TaxAmount = 'n/a'");
    assertFault(spend("2024-05-01,C,,,1.5,0,1,"), "bad_integer", "Impressions = '1.5'");
    assertFault(spend("2024-05-01,C,,,0,x,1,"), "bad_integer", "Clicks = 'x'");
    assertFault(cost("P,2024-05-01,$3,"), "bad_decimal", "UnitCOGS = '$3'");
  }

  @Test
  public void aValueWithAFaultIsNullInTheTypedRow() {
    Typed typed = transaction(Map.of("TransactionDate", "soon", "Quantity", "x"));

    assertThat(typed.value("TransactionDate")).isNull();
    assertThat(typed.value("BusinessDay")).isNull();
    assertThat(typed.value("Quantity")).isNull();
    assertThat(typed.value("UnitPrice")).isEqualTo("9.9900");
  }

  @Test
  public void badTimestampsDatesAndBooleansAreNamed() {
    assertFault(
        transaction(Map.of("TransactionDate", "2024-02-30")),
        "bad_timestamp",
        "TransactionDate = '2024-02-30'");
    assertFault(
        transaction(Map.of("TransactionDate", "20245-01-01")),
        "bad_timestamp",
        "TransactionDate = '20245-01-01'");
    assertFault(spend("05/01/2024,C,,,0,0,1,"), "bad_date", "Date = '05/01/2024'");
    assertFault(spend("20245-01-01,C,,,0,0,1,"), "bad_date", "Date = '20245-01-01'");
    assertFault(
        cost("P,2024-05-01T00:00,1,"), "bad_date", "COGS_EffectiveDate = '2024-05-01T00:00'");
    assertFault(transaction(Map.of("ReturnFlag", "maybe")), "bad_boolean", "ReturnFlag = 'maybe'");
  }

  @Test
  public void aCurrencyIsThreeLettersUpperCasedWhateverTheLocaleOfTheMachine() {
    Locale machine = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr"));
    try {
      assertThat(transaction(Map.of("CurrencyCode", "inr")).value("CurrencyCode")).isEqualTo("INR");
    } finally {
      Locale.setDefault(machine);
    }
    assertFault(transaction(Map.of("CurrencyCode", "EU")), "bad_currency", "CurrencyCode = 'EU'");
    assertFault(spend("2024-05-01,C,,,0,0,1,EURO"), "bad_currency", "CurrencyCode = 'EURO'");
    assertFault(cost("P,2024-05-01,1,E1R"), "bad_currency", "CurrencyCode = 'E1R'");
  }

  @Test
  public void businessDaysRunFrom1990To2099() {
    assertThat(transaction(Map.of("TransactionDate", "1990-01-01T00:00")).reason()).isNull();
    assertThat(transaction(Map.of("TransactionDate", "2099-12-31T23:59:59.999999")).reason())
        .isNull();
    for (String date : List.of("1989-12-31T23:59:59", "2100-01-01", "0202-05-01", "9999-12-31")) {
      assertFault(
          transaction(Map.of("TransactionDate", date)),
          "date_out_of_range",
          "TransactionDate = '" + date + "'");
    }
    assertThat(spend("1990-01-01,C,,,0,0,1,").reason()).isNull();
    assertThat(spend("2099-12-31,C,,,0,0,1,").reason()).isNull();
    assertFault(spend("1989-12-31,C,,,0,0,1,"), "date_out_of_range", "Date = '1989-12-31'");
    assertFault(spend("2100-01-01,C,,,0,0,1,"), "date_out_of_range", "Date = '2100-01-01'");
  }

  @Test
  public void costsMayBeEffectiveFrom1900() {
    assertThat(cost("P,1900-01-01,1,").reason()).isNull();
    assertThat(cost("P,2099-12-31,1,").reason()).isNull();
    assertFault(cost("P,1899-12-31,1,"), "date_out_of_range", "COGS_EffectiveDate = '1899-12-31'");
    assertFault(cost("P,2100-01-01,1,"), "date_out_of_range", "COGS_EffectiveDate = '2100-01-01'");
  }

  @Test
  public void theBusinessDayIsCutInTheBusinessZone() {
    Typed lateInUtc = transactionInBerlin("2024-03-31T22:30:00Z");
    assertThat(lateInUtc.value("BusinessDay")).isEqualTo(LocalDate.of(2024, 4, 1));
    assertThat(lateInUtc.value("TransactionDate")).isEqualTo(Instant.parse("2024-03-31T22:30:00Z"));

    assertThat(transactionInBerlin("2024-01-01 00:00").value("BusinessDay"))
        .isEqualTo(LocalDate.of(2024, 1, 1));
    assertThat(transactionInBerlin("2024-01-01 00:00").value("TransactionDate"))
        .isEqualTo(Instant.parse("2023-12-31T23:00:00Z"));
  }

  @Test
  public void theRangeOfDaysCountsInTheBusinessZone() {
    assertThat(transactionInBerlin("1989-12-31T23:30:00Z").reason()).isNull();
    assertThat(transactionInBerlin("1989-12-31T22:30:00Z").reason()).isEqualTo("date_out_of_range");
    assertThat(transactionInBerlin("2099-12-31T22:30:00Z").reason()).isNull();
    assertThat(transactionInBerlin("2099-12-31T23:30:00Z").reason()).isEqualTo("date_out_of_range");
  }

  @Test
  public void pricesCostsSpendAndCountsMustNotBeNegative() {
    assertFault(transaction(Map.of("UnitPrice", "-1")), "negative_value", "UnitPrice = '-1'");
    assertFault(spend("2024-05-01,C,,,-1,0,1,"), "negative_value", "Impressions = '-1'");
    assertFault(spend("2024-05-01,C,,,0,-1,1,"), "negative_value", "Clicks = '-1'");
    assertFault(spend("2024-05-01,C,,,0,0,-0.01,"), "negative_value", "Spend = '-0.01'");
    assertFault(cost("P,2024-05-01,-0.0001,"), "negative_value", "UnitCOGS = '-0.0001'");
    assertThat(transaction(Map.of("UnitPrice", "0")).reason()).isNull();
    assertThat(transaction(Map.of("UnitPrice", "-0")).reason()).isNull();
  }

  @Test
  public void feesAndTaxMayHaveAnySign() {
    for (String column :
        List.of(
            "TaxAmount",
            "ShippingChargedToCustomer",
            "ActualShippingCost",
            "PlatformFee",
            "FulfillmentFee",
            "PaymentProcessingFee")) {
      assertThat(transaction(Map.of(column, "-1")).reason()).as(column).isNull();
      assertThat(transaction(Map.of(column, "1", "Quantity", "-1")).reason()).as(column).isNull();
    }
  }

  @Test
  public void aDiscountCarriesTheSignOfTheQuantity() {
    assertThat(transaction(Map.of("Quantity", "2", "DiscountAmount", "1")).reason()).isNull();
    assertThat(transaction(Map.of("Quantity", "-2", "DiscountAmount", "-1")).reason()).isNull();
    assertThat(transaction(Map.of("Quantity", "-2", "DiscountAmount", "0")).reason()).isNull();
    assertThat(transaction(Map.of("Quantity", "0", "DiscountAmount", "0")).reason()).isNull();
    assertFault(
        transaction(Map.of("Quantity", "2", "DiscountAmount", "-1")),
        "sign_conflict",
        "DiscountAmount = '-1'");
    assertFault(
        transaction(Map.of("Quantity", "-2", "DiscountAmount", "1")),
        "sign_conflict",
        "DiscountAmount = '1'");
    assertFault(
        transaction(Map.of("Quantity", "0", "DiscountAmount", "0.01")),
        "sign_conflict",
        "DiscountAmount = '0.01'");
  }

  @Test
  public void aQuantityThatCannotBeReadHasNoSignToConflictWith() {
    Typed typed = transaction(Map.of("Quantity", "two", "DiscountAmount", "-1"));

    assertThat(typed.detail()).isEqualTo("bad_decimal: Quantity = 'two'");
  }

  @Test
  public void identifiersHoldUpTo128BytesAndNames512() {
    for (String column :
        List.of("TransactionID", "OrderID", "ProductID", "CustomerID", "ChannelName")) {
      assertThat(transaction(Map.of(column, "x".repeat(128))).reason()).as(column).isNull();
      assertThat(transaction(Map.of(column, "\u00e9".repeat(64))).reason()).as(column).isNull();
      assertThat(transaction(Map.of(column, "x".repeat(129))).reason())
          .as(column)
          .isEqualTo("too_long");
      assertThat(transaction(Map.of(column, "\u00e9".repeat(65))).reason())
          .as(column)
          .isEqualTo("too_long");
    }
    assertThat(transaction(Map.of("ProductName", "\u20ac".repeat(170) + "xx")).reason()).isNull();
    assertThat(transaction(Map.of("ProductName", "\u20ac".repeat(171))).reason())
        .isEqualTo("too_long");
    assertThat(spend("2024-05-01,C," + "x".repeat(512) + ",,0,0,1,").reason()).isNull();
    assertThat(spend("2024-05-01,C," + "x".repeat(513) + ",,0,0,1,").reason())
        .isEqualTo("too_long");
    assertThat(spend("2024-05-01,C,," + "x".repeat(129) + ",0,0,1,").reason())
        .isEqualTo("too_long");
    assertThat(spend("2024-05-01," + "x".repeat(129) + ",,,0,0,1,").reason()).isEqualTo("too_long");
    assertThat(cost("x".repeat(129) + ",2024-05-01,1,").reason()).isEqualTo("too_long");
    assertThat(platform("x".repeat(129) + ",Amazon").reason()).isEqualTo("too_long");
    assertThat(platform("Google," + "x".repeat(129)).reason()).isEqualTo("too_long");
  }

  @Test
  public void widthsCountWithoutTheSpacesAroundAValue() {
    assertThat(transaction(Map.of("ProductID", " ".repeat(50) + "x".repeat(128) + "  ")).reason())
        .isNull();
  }

  @Test
  public void identifiersAreText() {
    Typed typed = transaction(Map.of("TransactionID", "007", "ProductID", "1e5"));

    assertThat(typed.value("TransactionID")).isEqualTo("007");
    assertThat(typed.value("ProductID")).isEqualTo("1e5");
  }

  @Test
  public void theReasonIsTheFirstInContractOrderAndTheDetailNamesAll() {
    Typed typed =
        transaction(
            Map.of(
                "TransactionDate", "0202-05-01",
                "ProductID", "x".repeat(129),
                "Quantity", "many",
                "UnitPrice", "-3",
                "ReturnFlag", "maybe",
                "CurrencyCode", "EU"));

    assertThat(typed.reason()).isEqualTo("bad_decimal");
    assertThat(typed.detail())
        .isEqualTo(
            "date_out_of_range: TransactionDate = '0202-05-01'; too_long: ProductID = '"
                + "x".repeat(129)
                + "'; bad_decimal: Quantity = 'many'; negative_value: UnitPrice = '-3'; "
                + "bad_boolean: ReturnFlag = 'maybe'; bad_currency: CurrencyCode = 'EU'");
  }

  @Test
  public void everyReasonYieldsToThoseBeforeItInTheContract() {
    List<Map.Entry<String, Map.Entry<String, String>>> faults =
        List.of(
            Map.entry("missing_required", Map.entry("TransactionID", "")),
            Map.entry("bad_decimal", Map.entry("TaxAmount", "x")),
            Map.entry("bad_timestamp", Map.entry("TransactionDate", "x")),
            Map.entry("bad_boolean", Map.entry("ReturnFlag", "x")),
            Map.entry("bad_currency", Map.entry("CurrencyCode", "x")),
            Map.entry("negative_value", Map.entry("UnitPrice", "-1")),
            Map.entry("sign_conflict", Map.entry("DiscountAmount", "-1")),
            Map.entry("too_long", Map.entry("OrderID", "x".repeat(129))));
    for (int first = 0; first < faults.size(); first++) {
      Map<String, String> values = new LinkedHashMap<>();
      for (Map.Entry<String, Map.Entry<String, String>> fault :
          faults.subList(first, faults.size())) {
        values.put(fault.getValue().getKey(), fault.getValue().getValue());
      }
      Typed typed = transaction(values);

      assertThat(typed.reason()).isEqualTo(faults.get(first).getKey());
      assertThat(typed.detail().split("; ")).hasSize(faults.size() - first);
    }
  }

  @Test
  public void aRecordOfAnotherNumberOfFieldsIsMalformed() {
    Typed tooShort = cost("P,2024-05-01,1");
    Typed tooLong = cost("P,2024-05-01,1,EUR,");

    assertThat(tooShort.reason()).isEqualTo("malformed_record");
    assertThat(tooShort.detail()).isEqualTo("malformed_record: 3 fields where the header has 4");
    assertThat(tooLong.reason()).isEqualTo("malformed_record");
    assertThat(tooLong.detail()).isEqualTo("malformed_record: 5 fields where the header has 4");
    assertThat(tooLong.values().values()).containsOnlyNulls();
  }

  @Test
  public void aRecordDoesNotInheritFromTheOneBefore() {
    RawTable table = Cogs.TABLE;
    RecordTyper typer =
        new RecordTyper(table, file(String.join(",", table.columns())), UTC, columns(table));
    ReusedRow row = new ReusedRow(table.stagedSchema());

    fill(typer, "x,bad,-1,??", row);
    Typed second = typed(table, fill(typer, "P,2024-05-01,1,EUR", row), row);

    assertThat(second.reason()).isNull();
    assertThat(second.values())
        .containsExactly(
            Map.entry("ProductID", "P"),
            Map.entry("COGS_EffectiveDate", LocalDate.of(2024, 5, 1)),
            Map.entry("UnitCOGS", "1.0000"),
            Map.entry("CurrencyCode", "EUR"));
  }

  @Test
  public void columnsAreFoundByNameInAnyCaseAndOrder() {
    Typed typed =
        type(
            Cogs.TABLE,
            UTC,
            "unitcogs,Extra,CURRENCYCODE,cogs_effectivedate,productid",
            "3.5,ignored,eur,2024-05-01,P");

    assertThat(typed.reason()).isNull();
    assertThat(typed.value("ProductID")).isEqualTo("P");
    assertThat(typed.value("COGS_EffectiveDate")).isEqualTo(LocalDate.of(2024, 5, 1));
    assertThat(typed.value("UnitCOGS")).isEqualTo("3.5000");
    assertThat(typed.value("CurrencyCode")).isEqualTo("EUR");
  }

  @Test
  public void aLongValueIsCutInTheDetail() {
    Typed typed = transaction(Map.of("Quantity", "x".repeat(5_000)));

    assertThat(typed.detail()).isEqualTo("bad_decimal: Quantity = '" + "x".repeat(200) + "...'");
  }

  private static void assertFault(Typed typed, String reason, String columnAndValue) {
    assertThat(typed.reason()).as(typed.detail()).isEqualTo(reason);
    assertThat(typed.detail()).isEqualTo(reason + ": " + columnAndValue);
  }

  private static Typed transaction(Map<String, String> values) {
    return transaction(values, UTC);
  }

  private static Typed transactionInBerlin(String date) {
    return transaction(Map.of("TransactionDate", date), BERLIN);
  }

  /** A transaction that is valid but for the given values. */
  private static Typed transaction(Map<String, String> values, StagingSettings settings) {
    Map<String, String> valid =
        Map.of(
            "TransactionID", "T-1",
            "TransactionDate", "2024-05-01T10:20:30",
            "ProductID", "P-1",
            "ChannelName", "Shopify",
            "Quantity", "2",
            "UnitPrice", "9.99");
    List<String> fields = new ArrayList<>();
    for (String column : Transactions.TABLE.columns()) {
      fields.add(values.getOrDefault(column, valid.getOrDefault(column, "")));
    }
    String header = String.join(",", Transactions.TABLE.columns());
    return type(Transactions.TABLE, settings, header, String.join(",", fields));
  }

  private static Typed spend(String record) {
    return type(
        MarketingSpend.TABLE,
        UTC,
        "Date,CampaignID,CampaignName,AdPlatform,Impressions,Clicks,Spend,CurrencyCode",
        record);
  }

  private static Typed cost(String record) {
    return type(Cogs.TABLE, UTC, "ProductID,COGS_EffectiveDate,UnitCOGS,CurrencyCode", record);
  }

  private static Typed platform(String record) {
    return type(PlatformChannels.TABLE, UTC, "AdPlatform,ChannelName", record);
  }

  private static Typed type(
      RawTable table, StagingSettings settings, String header, String record) {
    ReusedRow row = new ReusedRow(table.stagedSchema());
    RecordTyper typer = new RecordTyper(table, file(header), settings, columns(table));
    return typed(table, fill(typer, record, row), row);
  }

  private static RawFile file(String header) {
    return new RawFile("file.csv", "file.csv", 0, 0, 0, List.of(header.split(",")));
  }

  private static Problems fill(RecordTyper typer, String record, ReusedRow row) {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    CsvFields fields = new CsvFields();
    assertThat(fields.split(bytes, 0, bytes.length)).isNull();
    return typer.type(fields, row);
  }

  private static Typed typed(RawTable table, Problems problems, ReusedRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    List<String> columns = new ArrayList<>(table.columns());
    table.timestamp().ifPresent(field -> columns.add(RawTable.BUSINESS_DAY));
    columns.addAll(table.amounts());
    for (String column : columns) {
      values.put(column, value(table, column, row));
    }
    boolean valid = problems.reason() == null;
    return new Typed(
        values, valid ? null : problems.reason().code(), valid ? null : problems.detail());
  }

  private static Object value(RawTable table, String column, ReusedRow row) {
    int i = table.stagedSchema().fieldIndex(column);
    if (row.isNullAt(i)) {
      return null;
    }
    if (table.stagedSchema().apply(i).dataType() instanceof DecimalType type) {
      return row.getDecimal(i, type.precision(), type.scale()).toJavaBigDecimal().toPlainString();
    }
    if (table.stagedSchema().apply(i).dataType().equals(DataTypes.TimestampType)) {
      return Instant.EPOCH.plus(row.getLong(i), ChronoUnit.MICROS);
    }
    if (table.stagedSchema().apply(i).dataType().equals(DataTypes.DateType)) {
      return LocalDate.ofEpochDay(row.getInt(i));
    }
    Object value = row.get(i, table.stagedSchema().apply(i).dataType());
    return value instanceof Boolean || value instanceof Long ? value : value.toString();
  }

  private static List<String> columns(RawTable table) {
    return List.of(table.stagedSchema().fieldNames());
  }
}
