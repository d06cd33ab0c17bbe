package io.financeanalytics.local.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What the files say about the brand. */
public class SampleContentTest {
  /**
   * Id, order, moment, product, name, customer, channel, quantity, price, discount, money, rest.
   */
  private static final Pattern ORDINARY =
      Pattern.compile(
          "(SHP-\\d+|11\\d-\\d{7}-\\d{7})-\\d(-R)?\\|[^|]+\\|20\\d\\d-[^|]+(Z|-0[45]:00)"
              + "\\|[A-Z]{3}-\\d{3}\\|[^|]+\\|(A?[CZ]\\d+)?\\|(Shopify|Amazon)"
              + "\\|-?\\d\\|\\d+\\.\\d\\d\\|-?\\d+\\.\\d\\d"
              + "(\\|(-?\\d+\\.\\d\\d)?){6}\\|(true|false)\\|(USD|EUR|CAD)");

  @ClassRule public static final TemporaryFolder SHARED = new TemporaryFolder();

  private static Path sample;
  private static List<Map<String, String>> goodLines;

  @BeforeClass
  public static void makeTheDefaultSample() throws Exception {
    sample = SHARED.newFolder().toPath();
    SampleSettings settings =
        new SampleSettings(SampleSettings.DEFAULT_ORDERS, SampleSettings.DEFAULT_SEED);
    new SampleGenerator(settings).writeTo(sample);
    goodLines = ordinaryLines();
  }

  @Test
  public void anOrderHasOneToFourLinesAndAboutOnePointFourOnAverage() {
    Map<String, Long> linesOfOrder =
        goodLines.stream()
            .filter(line -> !line.get("Quantity").startsWith("-"))
            .collect(Collectors.groupingBy(line -> line.get("OrderID"), Collectors.counting()));
    assertThat(linesOfOrder.values()).allMatch(lines -> lines >= 1 && lines <= 4);
    assertThat(linesOfOrder.values()).contains(1L, 2L, 3L, 4L);
    assertThat(linesOfOrder.values().stream().mapToLong(lines -> lines).average().orElseThrow())
        .isBetween(1.3, 1.5);
  }

  @Test
  public void salesCoverThreeYearsAndNoOtherDay() {
    Set<LocalDate> days =
        goodLines.stream()
            .map(line -> OffsetDateTime.parse(line.get("TransactionDate")))
            .map(moment -> LocalDate.ofInstant(moment.toInstant(), ZoneOffset.UTC))
            .collect(Collectors.toSet());
    assertThat(days)
        .allMatch(day -> !day.isBefore(SampleSettings.FIRST_DAY))
        .allMatch(day -> !day.isAfter(SampleSettings.LAST_DAY))
        .contains(SampleSettings.FIRST_DAY, SampleSettings.LAST_DAY)
        .hasSizeGreaterThan(900);
  }

  @Test
  public void shopifyTakesNoPlatformFeeAndAmazonFifteenPercentAndNoPaymentFee() {
    assertThat(goodLines)
        .filteredOn(line -> line.get("ChannelName").equals("Shopify"))
        .isNotEmpty()
        .allMatch(line -> line.get("PlatformFee").isEmpty())
        .allMatch(line -> amount(line, "PaymentProcessingFee").signum() > 0)
        .allMatch(line -> line.get("TransactionDate").matches(".*-0[45]:00"));
    assertThat(goodLines)
        .filteredOn(line -> line.get("ChannelName").equals("Amazon"))
        .filteredOn(line -> !line.get("Quantity").startsWith("-"))
        .isNotEmpty()
        .allMatch(line -> line.get("PaymentProcessingFee").isEmpty())
        .allMatch(line -> line.get("TransactionDate").endsWith("Z"))
        .allMatch(
            line ->
                amount(line, "PlatformFee")
                        .compareTo(
                            net(line)
                                .add(amount(line, "ShippingChargedToCustomer"))
                                .multiply(new BigDecimal("0.15"))
                                .setScale(2, RoundingMode.HALF_UP))
                    == 0);
  }

