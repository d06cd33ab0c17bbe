package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.Customers.Buyer;
import io.financeanalytics.local.sample.Shopper.Item;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The brand on Amazon, in US dollars. Timestamps are in UTC. Amazon takes a referral fee of 15 %
 * (column PlatformFee) and a fulfilment fee per unit, which pays for shipping too; there is no
 * payment fee. What comes back is a line of its own, days later: negative quantity, discount, tax
 * and referral fee, of which Amazon keeps a fifth, 5.00 at most.
 */
final class AmazonStore implements Storefront {
  private static final String CHANNEL = "Amazon";
  private static final int REFERRAL_BASIS_POINTS = 1_500;
  private static final int KEPT_REFERRAL_BASIS_POINTS = 2_000;
  private static final long KEPT_REFERRAL_MAX_CENTS = 500;
  private static final long STANDARD_SHIPPING_CENTS = 499;
  private static final int YEARLY_INCREASE_IN_PERCENT = 3;
  private static final long SEVEN_DIGITS = 10_000_000;
  private static final Instant END =
      SampleSettings.LAST_DAY.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();

  private final Shopper shopper;
  private final Dice dice;
  private final Customers customers = new Customers("AZ", 0.25, 0.15);
  private long orders;

  AmazonStore(Shopper shopper, Dice dice) {
    this.shopper = shopper;
    this.dice = dice;
  }

  @Override
  public List<OrderLine> sell(Instant moment, int lines) {
    LocalDate day = LocalDate.ofInstant(moment, ZoneOffset.UTC);
    Buyer buyer = customers.next(dice);
    orders++;
    String orderId = orderId(orders);
    int taxRate = dice.oneOf(0, 600, 625, 700, 725, 800, 825, 888);
    boolean hasPrime = dice.chance(0.9);
    List<OrderLine> sold = new ArrayList<>(lines);
    for (Item item : shopper.fill(day, SalesCurrency.USD, lines)) {
      boolean paysShipping = !hasPrime && sold.isEmpty();
      sold.add(
          new OrderLine(
              orderId + "-" + (sold.size() + 1),
              orderId,
              moment.toString(),
              item.product(),
              item.product().names().on(day),
              buyer.id(),
              CHANNEL,
              item.quantity(),
              item.unitPriceCents(),
              charges(item, day, taxRate, paysShipping ? STANDARD_SHIPPING_CENTS : 0),
              false,
              SalesCurrency.USD));
    }
    List<OrderLine> all = new ArrayList<>(sold);
    for (OrderLine line : sold) {
      boolean isReturned = dice.chance(line.product().parcel() == Parcel.OVERSIZE ? 0.11 : 0.06);
      Instant back =
          moment.plus(dice.between(4, 35), ChronoUnit.DAYS).plusSeconds(dice.below(40_000));
      // What comes back after the last day is not in this export yet.
      if (isReturned && back.isBefore(END)) {
        all.add(returned(line, back));
      }
    }
    return all;
  }

  private Charges charges(Item item, LocalDate day, int taxRate, long shippingCharged) {
    long gross = item.grossCents();
    long discount = Cents.share(gross, discountBasisPoints(day));
    long net = gross - discount;
    int increase = 100 + YEARLY_INCREASE_IN_PERCENT * (day.getYear() - 2023);
    return new Charges(
        discount,
        Cents.share(net, taxRate),
        shippingCharged,
        0,
        Cents.share(net + shippingCharged, REFERRAL_BASIS_POINTS),
        Cents.divide(item.product().parcel().fbaCents() * item.quantity() * increase, 100),
        0);
  }

  private OrderLine returned(OrderLine sale, Instant back) {
    long quantity = dice.chance(0.75) ? sale.quantity() : dice.between(1, (int) sale.quantity());
    Charges paid = sale.charges();
    long referral = part(paid.platformFee(), quantity, sale.quantity());
    long kept =
        Math.min(Cents.share(referral, KEPT_REFERRAL_BASIS_POINTS), KEPT_REFERRAL_MAX_CENTS);
    Charges refund =
        new Charges(
            -part(paid.discount(), quantity, sale.quantity()),
            -part(paid.tax(), quantity, sale.quantity()),
            0,
            0,
            kept - referral,
            0,
            0);
    return new OrderLine(
        sale.transactionId() + "-R",
        sale.orderId(),
        back.toString(),
        sale.product(),
        sale.product().names().on(LocalDate.ofInstant(back, ZoneOffset.UTC)),
        sale.customerId(),
        CHANNEL,
        -quantity,
        sale.unitPriceCents(),
        refund,
        false,
        SalesCurrency.USD);
  }

  private static long part(long cents, long quantity, long ofQuantity) {
    return Cents.divide(cents * quantity, ofQuantity);
  }

  private int discountBasisPoints(LocalDate day) {
    if (RetailCalendar.isPrimeDay(day)) {
      return dice.chance(0.6) ? 2_000 : 0;
    }
    if (RetailCalendar.isCyberWeekend(day)) {
      return dice.chance(0.5) ? 1_500 : 0;
    }
    return dice.chance(0.07) ? dice.oneOf(500, 1_000) : 0;
  }

  /**
   * The n-th order id in Amazon's form, such as {@code 112-4567891-0123456}. No two n below 10^14
   * share one: the middle determines n up to ten million, the end determines the rest.
   */
  static String orderId(long n) {
    long middle = n % SEVEN_DIGITS * 4_567_891 % SEVEN_DIGITS;
    long end = (n / SEVEN_DIGITS + middle * (middle % 99_991)) % SEVEN_DIGITS;
    return String.format(Locale.ROOT, "%d-%07d-%07d", 111 + middle % 4, middle, end);
  }
}
