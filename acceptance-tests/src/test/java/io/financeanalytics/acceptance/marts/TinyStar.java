package io.financeanalytics.acceptance.marts;

import io.financeanalytics.table.DimDate;
import io.financeanalytics.table.StarTables;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A star of eleven order lines and five rows of spend. P1 costs 20 USD, P2 has no cost, P3 costs 30
 * EUR only, P4 has a cost in USD from 10 February on. Google serves Shopify, Pinterest nothing.
 */
final class TinyStar {

  /** The columns of the calendar that the contract names; further ones play no part. */
  private static final List<String> CALENDAR =
      List.of(
          "DateKey",
          "FullDate",
          "Year",
          "Quarter",
          "Month",
          "MonthName",
          "DayOfMonth",
          "DayOfWeekName",
          "WeekOfYear",
          "IsWeekend");

  private static final String RUN = "run-1";
  private static final int UNKNOWN = -1;
  private static final int SHOPIFY = 1;
  private static final int AMAZON = 2;
  private static final int C1 = 1;
  private static final int C2 = 2;
  private static final int P1 = 1;
  private static final int P2 = 2;
  private static final int P3 = 3;
  private static final int P4 = 4;
  private static final int GOOGLE = 1;
  private static final int PINTEREST = 2;

  private TinyStar() {}

  /** A table with its rows. */
  record Table(StructType schema, List<Row> rows) {

    Table {
      rows = List.copyOf(rows);
    }
  }

  /** The tables by name. */
  static Map<String, Table> tables() {
    Map<String, Table> tables = new LinkedHashMap<>();
    tables.put("DimDate", new Table(calendar(), days("2024-01-30", "2024-03-01")));
    put(tables, "DimProduct", product(UNKNOWN, "Unknown"), product(P1, "P1"), product(P2, "P2"));
    put(tables, "DimProduct", product(P3, "P3"), product(P4, "P4"));
    put(tables, "DimCustomer", row(UNKNOWN, "Unknown"), row(C1, "C1"), row(C2, "C2"));
    put(tables, "DimChannel", row(UNKNOWN, "Unknown"), row(SHOPIFY, "Shopify"));
    put(tables, "DimChannel", row(AMAZON, "Amazon"));
    put(tables, "DimCampaign", row(UNKNOWN, "Unknown", null, null));
    put(tables, "DimCampaign", row(GOOGLE, "G1", "Brand", "Google"));
    put(tables, "DimCampaign", row(PINTEREST, "P9", "Boards", "Pinterest"));
    put(
        tables,
        "ProductCost",
        row(P1, "USD", Date.valueOf("2020-01-01"), null, money("20.0000")),
        row(P3, "EUR", Date.valueOf("2020-01-01"), null, money("30.0000")),
        row(P4, "USD", Date.valueOf("2024-02-10"), null, money("5.0000")));
    put(tables, "PlatformChannel", row("Google", "Shopify"));
    put(
        tables,
        "FactMarketingSpend",
        spend("2024-01-30", GOOGLE, 1000, 20, "10.00"),
        spend("2024-01-30", GOOGLE, 500, 10, "5.00"),
        spend("2024-01-31", GOOGLE, 0, 0, "0.00"),
        spend("2024-02-01", PINTEREST, 0, 0, "7.00"),
        spend("2024-03-01", GOOGLE, 200, 0, "4.00"));
    put(tables, "FactTransactions", lines());
    return tables;
  }

  private static Row[] lines() {
    List<Row> lines = new ArrayList<>();
    // Two lines of one order: 2 x 50.00 less 10.00, cost 40.00; and 30.00 without a cost.
    lines.add(
        new Line("L1", "S1", "2024-01-30", SHOPIFY, C1, P1, "2", "50.00")
            .discount("10.00")
            .shipping("5.00", "7.00")
            .fees("0.00", "3.00", "2.90")
            .cost("20")
            .row());
    lines.add(
        new Line("L2", "S1", "2024-01-30", SHOPIFY, C1, P2, "1", "30.00")
            .fees("0.00", "1.00", "1.10")
            .row());
    // Sold and later returned: 50.00 comes back, fees and shipping stay.
    lines.add(
        new Line("L3", "S2", "2024-01-31", SHOPIFY, C2, P1, "1", "50.00")
            .shipping("5.00", "6.00")
            .fees("0.00", "1.50", "1.75")
            .cost("20")
            .returned()
            .row());
    // Sold and later returned, by a guest, without a cost.
    lines.add(
        new Line("L4", "S3", "2024-01-31", SHOPIFY, UNKNOWN, P2, "1", "30.00").returned().row());
    // 3 x 50.00 with tax on top; one of them comes back in February as a line of its own, that
    // also carries the flag.
    lines.add(
        new Line("L5", "A1", "2024-01-31", AMAZON, UNKNOWN, P1, "3", "50.00")
            .taxOnTop("12.00")
            .fees("22.50", "9.00", "0.00")
            .cost("20")
            .row());
    lines.add(
        new Line("L6", "A1", "2024-02-02", AMAZON, UNKNOWN, P1, "-1", "50.00")
            .fees("-7.50", "0.00", "0.00")
            .cost("20")
            .returned()
            .row());
    // No OrderID: an order of its own.
    lines.add(
        new Line("L7", null, "2024-02-01", SHOPIFY, C1, P1, "1", "40.00")
            .discount("4.00")
            .cost("20")
            .row());
    // The number of an order in USD, in EUR.
    lines.add(
        new Line("L8", "S1", "2024-02-01", SHOPIFY, C1, P3, "1", "80.00")
            .fees("0.00", "0.00", "2.50")
            .cost("30")
            .in("EUR")
            .row());
    // The price includes tax.
    lines.add(
        new Line("L9", "U1", "2024-02-02", UNKNOWN, C2, P1, "1", "60.00")
            .taxInPrice("10.00")
            .cost("20")
            .row());
    // Two lines without a cost: one has it in EUR only, one from a later day on.
    lines.add(
        new Line("L10", "A2", "2024-02-02", AMAZON, UNKNOWN, P3, "1", "25.00")
            .fees("3.75", "0.00", "0.00")
            .row());
    lines.add(new Line("L11", "A2", "2024-02-02", AMAZON, UNKNOWN, P4, "1", "10.00").row());
    return lines.toArray(Row[]::new);
  }

