package io.financeanalytics.local.sample;

import static io.financeanalytics.local.sample.Oddity.copy;
import static io.financeanalytics.local.sample.Oddity.row;
import static io.financeanalytics.local.sample.Oddity.text;
import static io.financeanalytics.local.sample.Outcome.ACCEPTED;
import static io.financeanalytics.local.sample.Outcome.AMOUNT_OVERFLOW;
import static io.financeanalytics.local.sample.Outcome.BAD_BOOLEAN;
import static io.financeanalytics.local.sample.Outcome.BAD_CURRENCY;
import static io.financeanalytics.local.sample.Outcome.BAD_DECIMAL;
import static io.financeanalytics.local.sample.Outcome.BAD_TIMESTAMP;
import static io.financeanalytics.local.sample.Outcome.COLLAPSED;
import static io.financeanalytics.local.sample.Outcome.CONFLICTING_TRANSACTION;
import static io.financeanalytics.local.sample.Outcome.DATE_OUT_OF_RANGE;
import static io.financeanalytics.local.sample.Outcome.DUPLICATE_TRANSACTION_ID;
import static io.financeanalytics.local.sample.Outcome.MALFORMED_RECORD;
import static io.financeanalytics.local.sample.Outcome.MISSING_REQUIRED;
import static io.financeanalytics.local.sample.Outcome.NEGATIVE_VALUE;
import static io.financeanalytics.local.sample.Outcome.SIGN_CONFLICT;
import static io.financeanalytics.local.sample.Outcome.TOO_LONG;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What is odd on purpose in {@code transactions.csv}; each is made of one good sale. */
final class TransactionOddities {
  private static final String BARCODE = "5012345678900";
  private static final DateTimeFormatter WITH_SPACES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

