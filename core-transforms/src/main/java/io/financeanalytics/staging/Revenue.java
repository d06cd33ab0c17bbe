package io.financeanalytics.staging;

import io.financeanalytics.ReusedRow;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.util.List;
import org.apache.spark.sql.types.Decimal;

/** Fills the amounts of an order line from its typed fields; what does not fit is a problem. */
final class Revenue {

  private final boolean pricesIncludeTax;
  private final int quantityAt;
  private final int priceAt;
  private final int discountAt;
  private final int taxAt;
  private final int grossTarget;
  private final int netTarget;

  /**
   * The amounts of a source's rows.
   *
   * @param columns the columns of the rows to fill
   */
  Revenue(RawTable table, StagingSettings settings, List<String> columns) {
    List<String> fields = table.columns();
    this.pricesIncludeTax = settings.pricesIncludeTax();
    this.quantityAt = fields.indexOf(Transactions.QUANTITY);
    this.priceAt = fields.indexOf(Transactions.UNIT_PRICE);
    this.discountAt = fields.indexOf(Transactions.DISCOUNT_AMOUNT);
    this.taxAt = fields.indexOf(Transactions.TAX_AMOUNT);
    this.grossTarget = columns.indexOf(Transactions.GROSS_REVENUE);
    this.netTarget = columns.indexOf(Transactions.NET_REVENUE);
  }

  /**
   * Both amounts; null where a field that they need has a fault.
   *
   * @param units the values of the fields, {@link FieldParser#BAD} for those with a fault
   */
  void type(long[] units, ReusedRow row, Problems problems) {
    setMoney(grossTarget, FieldParser.BAD, row);
    setMoney(netTarget, FieldParser.BAD, row);
    long quantity = units[quantityAt];
    long price = units[priceAt];
    if (quantity == FieldParser.BAD || price == FieldParser.BAD) {
      return;
    }
    long gross = Amounts.gross(quantity, price);
    if (gross == FieldParser.BAD) {
      problems.addOverflow(product(quantity, price));
      return;
    }
    setMoney(grossTarget, gross, row);
    long discount = units[discountAt];
    long includedTax = pricesIncludeTax ? units[taxAt] : 0;
    if (discount == FieldParser.BAD || includedTax == FieldParser.BAD) {
      return;
    }
    long net = Amounts.net(gross, discount, includedTax);
    if (net == FieldParser.BAD) {
      problems.addOverflow(product(quantity, price));
      return;
    }
    setMoney(netTarget, net, row);
  }

  private static void setMoney(int target, long cents, ReusedRow row) {
    if (target < 0) {
      return;
    }
    if (cents == FieldParser.BAD) {
      row.setNullAt(target);
    } else {
      row.setLong(target, cents);
    }
  }

  private static String product(long quantity, long price) {
    return "Quantity x UnitPrice = "
        + Decimal.createUnsafe(quantity, 18, 4)
        + " x "
        + Decimal.createUnsafe(price, 18, 4);
  }
}
