package io.financeanalytics.profile;

import io.financeanalytics.ExactSum;
import io.financeanalytics.Units;
import io.financeanalytics.quality.ControlTotals;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.table.RawTable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The control totals of a task's rows, as {@link ControlTotals} gives them. */
final class CurrencyTotals {

  private static final int SUM_DIGITS = 28;

  private final int currencyAt;
  private final int dayAt;
  private final Units[] columns;
  private final Map<UTF8String, Totals> byCurrency = new HashMap<>();
  private Totals current;

  /** The columns of the totals, wide enough to be added. */
  static StructType schema(StructType staged, ControlTotals totals) {
    StructType schema =
        new StructType()
            .add(totals.currencyColumn(), DataTypes.StringType, false)
            .add(Measures.ROWS, DataTypes.LongType, false)
            .add(ControlTotals.FIRST_DAY, DataTypes.DateType, false)
            .add(ControlTotals.LAST_DAY, DataTypes.DateType, false);
    for (String column : totals.columns()) {
      DataType type = DataTypes.createDecimalType(SUM_DIGITS, Units.of(staged, column).scale());
      schema = schema.add(column, type, false);
    }
    return schema;
  }

  CurrencyTotals(StructType staged, ControlTotals totals) {
    this.currencyAt = staged.fieldIndex(totals.currencyColumn());
    this.dayAt = staged.fieldIndex(RawTable.BUSINESS_DAY);
    this.columns =
        totals.columns().stream().map(name -> Units.of(staged, name)).toArray(Units[]::new);
  }

  void add(InternalRow row) {
    UTF8String currency = row.getUTF8String(currencyAt);
    if (current == null || !current.currency.equals(currency)) {
      current = byCurrency.get(currency);
      if (current == null) {
        current = new Totals(currency.copy(), columns.length);
        byCurrency.put(current.currency, current);
      }
    }
    current.rows++;
    current.firstDay = Math.min(current.firstDay, row.getInt(dayAt));
    current.lastDay = Math.max(current.lastDay, row.getInt(dayAt));
    for (int i = 0; i < columns.length; i++) {
      current.sums[i].add(columns[i].in(row));
    }
  }

  List<InternalRow> rows() {
    return byCurrency.values().stream().map(this::row).toList();
  }

  private InternalRow row(Totals totals) {
    List<Object> values = new ArrayList<>();
    values.add(totals.currency);
    values.add(totals.rows);
    values.add(totals.firstDay);
    values.add(totals.lastDay);
    for (int i = 0; i < columns.length; i++) {
      BigDecimal sum = totals.sums[i].asDecimal(columns[i].scale());
      values.add(Decimal.apply(sum, SUM_DIGITS, columns[i].scale()));
    }
    return new GenericInternalRow(values.toArray());
  }

  private static final class Totals {

    private final UTF8String currency;
    private final ExactSum[] sums;
    private long rows;
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay = Integer.MIN_VALUE;

    Totals(UTF8String currency, int columns) {
      this.currency = currency;
      this.sums = new ExactSum[columns];
      for (int i = 0; i < columns; i++) {
        sums[i] = new ExactSum();
      }
    }
  }
}