  @Test
  public void shopifyPaymentFeesOfAnOrderAddUpToTheRate() {
    goodLines.stream()
        .filter(line -> line.get("ChannelName").equals("Shopify"))
        .collect(Collectors.groupingBy(line -> line.get("OrderID")))
        .values()
        .forEach(
            order -> {
              BigDecimal paid =
                  order.stream()
                      .map(
                          line ->
                              net(line)
                                  .add(amount(line, "TaxAmount"))
                                  .add(amount(line, "ShippingChargedToCustomer")))
                      .reduce(BigDecimal.ZERO, BigDecimal::add);
              BigDecimal expected =
                  paid.multiply(new BigDecimal("0.029"))
                      .setScale(2, RoundingMode.HALF_UP)
                      .add(new BigDecimal("0.30"));
              assertThat(
                      order.stream()
                          .map(line -> amount(line, "PaymentProcessingFee"))
                          .reduce(BigDecimal.ZERO, BigDecimal::add))
                  .as("order %s", order.get(0).get("OrderID"))
                  .isEqualByComparingTo(expected);
            });
  }

  @Test
  public void whatComesBackIsFlaggedOnShopifyAndALineOfItsOwnOnAmazon() {
    assertThat(goodLines)
        .filteredOn(line -> line.get("ReturnFlag").equals("true"))
        .hasSizeGreaterThan(50)
        .allMatch(line -> line.get("ChannelName").equals("Shopify"))
        .allMatch(line -> amount(line, "Quantity").signum() > 0);
    Set<String> sold =
        goodLines.stream().map(line -> line.get("TransactionID")).collect(Collectors.toSet());
    assertThat(goodLines)
        .filteredOn(line -> line.get("Quantity").startsWith("-"))
        .hasSizeGreaterThan(50)
        .allMatch(line -> line.get("ChannelName").equals("Amazon"))
        .allMatch(line -> amount(line, "DiscountAmount").signum() <= 0)
        .allMatch(line -> amount(line, "PlatformFee").signum() < 0)
        .allMatch(line -> sold.contains(line.get("TransactionID").replace("-R", "")))
        .anyMatch(line -> amount(line, "DiscountAmount").signum() < 0);
  }

  @Test
  public void someCustomersComeBackAndSomeStayGuests() {
    Map<String, Long> orders =
        goodLines.stream()
            .collect(
                Collectors.groupingBy(
                    line -> line.get("CustomerID"),
                    Collectors.mapping(
                        line -> line.get("OrderID"),
                        Collectors.collectingAndThen(
                            Collectors.toSet(), ids -> (long) ids.size()))));
    assertThat(orders.get("")).isGreaterThan(300L);
    assertThat(orders.values().stream().filter(count -> count >= 3).count()).isGreaterThan(50);
  }

  @Test
  public void namesCarryCommasQuotesAndAccentsAndSomeChange() {
    assertThat(SampleRecords.lines(sample.resolve("transactions.csv")))
        .anyMatch(line -> line.contains(",\"Linen Duvet, Queen\","))
        .anyMatch(line -> line.contains(",\"Wall Shelf 24\"\" Oak\","))
        .anyMatch(line -> line.contains("Jardinière"));
    assertThat(
            goodLines.stream()
                .filter(line -> line.get("ProductID").equals("CAN-751"))
                .map(line -> line.get("ProductName"))
                .distinct())
        .containsExactly("Soy Candle \"Cedar & Fig\"", "Soy Candle \"Cedar & Black Fig\"");
    assertThat(
            rows("marketing_spend.csv").stream()
                .filter(row -> row.get("CampaignID").equals("GGL-BRAND"))
                .map(row -> row.get("CampaignName"))
                .filter(name -> !name.isEmpty())
                .distinct())
        .contains("Brand Search", "Brand Search, Exact Match");
  }

