package io.financeanalytics.local.sample;

import io.financeanalytics.local.sample.History.Step;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The articles of the brand: sixty in ten categories, some of them renamed, some launched later,
 * with list prices that change now and then. Ids, names and first prices are always the same; when
 * and by how much a price changes depends on the seed.
 */
final class Catalog {
  /** Article, popularity, first list price in cents, parcel, pack, name. */
  private static final String ARTICLES =
      """
      BED-101|34|18900|MEDIUM|1|Linen Duvet, Queen
      BED-102|22|21900|MEDIUM|1|Linen Duvet, King
      BED-103|40|6499|SMALL|1|Percale Sheet Set, Queen
      BED-104|26|7499|SMALL|1|Percale Sheet Set, King
      BED-105|38|2499|SMALL|2|Sateen Pillowcase Pair
      BED-106|20|8900|MEDIUM|1|Down-Alternative Comforter
      BED-107|18|4999|MEDIUM|2|Memory Foam Pillow
      BED-108|24|7900|MEDIUM|1|Chunky Knit Throw, 50" x 60"
      BED-109|10|12900|MEDIUM|1|Weighted Blanket, 15 lb
      BED-110|8|14900|LARGE|1|Quilted Coverlet "Harbor"
      BTH-201|44|3499|SMALL|2|Turkish Cotton Bath Towel
      BTH-202|30|1499|SMALL|4|Turkish Cotton Hand Towel
      BTH-203|22|2799|SMALL|1|Memory Foam Bath Mat
      BTH-204|16|3200|SMALL|1|Waffle Shower Curtain, 72" x 72"
      BTH-205|12|1899|SMALL|1|Ceramic Soap Dispenser
      BTH-206|9|3999|SMALL|1|Bamboo Bath Caddy
      BTH-207|20|8900|SMALL|1|Waffle Robe, Unisex
      KIT-301|36|3999|MEDIUM|1|Cast Iron Skillet 10"
      KIT-302|18|12900|LARGE|1|Enameled Dutch Oven, 5.5 qt
      KIT-303|32|2999|SMALL|1|Acacia Cutting Board, Large
      KIT-304|24|4499|SMALL|1|Chef's Knife 8"
      KIT-305|30|1999|SMALL|1|Stainless Mixing Bowls, Set of 3
      KIT-306|20|3499|MEDIUM|1|Glass Storage Jars, Set of 4
      KIT-307|26|1699|SMALL|2|Linen Tea Towels, Set of 2
      KIT-308|14|5999|MEDIUM|1|Pour-Over Coffee Set
      KIT-309|12|2499|SMALL|1|Marble Rolling Pin
      KIT-310|22|2199|SMALL|1|Silicone Baking Mat, 2-Pack
      DIN-401|28|5999|LARGE|1|Stoneware Dinner Plates, Set of 4
      DIN-402|22|4499|MEDIUM|1|Stoneware Bowls, Set of 4
      DIN-403|34|1299|SMALL|4|Stoneware Mug
      DIN-404|20|3999|MEDIUM|1|Ribbed Tumblers, Set of 6
      DIN-405|16|2999|SMALL|4|Linen Napkins, Set of 4
      DIN-406|14|999|SMALL|4|Woven Placemat
      DIN-407|10|6900|MEDIUM|1|Brass Flatware, 20 Pieces
      DIN-408|9|5800|MEDIUM|1|Murano Glass Carafe
      DIN-409|8|2400|SMALL|2|Café au Lait Bowl
      LGT-501|18|7900|LARGE|1|Rattan Table Lamp
      LGT-502|14|4999|MEDIUM|1|Clip-On Reading Light
      LGT-503|9|14900|OVERSIZE|1|Arc Floor Lamp
      LGT-504|12|9900|LARGE|1|Linen Drum Pendant 18"
      LGT-505|26|1999|SMALL|2|String Lights, 33 ft
      STO-601|30|2999|MEDIUM|2|Seagrass Basket, Medium
      STO-602|20|3999|LARGE|1|Seagrass Basket, Large
      STO-603|18|2499|MEDIUM|4|Canvas Storage Bin
      STO-604|12|5999|LARGE|1|Over-Door Shoe Rack
      STO-605|16|1899|SMALL|1|Drawer Dividers, Set of 4
      DEC-701|20|3999|MEDIUM|2|Wall Shelf 24" Oak
      DEC-702|15|5499|LARGE|1|Wall Shelf 36" Oak
      DEC-703|18|8900|LARGE|1|Round Mirror 28", Black
      DEC-704|22|2799|SMALL|2|Gallery Frame 11" x 14"
      DEC-705|24|2200|SMALL|1|Bud Vases, Set of 3
      DEC-706|12|2600|SMALL|1|Stoneware Vase "Dawn", Limited
      CAN-751|40|2400|SMALL|2|Soy Candle "Cedar & Fig"
      CAN-752|26|2400|SMALL|2|Soy Candle "Winter Market"
      RUG-801|10|19900|OVERSIZE|1|Jute Rug 5' x 8'
      RUG-802|14|8900|LARGE|1|Washable Runner 2'6" x 8'
      FUR-851|7|24900|OVERSIZE|1|Oak Side Table
      FUR-852|5|39900|OVERSIZE|1|Bouclé Accent Chair
      GAR-901|16|3499|LARGE|1|Jardinière Planter, 12"
      GAR-902|13|4999|MEDIUM|1|Copper Watering Can
      """;