  private static void put(Map<String, Table> tables, String name, Row... rows) {
    List<Row> all = new ArrayList<>();
    if (tables.containsKey(name)) {
      all.addAll(tables.get(name).rows());
    }
    all.addAll(List.of(rows));
    tables.put(name, new Table(StarTables.PUBLISHED.get(name), all));
  }

  private static StructType calendar() {
    return new StructType(
        CALENDAR.stream().map(column -> DimDate.SCHEMA.apply(column)).toArray(StructField[]::new));
  }

  private static List<Row> days(String first, String last) {
    return LocalDate.parse(first)
        .datesUntil(LocalDate.parse(last).plusDays(1))
        .map(
            day ->
                row(
                    key(day),
                    Date.valueOf(day),
                    day.getYear(),
                    day.get(IsoFields.QUARTER_OF_YEAR),
                    day.getMonthValue(),
                    day.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                    day.getDayOfMonth(),
                    day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                    day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                    day.getDayOfWeek().getValue() > 5))
        .toList();
  }

  private static Row product(int key, String id) {
    return row(key, id, "Name of " + id);
  }

  private static Row spend(String day, int campaign, long impressions, long clicks, String spend) {
    return row(key(LocalDate.parse(day)), campaign, impressions, clicks, money(spend), "USD", RUN);
  }

  private static int key(LocalDate day) {
    return day.getYear() * 10_000 + day.getMonthValue() * 100 + day.getDayOfMonth();
  }

  private static BigDecimal money(String amount) {
    return new BigDecimal(amount);
  }

  private static Row row(Object... values) {
    return RowFactory.create(values);
  }

  /** An order line; its derived amounts follow the contract. */
  private static final class Line {

    private final String id;
    private final String order;
    private final LocalDate day;
    private final int channel;
    private final int customer;
    private final int product;
    private final BigDecimal quantity;
    private final BigDecimal price;
    private BigDecimal discount = money("0.00");
    private BigDecimal tax = money("0.00");
    private boolean pricesIncludeTax;
    private BigDecimal charged = money("0.00");
    private BigDecimal shipped = money("0.00");
    private BigDecimal platform = money("0.00");
    private BigDecimal fulfillment = money("0.00");
    private BigDecimal payment = money("0.00");
    private BigDecimal unitCost;
    private boolean returned;
    private String currency = "USD";

    Line(
        String id,
        String order,
        String day,
        int channel,
        int customer,
        int product,
        String quantity,
        String price) {
      this.id = id;
      this.order = order;
      this.day = LocalDate.parse(day);
      this.channel = channel;
      this.customer = customer;
      this.product = product;
      this.quantity = money(quantity).setScale(4);
      this.price = money(price).setScale(4);
    }

    Line discount(String amount) {
      discount = money(amount);
      return this;
    }

    Line taxOnTop(String amount) {
      tax = money(amount);
      return this;
    }

    Line taxInPrice(String amount) {
      tax = money(amount);
      pricesIncludeTax = true;
      return this;
    }

    Line shipping(String paidByCustomer, String cost) {
      charged = money(paidByCustomer);
      shipped = money(cost);
      return this;
    }

    Line fees(String ofPlatform, String ofFulfillment, String ofPayment) {
      platform = money(ofPlatform);
      fulfillment = money(ofFulfillment);
      payment = money(ofPayment);
      return this;
    }

    Line cost(String ofUnit) {
      unitCost = money(ofUnit).setScale(4);
      return this;
    }

    Line returned() {
      returned = true;
      return this;
    }

    Line in(String code) {
      currency = code;
      return this;
    }

    Row row() {
      BigDecimal gross = quantity.multiply(price).setScale(2, RoundingMode.HALF_UP);
      BigDecimal net = gross.subtract(discount);
      return TinyStar.row(
          key(day),
          product,
          customer,
          channel,
          id,
          order,
          Timestamp.valueOf(day.atTime(12, 0)),
          quantity,
          price,
          gross,
          discount,
          pricesIncludeTax ? net.subtract(tax) : net,
          tax,
          charged,
          shipped,
          platform,
          fulfillment,
          payment,
          unitCost,
          unitCost == null ? null : quantity.multiply(unitCost).setScale(2, RoundingMode.HALF_UP),
          returned,
          currency,
          RUN);
    }
  }
}