  @Test
  public void mostProductsSoldInAForeignCurrencyHaveACostInIt() {
    Set<List<String>> costed =
        rows("cogs.csv").stream()
            .map(row -> List.of(row.get("ProductID"), row.get("CurrencyCode")))
            .collect(Collectors.toSet());
    List<List<String>> sold =
        goodLines.stream()
            .filter(line -> !line.get("CurrencyCode").equals("USD"))
            .map(line -> List.of(line.get("ProductID"), line.get("CurrencyCode")))
            .toList();
    assertThat((double) sold.size() / goodLines.size()).isBetween(0.01, 0.035);
    assertThat(sold.stream().filter(costed::contains).count())
        .isGreaterThan(sold.size() * 9L / 10)
        .isLessThan(sold.size());
  }

  @Test
  public void costsHaveTheGapsThatTheyAreMeantToHave() {
    Map<String, List<Map<String, String>>> costs =
        rows("cogs.csv").stream().collect(Collectors.groupingBy(row -> row.get("ProductID")));
    assertThat(goodLines.stream().map(line -> line.get("ProductID")).distinct())
        .contains("DEC-706", "DIN-408", "BTH-207", "KIT-310");
    assertThat(costs).doesNotContainKey("DEC-706");
    assertThat(costs.get("DIN-408"))
        .isNotEmpty()
        .allMatch(row -> row.get("CurrencyCode").equals("EUR"));
    assertThat(costs.get("KIT-310").stream().map(row -> row.get("COGS_EffectiveDate")).sorted())
        .first()
        .isEqualTo("2024-02-15");
    assertThat(goodLines)
        .filteredOn(line -> line.get("ProductID").equals("KIT-310"))
        .anyMatch(line -> line.get("TransactionDate").compareTo("2024-02-15") < 0);
  }

  @Test
  public void onePlatformServesNoChannel() {
    Set<String> platforms =
        rows("marketing_spend.csv").stream()
            .map(row -> row.get("AdPlatform"))
            .filter(Predicate.not(String::isEmpty))
            .collect(Collectors.toSet());
    assertThat(platforms).containsExactlyInAnyOrder("Google", "Facebook", "Amazon", "Pinterest");
    assertThat(rows("platform_channels.csv").stream().map(row -> row.get("AdPlatform")))
        .containsExactly("Google", "Facebook", "Amazon");
  }

  @Test
  public void theOrderIdsOfAmazonDoNotRepeat() {
    Set<String> ids =
        LongStream.rangeClosed(1, 100_000)
            .flatMap(n -> LongStream.of(n, n + 10_000_000))
            .mapToObj(AmazonStore::orderId)
            .collect(Collectors.toSet());
    assertThat(ids).hasSize(200_000).allMatch(id -> id.matches("11[1-4]-\\d{7}-\\d{7}"));
  }

  private static List<Map<String, String>> rows(String file) {
    return SampleRecords.of(sample.resolve(file)).stream().flatMap(Optional::stream).toList();
  }

  private static BigDecimal amount(Map<String, String> line, String column) {
    String value = line.get(column);
    return value.isEmpty() ? BigDecimal.ZERO : new BigDecimal(value);
  }

  private static BigDecimal net(Map<String, String> line) {
    return amount(line, "Quantity")
        .multiply(amount(line, "UnitPrice"))
        .subtract(amount(line, "DiscountAmount"));
  }

  /** The lines as the channels write them, without those that were made odd on purpose. */
  private static List<Map<String, String>> ordinaryLines() {
    List<Map<String, String>> lines = rows("transactions.csv");
    Map<String, Long> linesOfId =
        lines.stream()
            .collect(
                Collectors.groupingBy(line -> line.get("TransactionID"), Collectors.counting()));
    return lines.stream()
        .filter(line -> linesOfId.get(line.get("TransactionID")) == 1)
        .filter(line -> ContractJudge.transaction(line) == Outcome.ACCEPTED)
        .filter(line -> ORDINARY.matcher(String.join("|", line.values())).matches())
        .toList();
  }
}
