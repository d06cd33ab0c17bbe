package io.financeanalytics.bench.data;

import io.trino.tpcds.Table;
import java.util.List;

/**
 * A sales channel of TPC-DS, and where its table keeps what an order line needs.
 *
 * @param prefix what the channel's identifiers begin with, so that they are unique among channels
 * @param platformPercent commission of the platform, percent of net revenue
 * @param fulfillmentPercent cost of packing, percent of net revenue; 0 where customers carry
 */
record SalesChannel(
    Table table,
    String channelName,
    String prefix,
    Columns columns,
    int platformPercent,
    int fulfillmentPercent) {

  static final List<SalesChannel> ALL =
      List.of(
          new SalesChannel(
              Table.STORE_SALES,
              "Store",
              "S",
              new Columns(0, 1, 2, 3, 9, 10, 12, 13, 18, 19, -1),
              0,
              0),
          new SalesChannel(
              Table.CATALOG_SALES,
              "Catalog",
              "C",
              new Columns(0, 1, 15, 3, 17, 18, 20, 21, 26, 27, 28),
              3,
              6),
          new SalesChannel(
              Table.WEB_SALES,
              "Web",
              "W",
              new Columns(0, 1, 3, 4, 17, 18, 20, 21, 26, 27, 28),
              12,
              9));

  /** Positions in a row of the channel's table; -1 where the table has no such column. */
  record Columns(
      int date,
      int time,
      int item,
      int customer,
      int order,
      int quantity,
      int listPrice,
      int salesPrice,
      int tax,
      int coupon,
      int shipping) {}

  /** {@return the table's values as an order line} A sale with a return was returned. */
  Sale sale(List<String> values, boolean returned) {
    return new Sale(
        number(values, columns.date),
        number(values, columns.time),
        number(values, columns.item),
        number(values, columns.customer),
        number(values, columns.order),
        number(values, columns.quantity),
        cents(values, columns.listPrice),
        cents(values, columns.salesPrice),
        cents(values, columns.tax),
        cents(values, columns.coupon),
        cents(values, columns.shipping),
        returned);
  }

  private static long number(List<String> values, int column) {
    String value = values.get(column);
    return value == null ? Sale.ABSENT : Long.parseLong(value);
  }

  private static long cents(List<String> values, int column) {
    String value = column < 0 ? null : values.get(column);
    return value == null ? Sale.ABSENT : Cents.parse(value);
  }
}
