package io.financeanalytics.table;

import java.time.LocalDate;
import java.util.List;

/** Raw source; grain: the unit cost of a product in a currency, from one day on. */
public final class Cogs {

  /** The source's name. */
  public static final String NAME = "cogs";

  /** Natural key of the product. */
  public static final String PRODUCT_ID = "ProductID";

  /** The first day on which the cost holds. */
  public static final String EFFECTIVE_DATE = "COGS_EffectiveDate";

  /** Cost of one unit, in the row's currency. */
  public static final String UNIT_COGS = "UnitCOGS";

  /** ISO-4217 code of the row's money. */
  public static final String CURRENCY_CODE = "CurrencyCode";

  /** Columns and rules, in contract order. */
  public static final RawTable TABLE =
      new RawTable(
          NAME,
          false,
          List.of(
              RawField.identifier(PRODUCT_ID).required(),
              RawField.date(EFFECTIVE_DATE).required().from(LocalDate.of(1900, 1, 1)),
              RawField.decimal(UNIT_COGS, 4).required().nonNegative(),
              RawField.currency(CURRENCY_CODE)));

  private Cogs() {}
}
