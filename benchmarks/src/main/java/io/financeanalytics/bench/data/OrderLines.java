package io.financeanalytics.bench.data;

import io.trino.tpcds.BusinessKeyGenerator;
import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * The lines of a range of orders of one channel, as CSV.
 *
 * <p>TPC-DS leaves out about one value in twenty. Customers stay empty; a required value is filled
 * in, from the order's line before where there is one, so that quarantine stays as small as in real
 * exports.
 */
final class OrderLines implements Callable<OrderLines.Text> {

  static final String HEADER =
      "TransactionID,OrderID,TransactionDate,ChannelName,ProductID,ProductName,CustomerID,Quantity,"
          + "UnitPrice,DiscountAmount,TaxAmount,ShippingChargedToCustomer,ActualShippingCost,"
          + "PlatformFee,FulfillmentFee,PaymentProcessingFee,ReturnFlag,CurrencyCode\n";

  /** CSV text and how many lines it has. */
  record Text(String csv, long lines) {}

  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long FIRST_DAY_OF_SALES = 2_450_815;
  private static final long NOON = 43_200;
  private static final long PAYMENT_FEE_PER_LINE = 30;
  private static final int PAYMENT_FEE_PERCENT = 3;
  private static final int ACTUAL_SHIPPING_PERCENT = 90;

  private final SalesChannel channel;
  private final Session session;
  private final Items items;
  private final long firstOrder;
  private final long lastOrder;

  private final StringBuilder text = new StringBuilder();
  private long date = FIRST_DAY_OF_SALES;
  private long time = NOON;
  private long order = Sale.ABSENT;
  private int line;
  private String previousId;
  private String previousLine;

  OrderLines(SalesChannel channel, Session session, Items items, long firstOrder, long lastOrder) {
    this.channel = channel;
    this.session = session;
    this.items = items;
    this.firstOrder = firstOrder;
    this.lastOrder = lastOrder;
  }

  @Override
  public Text call() {
    long lines = 0;
    for (List<List<String>> saleAndReturn :
        Results.constructResults(channel.table(), firstOrder, lastOrder, session)) {
      append(channel.sale(saleAndReturn.get(0), saleAndReturn.size() > 1));
      lines++;
    }
    return new Text(text.toString(), lines);
  }

  private void append(Sale sale) {
    if (sale.order() != order) {
      order = sale.order();
      line = 0;
      previousId = null;
    }
    line++;
    date = sale.date() == Sale.ABSENT ? date : sale.date();
    time = sale.time() == Sale.ABSENT ? time : sale.time();

    Oddity oddity = Oddity.of(channel, order, line);
    if (previousId == null && (oddity == Oddity.REPEATED || oddity == Oddity.SAME_ID)) {
      oddity = Oddity.NONE;
    }
    if (oddity == Oddity.REPEATED) {
      text.append(previousLine);
      previousId = null;
      return;
    }
    String id = channel.prefix() + order + "-" + sale.item();
    int start = text.length();
    appendFields(oddity == Oddity.SAME_ID ? previousId : id, sale, oddity);
    previousId = oddity == Oddity.NONE ? id : null;
    previousLine = text.substring(start);
  }

  private void appendFields(String id, Sale sale, Oddity oddity) {
    long quantity = sale.quantity() == Sale.ABSENT ? 1 : sale.quantity();
    long price = sale.listPrice() == Sale.ABSENT ? items.price(sale.item()) : sale.listPrice();
    long gross = quantity * price;
    long discount = Math.min(gross, discount(sale, quantity, price));
    long net = gross - discount;

    text.append(id).append(',').append(channel.prefix()).append(order).append(',');
    if (oddity != Oddity.NO_DATE) {
      appendTimestamp();
    }
    text.append(',').append(channel.channelName()).append(',');
    boolean hasProduct = oddity != Oddity.NO_PRODUCT;
    text.append(hasProduct ? items.id(sale.item()) : "").append(',');
    text.append(hasProduct ? items.name(sale.item()) : "").append(',');
    if (sale.customer() != Sale.ABSENT) {
      text.append(BusinessKeyGenerator.makeBusinessKey(sale.customer()));
    }
    text.append(',');
    if (oddity != Oddity.NO_QUANTITY) {
      text.append(quantity);
    }
    text.append(',');
    if (oddity == Oddity.GARBAGE_PRICE) {
      text.append("n/a");
    } else {
      Cents.append(text, price);
    }
    amount(oddity == Oddity.DISCOUNT_SIGN ? -Math.max(1, discount) : discount);
    amount(sale.tax());
    amount(sale.shipping());
    amount(
        sale.shipping() == Sale.ABSENT
            ? Sale.ABSENT
            : Cents.percent(sale.shipping(), ACTUAL_SHIPPING_PERCENT));
    amount(share(net, channel.platformPercent()));
    amount(share(net, channel.fulfillmentPercent()));
    amount(Cents.percent(net, PAYMENT_FEE_PERCENT) + PAYMENT_FEE_PER_LINE);
    text.append(sale.returned() ? ",true" : ",false");
    text.append(Oddity.mixed(order) % 4 == 0 ? ",\n" : ",USD\n");
  }

  /** What the price came down by, and the coupon. */
  private static long discount(Sale sale, long quantity, long price) {
    long paid = sale.salesPrice() == Sale.ABSENT ? price : Math.min(price, sale.salesPrice());
    return quantity * (price - paid) + Math.max(0, sale.coupon());
  }

  private static long share(long net, int percent) {
    return percent == 0 ? Sale.ABSENT : Cents.percent(net, percent);
  }

  /** Appends an amount, or nothing for {@link Sale#ABSENT}. */
  private void amount(long cents) {
    text.append(',');
    if (cents != Sale.ABSENT) {
      Cents.append(text, cents);
    }
  }

  private void appendTimestamp() {
    LocalDate day = LocalDate.ofEpochDay(date - JULIAN_DAY_OF_EPOCH);
    text.append(day).append(' ');
    twoDigits(time / 3600);
    text.append(':');
    twoDigits(time / 60 % 60);
    text.append(':');
    twoDigits(time % 60);
  }

  private void twoDigits(long number) {
    text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