  private static final Map<String, Step<String>> RENAMED =
      Map.of(
          "BED-106", new Step<>(LocalDate.of(2023, 9, 12), "Cloud Comforter, Down-Alternative"),
          "KIT-305", new Step<>(LocalDate.of(2024, 2, 1), "Nesting Mixing Bowls, Set of 3"),
          "LGT-505", new Step<>(LocalDate.of(2024, 10, 15), "Globe String Lights, 33 ft"),
          "DEC-701", new Step<>(LocalDate.of(2025, 3, 3), "Floating Wall Shelf 24\" Oak"),
          "CAN-751", new Step<>(LocalDate.of(2025, 8, 20), "Soy Candle \"Cedar & Black Fig\""));

  private static final Map<String, LocalDate> LAUNCHED =
      Map.of(
          "BED-109", LocalDate.of(2023, 10, 2),
          "DIN-407", LocalDate.of(2024, 3, 18),
          "LGT-504", LocalDate.of(2023, 6, 5),
          "RUG-802", LocalDate.of(2024, 8, 26),
          "FUR-852", LocalDate.of(2025, 2, 10),
          "GAR-902", LocalDate.of(2024, 4, 8));

  private final List<Product> products;
  private final int[] popularityUpTo;

  Catalog(Dice dice) {
    this.products = ARTICLES.lines().map(line -> product(line.split("\\|"), dice)).toList();
    this.popularityUpTo = new int[products.size()];
    int sum = 0;
    for (int i = 0; i < popularityUpTo.length; i++) {
      sum += products.get(i).popularity();
      popularityUpTo[i] = sum;
    }
  }

  /** All articles, in the order of their ids' categories. */
  List<Product> products() {
    return products;
  }

  /** One article, popular ones more often. */
  Product any(Dice dice) {
    int at = dice.below(popularityUpTo[popularityUpTo.length - 1]);
    int i = 0;
    while (popularityUpTo[i] <= at) {
      i++;
    }
    return products.get(i);
  }

  private static Product product(String[] cells, Dice dice) {
    String id = cells[0];
    return new Product(
        id,
        names(cells[5], RENAMED.get(id)),
        prices(Long.parseLong(cells[2]), dice),
        LAUNCHED.getOrDefault(id, SampleSettings.FIRST_DAY),
        Integer.parseInt(cells[1]),
        Parcel.valueOf(cells[3]),
        Integer.parseInt(cells[4]));
  }

  private static History<String> names(String first, Step<String> later) {
    return later == null
        ? History.always(first)
        : new History<>(List.of(new Step<>(LocalDate.MIN, first), later));
  }

  /** A price moves about once a year: mostly up by 3 to 9 %, seldom down. */
  private static History<Long> prices(long firstCents, Dice dice) {
    List<Step<Long>> steps = new ArrayList<>();
    steps.add(new Step<>(LocalDate.MIN, firstCents));
    long cents = firstCents;
    LocalDate day = SampleSettings.FIRST_DAY.plusDays(dice.between(60, 420));
    while (!day.isAfter(SampleSettings.LAST_DAY)) {
      int changeInBasisPoints =
          dice.chance(0.15) ? -dice.between(300, 800) : dice.between(300, 900);
      long changed =
          SalesCurrency.inStyleOf(firstCents, cents + Cents.share(cents, changeInBasisPoints));
      if (changed != cents) {
        cents = changed;
        steps.add(new Step<>(day, cents));
      }
      day = day.plusDays(dice.between(180, 480));
    }
    return new History<>(steps);
  }
}
