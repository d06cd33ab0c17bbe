package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.SampleSummary.Planted;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * Writes {@code transactions.csv}: orders ascending by time, the lines of an order together, and
 * what came back right after them. Odd rows are orders of their own, on top of those asked for.
 */
final class TransactionsFile {
  static final String NAME = "transactions.csv";

  /** From this size on there are two of each kind instead of one. */
  private static final int ORDERS_FOR_TWO = 3_500;

  /** One more of each kind per so many orders, which makes about 0.1 % of all rows. */
  private static final int ORDERS_PER_ROUND = 20_000;

  private final SampleSettings settings;
  private final Demand demand;
  private final Dice dice;
  private final Shopper shopper;
  private final Storefront shopify;
  private final Storefront amazon;

  TransactionsFile(SampleSettings settings, Catalog catalog, Demand demand) {
    this.settings = settings;
    this.demand = demand;
    this.dice = new Dice(settings.seed(), Dice.Purpose.ORDERS);
    this.shopper = new Shopper(catalog, dice);
    this.shopify = new ShopifyStore(shopper, dice);
    this.amazon = new AmazonStore(shopper, dice);
  }

  /** Writes all orders to the file and tells what was planted among them. */
  List<Planted> writeTo(CsvFile file) throws IOException {
    long rounds =
        (settings.orders() < ORDERS_FOR_TWO ? 1L : 2L) + settings.orders() / ORDERS_PER_ROUND;
    Planter planter = new Planter(file, TransactionOddities.KINDS, rounds, settings.orders());
    long order = 0;
    for (int d = 0; d < demand.days(); d++) {
      LocalDate day = demand.day(d);
      long ordersOnDay = demand.shareOn(d, settings.orders());
      for (long i = 0; i < ordersOnDay; i++) {
        Instant moment = Demand.momentOf(i, ordersOnDay, day, dice);
        for (OrderLine line : storeOn(d, day).sell(moment, shopper.lineCount())) {
          file.write(line.values());
        }
        while (planter.isDue(order)) {
          planter.plantNext(goodSale(d, day, moment));
        }
        order++;
      }
    }
    Instant last = Demand.momentOf(0, 1, SampleSettings.LAST_DAY, dice);
    planter.plant(
        TransactionOddities.CUT_OFF, goodSale(demand.days() - 1, SampleSettings.LAST_DAY, last));
    return planter.planted();
  }

  /** Amazon's share grows from 36 % to 46 % of the orders, and is higher on its own sale days. */
  private Storefront storeOn(int dayNumber, LocalDate day) {
    double ordinary = 0.36 + 0.10 * dayNumber / demand.days();
    return dice.chance(RetailCalendar.isPrimeDay(day) ? 0.72 : ordinary) ? amazon : shopify;
  }

  private RawRow goodSale(int dayNumber, LocalDate day, Instant moment) {
    OrderLine sale = storeOn(dayNumber, day).sell(moment, 1).get(0).kept();
    return new RawRow(OrderLine.COLUMNS, sale.values());
  }
}
