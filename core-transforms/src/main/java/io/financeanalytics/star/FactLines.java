package io.financeanalytics.star;

import io.financeanalytics.ReusedRow;
import io.financeanalytics.ScannedRows;
import io.financeanalytics.Units;
import io.financeanalytics.calendar.DateDimension;
import io.financeanalytics.costing.CostTable;
import io.financeanalytics.costing.ExactProduct;
import io.financeanalytics.keys.KeyTable;
import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.staging.FallenRecords;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.Transactions;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows of {@link FactTransactions}, made line by line from staged transactions where everything
 * they look up fits in memory. The result is that of {@link Star#transactions}; Spark's joins, and
 * the classes it generates for them, take twice the time.
 */
public final class FactLines implements Iterator<InternalRow> {

  private static final List<String> NEEDED =
      List.of(
          RawTable.REASON,
          RawTable.SOURCE_FILE,
          RawTable.RECORD_OFFSET,
          RawTable.BUSINESS_DAY,
          Transactions.PRODUCT_ID,
          Transactions.CUSTOMER_ID,
          Transactions.CHANNEL_NAME);

  private final Iterator<InternalRow> staged;
  private final FactLookups lookups;
  private final FallenRecords.Walk fallen;
  private final LastKey customers;
  private final LastKey channels;
  private final ReusedRow fact = new ReusedRow(FactTransactions.SCHEMA);
  private final Kept[] kept;
  private final int reasonAt;
  private final int fileAt;
  private final int offsetAt;
  private final int dayAt;
  private final Units quantity;
  private final int currencyAt;
  private final int productAt;
  private final int customerAt;
  private final int channelAt;
  private final int dateKey = target(FactTransactions.DATE_KEY);
  private final int productKey = target(FactTransactions.PRODUCT_KEY);
  private final int customerKey = target(FactTransactions.CUSTOMER_KEY);
  private final int channelKey = target(FactTransactions.CHANNEL_KEY);
  private final int unitCost = target(FactTransactions.UNIT_COGS);
  private final int totalCost = target(FactTransactions.TOTAL_COGS);
  private UTF8String currency;
  private CostTable.InCurrency costs;
  private boolean ready;

  /** A column that the fact has as it was staged. */
  private record Kept(int from, int to) {}

  /** Looks up keys and remembers the last one: lines of one order name the same customer. */
  private static final class LastKey {

    private final KeyTable table;
    private UTF8String identifier;
    private int key = SurrogateKeys.UNKNOWN_KEY;

    LastKey(KeyTable table) {
      this.table = table;
    }

    int of(UTF8String wanted) {
      if (!Objects.equals(wanted, identifier)) {
        identifier = wanted == null ? null : wanted.copy();
        key = table.keyOf(wanted);
      }
      return key;
    }
  }

  private FactLines(
      Iterator<InternalRow> staged, StructType schema, FactLookups lookups, String runId) {
    this.staged = staged;
    this.lookups = lookups;
    this.fallen = lookups.fallen().walk();
    this.customers = new LastKey(lookups.customers());
    this.channels = new LastKey(lookups.channels());
    this.reasonAt = schema.fieldIndex(RawTable.REASON);
    this.fileAt = schema.fieldIndex(RawTable.SOURCE_FILE);
    this.offsetAt = schema.fieldIndex(RawTable.RECORD_OFFSET);
    this.dayAt = schema.fieldIndex(RawTable.BUSINESS_DAY);
    this.quantity = Units.of(schema, Transactions.QUANTITY);
    this.currencyAt = schema.fieldIndex(Transactions.CURRENCY_CODE);
    this.productAt = schema.fieldIndex(Transactions.PRODUCT_ID);
    this.customerAt = schema.fieldIndex(Transactions.CUSTOMER_ID);
    this.channelAt = schema.fieldIndex(Transactions.CHANNEL_NAME);
    this.kept =
        Arrays.stream(schema.fieldNames())
            .filter(FactLines::isInFact)
            .map(name -> new Kept(schema.fieldIndex(name), target(name)))
            .toArray(Kept[]::new);
    fact.setText(target(FactTransactions.RUN_ID), UTF8String.fromString(runId));
  }

  /**
   * {@return the rows of the fact}
   *
   * @param staged staged transactions, valid or not
   * @param lookups what they look up
   * @param runId what stands in RunID
   */
  public static Dataset<Row> of(Dataset<Row> staged, FactLookups lookups, String runId) {
    SparkSession spark = staged.sparkSession();
    Broadcast<FactLookups> everywhere =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(lookups);
    Dataset<Row> needed = staged.select(columns(staged.schema()));
    StructType schema = needed.schema();
    JavaRDD<InternalRow> facts =
        ScannedRows.of(needed)
            .mapPartitions(task -> new FactLines(task, schema, everywhere.value(), runId));
    return spark.internalCreateDataFrame(facts.rdd(), FactTransactions.SCHEMA, false);
  }

  /** {@return whether there is one more row} */
  @Override
  public boolean hasNext() {
    while (!ready && staged.hasNext()) {
      InternalRow line = staged.next();
      ready =
          line.isNullAt(reasonAt)
              && !fallen.meets(line.getUTF8String(fileAt), line.getLong(offsetAt));
      if (ready) {
        fill(line);
      }
    }
    return ready;
  }

  /** The next row; it is valid until the one after it is asked for. */
  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    ready = false;
    return fact;
  }

  private void fill(InternalRow line) {
    for (Kept column : kept) {
      fact.set(column.to, line, column.from);
    }
    int product = lookups.products().keyOf(line.getUTF8String(productAt));
    int day = line.getInt(dayAt);
    fact.setInt(dateKey, DateDimension.dateKey(day));
    fact.setInt(productKey, product);
    fact.setInt(customerKey, customers.of(line.getUTF8String(customerAt)));
    fact.setInt(channelKey, channels.of(line.getUTF8String(channelAt)));
    long cost = costsIn(line.getUTF8String(currencyAt)).asOf(product, day);
    fact.setNullAt(unitCost);
    fact.setNullAt(totalCost);
    if (cost != CostTable.NONE) {
      fact.setLong(unitCost, cost);
      long cents = ExactProduct.cents(quantity.in(line), cost);
      if (cents != ExactProduct.UNFIT) {
        fact.setLong(totalCost, cents);
      }
    }
  }

  /** Remembers the last currency, which few lines change. */
  private CostTable.InCurrency costsIn(UTF8String wanted) {
    if (costs == null || !Objects.equals(wanted, currency)) {
      currency = wanted == null ? null : wanted.copy();
      costs = lookups.costs().in(wanted);
    }
    return costs;
  }

  private static Column[] columns(StructType staged) {
    return Arrays.stream(staged.fieldNames())
        .filter(name -> NEEDED.contains(name) || isInFact(name))
        .map(name -> new Column(name))
        .toArray(Column[]::new);
  }

  private static boolean isInFact(String column) {
    return FactTransactions.SCHEMA.getFieldIndex(column).isDefined();
  }

  private static int target(String column) {
    return FactTransactions.SCHEMA.fieldIndex(column);
  }
}
