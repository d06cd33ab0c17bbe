package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.Customers.Buyer;
import io.financeanalytics.local.sample.Shopper.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * The brand's own shop. Timestamps carry the offset of New York. The payment provider takes 2.9 %
 * of what is paid plus 0.30 per order; a third-party warehouse picks and packs; carriers are paid
 * by parcel. What comes back is flagged on the line that was sold. About one order in thirty is
 * paid in euros or Canadian dollars.
 */
final class ShopifyStore implements Storefront {
  private static final String CHANNEL = "Shopify";
  private static final ZoneId SHOP_ZONE = ZoneId.of("America/New_York");
  private static final int PAYMENT_BASIS_POINTS = 290;
  private static final int PAYMENT_CENTS_PER_ORDER = 30;
  private static final int YEARLY_INCREASE_IN_PERCENT = 4;

  private final Shopper shopper;
  private final Dice dice;
  private final Customers customers = new Customers("C", 0.16, 0.34);
  private long orders;

  ShopifyStore(Shopper shopper, Dice dice) {
    this.shopper = shopper;
    this.dice = dice;
  }

  @Override
  public List<OrderLine> sell(Instant moment, int lines) {
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    SalesCurrency currency = currency();
    Buyer buyer = customers.next(dice);
    List<Item> items = shopper.fill(day, currency, lines);
    List<Charges> charges = charges(items, day, currency, buyer);
    orders++;
    String orderId = "SHP-" + (100_000 + orders);
    String timestamp = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atZone(SHOP_ZONE));
    List<OrderLine> sold = new ArrayList<>(lines);
    for (int i = 0; i < lines; i++) {
      Item item = items.get(i);
      sold.add(
          new OrderLine(
              orderId + "-" + (i + 1),
              orderId,
              timestamp,
              item.product(),
              item.product().names().on(day),
              buyer.id(),
              CHANNEL,
              item.quantity(),
              item.unitPriceCents(),
              charges.get(i),
              dice.chance(item.product().parcel() == Parcel.OVERSIZE ? 0.09 : 0.045),
              currency));
    }
    return sold;
  }

  private List<Charges> charges(
      List<Item> items, LocalDate day, SalesCurrency currency, Buyer buyer) {
    int discountRate = discountBasisPoints(day, buyer);
    int taxRate = taxBasisPoints(currency);
    int increase = 100 + YEARLY_INCREASE_IN_PERCENT * (day.getYear() - 2023);
    long[] net = new long[items.size()];
    long[] tax = new long[items.size()];
    long goods = 0;
    long paid = 0;
    for (int i = 0; i < net.length; i++) {
      long gross = items.get(i).grossCents();
      net[i] = gross - Cents.share(gross, discountRate);
      tax[i] = Cents.share(net[i], taxRate);
      goods += net[i];
      paid += net[i] + tax[i];
    }
    long shipping = currency.shippingFor(goods);
    long payment = Cents.share(paid + shipping, PAYMENT_BASIS_POINTS) + PAYMENT_CENTS_PER_ORDER;
    long[] shippings = Cents.spread(shipping, net);
    long[] payments = Cents.spread(payment, net);
    List<Charges> charges = new ArrayList<>(net.length);
    for (int i = 0; i < net.length; i++) {
      Item item = items.get(i);
      Parcel parcel = item.product().parcel();
      // Articles after the first share a box with it, and more units of one article add half of it.
      int boxesInPercent = (i == 0 ? 100 : 45) + 50 * (item.quantity() - 1);
      long carriage = currency.carriage(parcel.carriageCents()) * boxesInPercent * increase;
      long warehouse = parcel.warehouseCents() * boxesInPercent * increase;
      charges.add(
          new Charges(
              item.grossCents() - net[i],
              tax[i],
              shippings[i],
              Cents.divide(carriage * dice.between(88, 118), 1_000_000),
              0,
              Cents.divide(warehouse, 10_000),
              payments[i]));
    }
    return charges;
  }

  private SalesCurrency currency() {
    if (dice.chance(0.965)) {
      return SalesCurrency.USD;
    }
    return dice.chance(0.6) ? SalesCurrency.EUR : SalesCurrency.CAD;
  }

  private int discountBasisPoints(LocalDate day, Buyer buyer) {
    if (RetailCalendar.isCyberWeekend(day)) {
      return 2_500;
    }
    if (RetailCalendar.isShopSale(day)) {
      return 1_500;
    }
    if (buyer.isNew() && dice.chance(0.3)) {
      return 1_000;
    }
    return dice.chance(0.06) ? dice.oneOf(500, 1_500, 2_000) : 0;
  }

  /** Tax on top of the price: by state, by province, or European value added tax. */
  private int taxBasisPoints(SalesCurrency currency) {
    return switch (currency) {
      case USD -> dice.oneOf(0, 600, 625, 700, 725, 800, 825, 888);
      case EUR -> dice.oneOf(1_900, 2_000, 2_100);
      case CAD -> dice.oneOf(500, 1_200, 1_300);
    };
  }
}
