package io.financeanalytics.profile;

import static org.apache.spark.sql.functions.col;

import io.financeanalytics.ScannedRows;
import io.financeanalytics.quality.ControlTotals;
import io.financeanalytics.staging.Suspects;
import io.financeanalytics.star.Sightings;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * What one pass over the staged transactions finds out. A profile has few rows, whatever the number
 * of transactions; each row tells one thing, in one of four columns:
 *
 * <ol>
 *   <li>how many rows of a task have which reason;
 *   <li>the control totals of a task's rows that are accepted for certain;
 *   <li>members that such rows name;
 *   <li>a row for a closer look: one with a reason, or one that may share its TransactionID.
 * </ol>
 *
 * <p>Spark SQL would do the same with an aggregation for each, over as many copies of the rows.
 */
public final class TransactionProfile {

  private static final String OUTCOME = "Outcome";
  private static final String TOTALS = "Totals";
  private static final String SIGHTING = "Sighting";
  private static final String CLOSER = "Closer";

  private TransactionProfile() {}

  /**
   * {@return the profile of staged transactions}
   *
   * @param staged staged transactions, valid or not
   * @param suspects the transactions that may share their TransactionID
   */
  public static Dataset<Row> of(Dataset<Row> staged, Suspects suspects) {
    StructType input = staged.schema();
    Broadcast<Suspects> everywhere =
        JavaSparkContext.fromSparkContext(staged.sparkSession().sparkContext()).broadcast(suspects);
    JavaRDD<InternalRow> profile =
        ScannedRows.of(staged)
            .mapPartitions(task -> new ProfileFold(task, input, everywhere.value()));
    return staged.sparkSession().internalCreateDataFrame(profile.rdd(), schema(input), false);
  }

  /**
   * {@return the reason (null for valid rows), the number of rows and, for valid rows, the largest
   * absolute quantity; one row or more for each reason}
   *
   * @param profile a profile
   */
  public static Dataset<Row> outcomes(Dataset<Row> profile) {
    return part(profile, OUTCOME);
  }

  /**
   * {@return control totals, one row or more for each currency, of the valid rows that are alone
   * under their TransactionID}
   *
   * @param profile a profile
   */
  public static Dataset<Row> totals(Dataset<Row> profile) {
    return part(profile, TOTALS);
  }

  /**
   * {@return the members that those rows name, see {@link Sightings}}
   *
   * @param profile a profile
   */
  public static Dataset<Row> sightings(Dataset<Row> profile) {
    return part(profile, SIGHTING);
  }

  /**
   * {@return the staged rows that have a reason or may share their TransactionID, whole}
   *
   * @param profile a profile
   */
  public static Dataset<Row> closer(Dataset<Row> profile) {
    return part(profile, CLOSER);
  }

  private static Dataset<Row> part(Dataset<Row> profile, String part) {
    return profile.where(col(part).isNotNull()).select(col(part + ".*"));
  }

  private static StructType schema(StructType staged) {
    return new StructType()
        .add(OUTCOME, OutcomeCounts.SCHEMA)
        .add(TOTALS, CurrencyTotals.schema(staged, ControlTotals.TRANSACTIONS))
        .add(SIGHTING, Sightings.SCHEMA)
        .add(CLOSER, staged);
  }
}
