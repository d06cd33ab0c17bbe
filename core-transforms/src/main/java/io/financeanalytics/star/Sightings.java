package io.financeanalytics.star;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;

import io.financeanalytics.keys.SurrogateKeys;
import io.financeanalytics.table.Dimension;
import io.financeanalytics.table.Transactions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Sightings of members: which member of which dimension an order line names, and the name that the
 * line gives it. The same sighting may be there any number of times; of the names of a product, the
 * latest must be there, and of several names of that moment the greatest.
 */
public final class Sightings {

  /** The dimension's table. */
  public static final String DIMENSION = "Dimension";

  /** The name of a product on the line, or null; null in the other dimensions. */
  public static final String NAME = "Name";

  /** When the line was, in microseconds since 1970; of products only. */
  public static final String MOMENT = "Moment";

  /** The columns of sightings. */
  public static final StructType SCHEMA =
      new StructType()
          .add(DIMENSION, DataTypes.StringType, false)
          .add(SurrogateKeys.NATURAL_KEY, DataTypes.StringType, false)
          .add(NAME, DataTypes.StringType)
          .add(MOMENT, DataTypes.LongType);

  private Sightings() {}

  /**
   * {@return the sightings in order lines}
   *
   * @param transactions accepted transactions
   */
  public static Dataset<Row> of(Dataset<Row> transactions) {
    return of(
            transactions,
            Dimension.PRODUCT,
            Transactions.PRODUCT_ID,
            col(Transactions.PRODUCT_NAME),
            unix_micros(col(Transactions.TRANSACTION_DATE)))
        .union(of(transactions, Dimension.CUSTOMER, Transactions.CUSTOMER_ID))
        .union(of(transactions, Dimension.CHANNEL, Transactions.CHANNEL_NAME));
  }

  private static Dataset<Row> of(Dataset<Row> transactions, Dimension dimension, String key) {
    Column noName = lit(null).cast(DataTypes.StringType);
    Column noMoment = lit(null).cast(DataTypes.LongType);
    return of(transactions, dimension, key, noName, noMoment);
  }

  private static Dataset<Row> of(
      Dataset<Row> transactions, Dimension dimension, String key, Column name, Column moment) {
    return transactions
        .where(col(key).isNotNull())
        .select(
            lit(dimension.table()).as(DIMENSION),
            col(key).as(SurrogateKeys.NATURAL_KEY),
            name.as(NAME),
            moment.as(MOMENT));
  }
}
