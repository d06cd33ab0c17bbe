package io.financeanalytics.bench.data;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The items of TPC-DS. Each revision of an item is a row of its own; the revisions of one item are
 * one product, and the wholesale cost of a revision is the product's cost from its first day on.
 */
final class Items {

  private static final int ID = 1;
  private static final int FROM = 2;
  private static final int COST = 6;
  private static final int CATEGORY = 12;
  private static final int COLOR = 17;
  private static final int NAME = 21;
  private static final int PRICE = 5;
  private static final long USUAL_PRICE = 999;

  private final String[] ids;
  private final String[] names;
  private final long[] prices;
  private final StringBuilder costs = new StringBuilder("ProductID,COGS_EffectiveDate,UnitCOGS\n");

  private Items(int count) {
    ids = new String[count];
    names = new String[count];
    prices = new long[count];
  }

  static Items of(Session session) {
    Items items = new Items(Math.toIntExact(session.getScaling().getRowCount(Table.ITEM)));
    Map<String, String> nameOfProduct = new HashMap<>();
    int row = 0;
    for (List<List<String>> rows : Results.constructResults(Table.ITEM, session)) {
      items.add(row++, rows.get(0), nameOfProduct);
    }
    return items;
  }

  private void add(int row, List<String> item, Map<String, String> nameOfProduct) {
    String id = item.get(ID);
    ids[row] = id;
    names[row] = nameOfProduct.computeIfAbsent(id, any -> name(item));
    prices[row] = item.get(PRICE) == null ? USUAL_PRICE : Cents.parse(item.get(PRICE));
    if (item.get(FROM) != null && item.get(COST) != null) {
      costs.append(id).append(',').append(item.get(FROM)).append(',').append(item.get(COST));
      costs.append('\n');
    }
  }

  /** A name of which about one in ten needs quotes, as its CSV field. */
  private static String name(List<String> item) {
    String name = item.get(NAME) == null ? "item " + item.get(ID) : item.get(NAME);
    String color = item.get(COLOR);
    if (color == null) {
      return name;
    }
    return "Books".equals(item.get(CATEGORY))
        ? '"' + name + ", " + color + '"'
        : name + " " + color;
  }

  /** {@return the ProductID of the item with this key of TPC-DS; keys begin with 1} */
  String id(long key) {
    return ids[Math.toIntExact(key - 1)];
  }

  /** {@return the product's name as a CSV field} */
  String name(long key) {
    return names[Math.toIntExact(key - 1)];
  }

  /** {@return the current price in cents} */
  long price(long key) {
    return prices[Math.toIntExact(key - 1)];
  }

  /** Writes the costs as the raw file {@code cogs.csv}. */
  void writeCosts(Path file) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.append(costs);
    }
  }
}
