package io.financeanalytics.local.sample;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of the data contract for single rows and for duplicates, written a second time and as
 * plainly as possible, to count what a run has to make of a sample.
 */
final class ContractJudge {
  private static final Pattern DECIMAL = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)");
  private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,18}");
  private static final Set<String> FLAGS =
      Set.of("", "true", "t", "1", "y", "yes", "false", "f", "0", "n", "no");
  private static final List<String> MONEY =
      List.of(
          "DiscountAmount",
          "TaxAmount",
          "ShippingChargedToCustomer",
          "ActualShippingCost",
          "PlatformFee",
          "FulfillmentFee",
          "PaymentProcessingFee");

  private ContractJudge() {}

  /** How many rows of {@code transactions.csv} meet each outcome. */
  static Map<Outcome, Long> transactions(List<Optional<Map<String, String>>> rows) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    Map<String, List<Map<String, String>>> valid = new LinkedHashMap<>();
    for (Optional<Map<String, String>> row : rows) {
      Outcome outcome = row.map(ContractJudge::transaction).orElse(Outcome.MALFORMED_RECORD);
      if (outcome == Outcome.ACCEPTED) {
        valid
            .computeIfAbsent(row.orElseThrow().get("TransactionID"), id -> new ArrayList<>())
            .add(row.orElseThrow());
      } else {
        counts.merge(outcome, 1L, Long::sum);
      }
    }
    for (List<Map<String, String>> sameId : valid.values()) {
      List<List<Object>> different = sameId.stream().map(ContractJudge::typed).distinct().toList();
      counts.merge(Outcome.COLLAPSED, (long) sameId.size() - different.size(), Long::sum);
      boolean agree =
          different.stream().map(row -> List.of(row.get(7), row.get(16))).distinct().count() == 1;
      counts.merge(
          agree ? Outcome.DUPLICATE_TRANSACTION_ID : Outcome.CONFLICTING_TRANSACTION,
          agree ? different.size() - 1L : different.size(),
          Long::sum);
      counts.merge(Outcome.ACCEPTED, agree ? 1L : 0L, Long::sum);
    }
    return counts;
  }

  /** How many rows of {@code marketing_spend.csv} meet each outcome. */
  static Map<Outcome, Long> spend(List<Optional<Map<String, String>>> rows) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    for (Optional<Map<String, String>> row : rows) {
      counts.merge(
          row.map(ContractJudge::spendRow).orElse(Outcome.MALFORMED_RECORD), 1L, Long::sum);
    }
    return counts;
  }

  /** How many rows of {@code cogs.csv} meet each outcome. */
  static Map<Outcome, Long> costs(List<Optional<Map<String, String>>> rows) {
    Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    Map<List<String>, List<BigDecimal>> valid = new LinkedHashMap<>();
    for (Optional<Map<String, String>> row : rows) {
      Outcome outcome = row.map(ContractJudge::costRow).orElse(Outcome.MALFORMED_RECORD);
      if (outcome == Outcome.ACCEPTED) {
        Map<String, String> values = row.orElseThrow();
        List<String> key =
            List.of(
                values.get("ProductID"),
                values.get("COGS_EffectiveDate"),
                values.get("CurrencyCode"));
        valid.computeIfAbsent(key, k -> new ArrayList<>()).add(decimal(values.get("UnitCOGS"), 4));
      } else {
        counts.merge(outcome, 1L, Long::sum);
      }
    }
    for (List<BigDecimal> costs : valid.values()) {
      BigDecimal highest = costs.stream().max(BigDecimal::compareTo).orElseThrow();
      long lower = costs.stream().filter(cost -> cost.compareTo(highest) < 0).count();
      counts.merge(Outcome.CONFLICTING_COGS, lower, Long::sum);
      counts.merge(Outcome.COLLAPSED, costs.size() - lower - 1, Long::sum);
      counts.merge(Outcome.ACCEPTED, 1L, Long::sum);
    }
    return counts;
  }

  /** What a single row of {@code transactions.csv} meets, duplicates aside. */
  static Outcome transaction(Map<String, String> row) {
    Set<Outcome> reasons = EnumSet.of(Outcome.ACCEPTED);
    require(row, reasons, "TransactionID", "TransactionDate", "Quantity", "UnitPrice");
    Stream.concat(Stream.of("Quantity", "UnitPrice"), MONEY.stream())
        .filter(column -> !isDecimal(row.get(column)))
        .forEach(column -> reasons.add(Outcome.BAD_DECIMAL));
    Optional<Instant> moment = moment(row.get("TransactionDate"));
    if (moment.isEmpty()) {
      reasons.add(Outcome.BAD_TIMESTAMP);
    } else if (isOutOfRange(LocalDate.ofInstant(moment.get(), ZoneOffset.UTC), 1990)) {
      reasons.add(Outcome.DATE_OUT_OF_RANGE);
    }
    if (!FLAGS.contains(row.get("ReturnFlag").toLowerCase(Locale.ROOT))) {
      reasons.add(Outcome.BAD_BOOLEAN);
    }
    currency(row, reasons);
    widths(row, reasons, 128, "TransactionID", "OrderID", "ProductID", "CustomerID", "ChannelName");
    widths(row, reasons, 512, "ProductName");
    if (!reasons.contains(Outcome.BAD_DECIMAL) && !reasons.contains(Outcome.MISSING_REQUIRED)) {
      BigDecimal quantity = decimal(row.get("Quantity"), 4);
      BigDecimal price = decimal(row.get("UnitPrice"), 4);
      BigDecimal discount = decimal(row.get("DiscountAmount"), 2);
      if (price.signum() < 0) {
        reasons.add(Outcome.NEGATIVE_VALUE);
      }
      if (discount.signum() * quantity.signum() < 0) {
        reasons.add(Outcome.SIGN_CONFLICT);
      }
      if (quantity.multiply(price).abs().compareTo(BigDecimal.TEN.pow(16)) >= 0) {
        reasons.add(Outcome.AMOUNT_OVERFLOW);
      }
    }
    return first(reasons);
  }

  private static Outcome spendRow(Map<String, String> row) {
    Set<Outcome> reasons = EnumSet.of(Outcome.ACCEPTED);
    require(row, reasons, "Date", "CampaignID", "Spend");
    date(row.get("Date"), 1990, reasons);
    amount(row.get("Spend"), reasons);
    for (String column : List.of("Impressions", "Clicks")) {
      String value = row.get(column);
      if (!value.isEmpty() && !INTEGER.matcher(value).matches()) {
        reasons.add(Outcome.BAD_INTEGER);
      } else if (value.startsWith("-")) {
        reasons.add(Outcome.NEGATIVE_VALUE);
      }
    }
    currency(row, reasons);
    widths(row, reasons, 128, "CampaignID", "AdPlatform");
    widths(row, reasons, 512, "CampaignName");
    return first(reasons);
  }

  private static Outcome costRow(Map<String, String> row) {
    Set<Outcome> reasons = EnumSet.of(Outcome.ACCEPTED);
    require(row, reasons, "ProductID", "COGS_EffectiveDate", "UnitCOGS");
    date(row.get("COGS_EffectiveDate"), 1900, reasons);
    amount(row.get("UnitCOGS"), reasons);
    currency(row, reasons);
    widths(row, reasons, 128, "ProductID");
    return first(reasons);
  }

  private static Outcome first(Set<Outcome> reasons) {
    return reasons.iterator().next();
  }

  private static void require(Map<String, String> row, Set<Outcome> reasons, String... columns) {
    if (Stream.of(columns).anyMatch(column -> row.get(column).isEmpty())) {
      reasons.add(Outcome.MISSING_REQUIRED);
    }
  }

  private static void amount(String value, Set<Outcome> reasons) {
    if (!isDecimal(value)) {
      reasons.add(Outcome.BAD_DECIMAL);
    } else if (value.startsWith("-")) {
      reasons.add(Outcome.NEGATIVE_VALUE);
    }
  }

  private static void date(String value, int firstYear, Set<Outcome> reasons) {
    try {
      if (isOutOfRange(LocalDate.parse(value), firstYear)) {
        reasons.add(Outcome.DATE_OUT_OF_RANGE);
      }
    } catch (DateTimeException e) {
      reasons.add(Outcome.BAD_DATE);
    }
  }

  private static void currency(Map<String, String> row, Set<Outcome> reasons) {
    String code = row.get("CurrencyCode");
    if (!code.isEmpty() && !code.matches("[A-Za-z]{3}")) {
      reasons.add(Outcome.BAD_CURRENCY);
    }
  }

  private static void widths(
      Map<String, String> row, Set<Outcome> reasons, int bytes, String... columns) {
    for (String column : columns) {
      if (row.get(column).getBytes(StandardCharsets.UTF_8).length > bytes) {
        reasons.add(Outcome.TOO_LONG);
      }
    }
  }

  private static boolean isOutOfRange(LocalDate day, int firstYear) {
    return day.getYear() < firstYear || day.getYear() > 2099;
  }

  /** Plain ASCII digits that fit decimal(18,4) or decimal(18,2); the sample never comes close. */
  private static boolean isDecimal(String value) {
    return value.isEmpty()
        || (DECIMAL.matcher(value).matches() && value.replaceAll("\\..*", "").length() <= 14);
  }

  private static BigDecimal decimal(String value, int scale) {
    return new BigDecimal(value.isEmpty() ? "0" : value).setScale(scale, RoundingMode.HALF_UP);
  }

  private static Optional<Instant> moment(String value) {
    try {
      String iso = value.replaceFirst("^(\\S+) (\\S+)", "$1T$2").replace(" ", "");
      return Optional.of(OffsetDateTime.parse(iso).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The row with every column typed; the sign of the quantity is at 7, the return flag at 16. */
  private static List<Object> typed(Map<String, String> row) {
    List<Object> typed = new ArrayList<>(row.values());
    typed.set(2, moment(row.get("TransactionDate")).orElseThrow());
    BigDecimal quantity = decimal(row.get("Quantity"), 4);
    typed.set(7, quantity.signum());
    typed.set(8, decimal(row.get("UnitPrice"), 4));
    for (int i = 0; i < MONEY.size(); i++) {
      typed.set(9 + i, decimal(row.get(MONEY.get(i)), 2));
    }
    String flag = row.get("ReturnFlag").toLowerCase(Locale.ROOT);
    typed.set(16, Set.of("true", "t", "1", "y", "yes").contains(flag));
    typed.set(17, row.get("CurrencyCode").toUpperCase(Locale.ROOT));
    typed.add(quantity);
    return typed;
  }
}
