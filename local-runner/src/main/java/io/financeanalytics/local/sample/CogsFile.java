package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.SampleSummary.Planted;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes {@code cogs.csv}: what one unit of a product costs, from which day on. A cost starts at 26
 * to 42 % of the first price and drifts up about twice a year. What is sold abroad has costs in
 * euros and Canadian dollars too, renewed once a year. The gaps are on purpose: see the sets below.
 */
final class CogsFile {
  static final String NAME = "cogs.csv";

  /** The columns of the file, in the order of the data contract. */
  static final List<String> COLUMNS =
      List.of("ProductID", "COGS_EffectiveDate", "UnitCOGS", "CurrencyCode");

  /** Products whose first cost comes after their first sale: until then revenue has no cost. */
  static final Map<String, LocalDate> LATE =
      Map.of("BTH-207", LocalDate.of(2023, 4, 1), "KIT-310", LocalDate.of(2024, 2, 15));

  /** Sold, and never costed. */
  static final Set<String> NEVER = Set.of("DEC-706");

  /** Bought in euros: no cost in the currency in which it is mostly sold. */
  static final Set<String> EUROS_ONLY = Set.of("DIN-408");

  /** Sold abroad, and costed in US dollars only. */
  static final Set<String> DOLLARS_ONLY = Set.of("BED-108", "LGT-502");

  /** Its first cost is dated 1900-01-01. */
  private static final String SINCE_EVER = "BED-105";

  private static final long TEN_THOUSANDTHS_PER_CENT = 100;

  private final Catalog catalog;
  private final Dice dice;

  CogsFile(SampleSettings settings, Catalog catalog) {
    this.catalog = catalog;
    this.dice = new Dice(settings.seed(), Dice.Purpose.COSTS);
  }

  /** Writes all costs to the file and tells what was planted among them. */
  List<Planted> writeTo(CsvFile file) throws IOException {
    List<RawRow> rows = new ArrayList<>();
    for (Product product : catalog.products()) {
      rows.addAll(costsOf(product));
    }
    Planter planter = new Planter(file, CogsOddities.KINDS, 1, rows.size());
    boolean hasSinceEver = false;
    for (int i = 0; i < rows.size(); i++) {
      RawRow row = rows.get(i);
      if (!hasSinceEver && row.value("ProductID").equals(SINCE_EVER)) {
        planter.plant(CogsOddities.SINCE_EVER, row);
        hasSinceEver = true;
      } else if (planter.isDue(i)) {
        planter.plantNext(row);
      } else {
        file.write(row.values());
      }
    }
    planter.plant(CogsOddities.CUT_OFF, rows.get(0));
    return planter.planted();
  }

  private List<RawRow> costsOf(Product product) {
    List<RawRow> rows = new ArrayList<>();
    if (NEVER.contains(product.id())) {
      return rows;
    }
    boolean isAbroad = product.isSoldAbroad() && !DOLLARS_ONLY.contains(product.id());
    long firstPrice = product.prices().on(product.launched()) * TEN_THOUSANDTHS_PER_CENT;
    long cost = Cents.share(firstPrice, dice.between(2_600, 4_200));
    LocalDate day =
        LATE.getOrDefault(product.id(), product.launched().minusDays(dice.between(20, 110)));
    int yearWithForeignCost = 0;
    while (!day.isAfter(SampleSettings.LAST_DAY)) {
      if (!EUROS_ONLY.contains(product.id())) {
        rows.add(row(product, day, cost, SalesCurrency.USD));
      }
      if (isAbroad && day.getYear() > yearWithForeignCost) {
        rows.add(row(product, day, cost, SalesCurrency.EUR));
        if (!EUROS_ONLY.contains(product.id())) {
          rows.add(row(product, day, cost, SalesCurrency.CAD));
        }
        yearWithForeignCost = day.getYear();
      }
      int driftInBasisPoints = dice.chance(0.15) ? -dice.between(50, 200) : dice.between(60, 480);
      cost += Cents.share(cost, driftInBasisPoints);
      day = day.plusDays(dice.between(110, 260));
    }
    return rows;
  }

  private static RawRow row(Product product, LocalDate day, long cost, SalesCurrency currency) {
    return new RawRow(
        COLUMNS,
        List.of(
            product.id(),
            day.toString(),
            Cents.textOfTenThousandths(currency.unitCost(cost)),
            currency.name()));
  }
}
