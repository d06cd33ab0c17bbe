package io.financeanalytics.quality;

import io.financeanalytics.ExactSum;
import io.financeanalytics.ScannedRows;
import io.financeanalytics.Units;
import io.financeanalytics.quality.Measure.Stage;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The {@link ControlTotals} of rows that were added one by one, and the days that they span. The
 * totals of several tasks add up.
 */
public final class CurrencyTotals implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ControlTotals totals;
  private final int currencyAt;
  private final int dayAt;
  private final Units[] columns;
  private final Map<UTF8String, OfCurrency> byCurrency = new HashMap<>();
  private transient OfCurrency current;

  /**
   * Of no rows yet.
   *
   * @param totals what to sum
   * @param schema the columns of the rows
   * @param day the column of their day
   */
  public CurrencyTotals(ControlTotals totals, StructType schema, String day) {
    this.totals = totals;
    this.currencyAt = schema.fieldIndex(totals.currencyColumn());
    this.dayAt = schema.fieldIndex(day);
    this.columns =
        totals.columns().stream().map(name -> Units.of(schema, name)).toArray(Units[]::new);
  }

  /**
   * {@return the totals of rows, in a piece for each task}
   *
   * @param totals what to sum
   * @param rows accepted rows
   * @param day the column of their day
   */
  public static JavaRDD<CurrencyTotals> of(ControlTotals totals, Dataset<Row> rows, String day) {
    StructType schema = rows.schema();
    return ScannedRows.of(rows)
        .mapPartitions(
            task -> {
              CurrencyTotals ofTask = new CurrencyTotals(totals, schema, day);
              task.forEachRemaining(ofTask::add);
              return List.of(ofTask).iterator();
            });
  }

  /**
   * Adds a row.
   *
   * @param row an accepted row, which has a currency, a day and every number
   */
  public void add(InternalRow row) {
    UTF8String currency = row.getUTF8String(currencyAt);
    if (current == null || !current.currency.equals(currency)) {
      current = byCurrency.get(currency);
      if (current == null) {
        current = new OfCurrency(currency.copy(), columns.length);
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

  /**
   * Adds all rows of other totals.
   *
   * @param others totals of the same columns
   */
  public void addAll(CurrencyTotals others) {
    others.byCurrency.forEach(
        (currency, more) ->
            byCurrency
                .computeIfAbsent(currency, first -> new OfCurrency(first, columns.length))
                .addAll(more));
  }

  /** {@return how many rows were added} */
  public long rows() {
    return byCurrency.values().stream().mapToLong(totals -> totals.rows).sum();
  }

  /** {@return the first and the last day of the rows; nothing when there are none} */
  public Stream<LocalDate> days() {
    return byCurrency.values().stream()
        .flatMap(totals -> Stream.of(totals.firstDay, totals.lastDay))
        .map(LocalDate::ofEpochDay);
  }

  /**
   * {@return the measures of every currency, under the fact's name}
   *
   * @param stage where in the run the totals were taken
   */
  public List<Measure> measures(Stage stage) {
    List<Measure> measures = new ArrayList<>();
    byCurrency.forEach(
        (code, ofCurrency) -> {
          String currency = code.toString();
          BigDecimal rows = BigDecimal.valueOf(ofCurrency.rows);
          measures.add(new Measure(stage, totals.fact(), Measures.ROWS, currency, rows));
          for (int i = 0; i < columns.length; i++) {
            BigDecimal sum = ofCurrency.sums[i].asDecimal(columns[i].scale());
            measures.add(new Measure(stage, totals.fact(), totals.columns().get(i), currency, sum));
          }
        });
    return measures;
  }

  private static final class OfCurrency implements Serializable {

    private static final long serialVersionUID = 1L;

    private final UTF8String currency;
    private final ExactSum[] sums;
    private long rows;
    private int firstDay = Integer.MAX_VALUE;
    private int lastDay = Integer.MIN_VALUE;

    OfCurrency(UTF8String currency, int columns) {
      this.currency = currency;
      this.sums = Stream.generate(ExactSum::new).limit(columns).toArray(ExactSum[]::new);
    }

    void addAll(OfCurrency others) {
      rows += others.rows;
      firstDay = Math.min(firstDay, others.firstDay);
      lastDay = Math.max(lastDay, others.lastDay);
      for (int i = 0; i < sums.length; i++) {
        sums[i].addAll(others.sums[i]);
      }
    }
  }
}