  /** The kinds that take turns. */
  static final List<Oddity> KINDS =
      List.of(
          row(MISSING_REQUIRED, "no TransactionID", row -> row.with("TransactionID", "")),
          row(MISSING_REQUIRED, "TransactionDate blank", row -> row.with("TransactionDate", "  ")),
          row(MISSING_REQUIRED, "no Quantity", row -> row.with("Quantity", "")),
          row(MISSING_REQUIRED, "no UnitPrice", row -> row.with("UnitPrice", "")),
          row(BAD_DECIMAL, "UnitPrice 1,234.50", row -> row.with("UnitPrice", "1,234.50")),
          row(BAD_DECIMAL, "Quantity 12e3", row -> row.with("Quantity", "12e3")),
          row(BAD_DECIMAL, "TaxAmount $4.20", row -> row.with("TaxAmount", "$4.20")),
          row(
              BAD_DECIMAL,
              "UnitPrice of 30 digits",
              row -> row.with("UnitPrice", "123456789012345678901234567890")),
          row(
              BAD_TIMESTAMP,
              "year of five digits, as in 20245-03-05",
              row -> row.with("TransactionDate", yearOfFiveDigits(row.value("TransactionDate")))),
          row(
              BAD_TIMESTAMP,
              "TransactionDate 03/05/2024 14:22",
              row -> row.with("TransactionDate", "03/05/2024 14:22")),
          row(
              BAD_TIMESTAMP,
              "30 February",
              row -> row.with("TransactionDate", "2024-02-30T10:15:00Z")),
          row(BAD_BOOLEAN, "ReturnFlag maybe", row -> row.with("ReturnFlag", "maybe")),
          row(BAD_BOOLEAN, "ReturnFlag 2", row -> row.with("ReturnFlag", "2")),
          row(BAD_CURRENCY, "CurrencyCode US$", row -> row.with("CurrencyCode", "US$")),
          row(BAD_CURRENCY, "CurrencyCode DOLLAR", row -> row.with("CurrencyCode", "DOLLAR")),
          row(
              DATE_OUT_OF_RANGE,
              "year 0202",
              row ->
                  row.with("TransactionDate", "0202" + row.value("TransactionDate").substring(4))),
          row(
              DATE_OUT_OF_RANGE,
              "TransactionDate 1970-01-01, the zero of a clock",
              row -> row.with("TransactionDate", "1970-01-01T00:00:00Z")),
          row(NEGATIVE_VALUE, "negative UnitPrice", row -> negative(row, "UnitPrice")),
          row(
              SIGN_CONFLICT,
              "negative discount on a sale",
              row -> row.with("DiscountAmount", "-5.00")),
          row(
              SIGN_CONFLICT,
              "positive discount on a return",
              row -> negative(row, "Quantity").with("DiscountAmount", "5.00")),
          row(
              TOO_LONG,
              "CustomerID of 152 bytes",
              row -> row.with("CustomerID", "session-" + "0123456789abcdef".repeat(9))),
          row(
              TOO_LONG,
              "ChannelName of 65 letters, 130 bytes",
              row -> row.with("ChannelName", "é".repeat(65))),
          row(
              TOO_LONG,
              "ProductName of 540 bytes",
              row ->
                  row.with(
                      "ProductName", "Linen duvet; pre-washed European flax, OEKO. ".repeat(12))),
          row(
              AMOUNT_OVERFLOW,
              "barcode as Quantity and as UnitPrice",
              row -> row.with("Quantity", BARCODE).with("UnitPrice", BARCODE)),
          text(MALFORMED_RECORD, "too few fields", row -> row.textOfFirst(11)),
          text(
              MALFORMED_RECORD,
              "too many fields: a comma without quotes",
              row -> row.textWithVerbatim("ProductName", "Linen Duvet, Queen")),
          copy(
              DUPLICATE_TRANSACTION_ID,
              "same id, a later and different version",
              1,
              row ->
                  row.with("TransactionDate", later(row))
                      .with("ShippingChargedToCustomer", "9.95")),
          copy(
              DUPLICATE_TRANSACTION_ID,
              "same id and moment, another tax",
              1,
              row -> row.with("TaxAmount", "1" + row.value("TaxAmount"))),
          copy(
              CONFLICTING_TRANSACTION,
              "same id, returned and not returned",
              2,
              row -> row.with("ReturnFlag", "true")),
          copy(
              CONFLICTING_TRANSACTION,
              "same id, sold and taken back",
              2,
              row -> negative(row, "Quantity").with("DiscountAmount", "0.00")),
          copy(COLLAPSED, "the same record twice", 1, row -> row),
          copy(COLLAPSED, "the same row in another spelling", 1, TransactionOddities::respelled),
          row(ACCEPTED, "no ProductID", row -> row.with("ProductID", "")),
          row(ACCEPTED, "ProductID UNKNOWN", row -> row.with("ProductID", "UNKNOWN")),
          row(ACCEPTED, "no ChannelName", row -> row.with("ChannelName", "")),
          row(ACCEPTED, "ChannelName unKnown", row -> row.with("ChannelName", "unKnown")),
          row(ACCEPTED, "no ProductName", row -> row.with("ProductName", "")),
          row(ACCEPTED, "CurrencyCode usd", row -> row.with("CurrencyCode", "usd")),
          row(ACCEPTED, "no CurrencyCode", row -> row.with("CurrencyCode", "")),
          row(
              ACCEPTED,
              "UnitPrice with six decimals",
              row -> row.with("UnitPrice", row.value("UnitPrice") + "0050")),
          row(
              ACCEPTED,
              "spaces around ProductID and Quantity",
              row ->
                  row.with("ProductID", "  " + row.value("ProductID") + " ")
                      .with("Quantity", " " + row.value("Quantity"))));

  /** The last record of the file, cut off within a quoted name. */
  static final Oddity CUT_OFF =
      text(
          MALFORMED_RECORD,
          "last record cut off inside quotes",
          row -> row.textOfFirst(4) + ",\"Linen Duvet, Qu");

  private TransactionOddities() {}

  private static RawRow negative(RawRow row, String column) {
    return row.with(column, "-" + row.value(column));
  }

  private static String later(RawRow row) {
    return OffsetDateTime.parse(row.value("TransactionDate")).plusHours(2).toString();
  }

  private static RawRow respelled(RawRow row) {
    OffsetDateTime moment =
        OffsetDateTime.parse(row.value("TransactionDate"))
            .withOffsetSameInstant(ZoneOffset.ofHours(1));
    return row.with("TransactionDate", WITH_SPACES.format(moment))
        .with("Quantity", row.value("Quantity") + ".00")
        .with("UnitPrice", row.value("UnitPrice") + "00")
        .with("ReturnFlag", "No")
        .with("CurrencyCode", row.value("CurrencyCode").toLowerCase(Locale.ROOT));
  }

  private static String yearOfFiveDigits(String date) {
    return date.substring(0, 4) + "5" + date.substring(4);
  }
}
