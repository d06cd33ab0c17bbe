package io.financeanalytics.profile;

import io.financeanalytics.ScannedRows;
import io.financeanalytics.staging.Suspects;
import io.financeanalytics.star.Sightings;
import java.util.Objects;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/**
 * What one pass over the staged transactions finds out, which is little, whatever the number of
 * transactions:
 *
 * <ol>
 *   <li>for each task a summary: how many rows have which reason, and the control totals of the
 *       rows that are accepted for certain;
 *   <li>members that such rows name;
 *   <li>whole, the valid rows that may share their TransactionID;
 *   <li>whole, the rows with a reason.
 * </ol>
 *
 * <p>Spark SQL would do the same with an aggregation for each, over as many copies of the rows.
 */
public final class TransactionProfile {

  private final SparkSession spark;
  private final StructType staged;
  private final JavaRDD<ProfilePart> pass;

  private TransactionProfile(SparkSession spark, StructType staged, JavaRDD<ProfilePart> pass) {
    this.spark = spark;
    this.staged = staged;
    this.pass = pass;
  }

  /**
   * {@return the profile of staged transactions}
   *
   * @param staged staged transactions, valid or not
   * @param suspects the transactions that may share their TransactionID
   */
  public static TransactionProfile of(Dataset<Row> staged, Suspects suspects) {
    StructType schema = staged.schema();
    SparkSession spark = staged.sparkSession();
    Broadcast<Suspects> everywhere =
        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(suspects);
    return new TransactionProfile(
        spark,
        schema,
        ScannedRows.of(staged)
            .mapPartitions(task -> new ProfileFold(task, schema, everywhere.value())));
  }

  /** {@return the pass itself, to be kept by whoever asks more than one thing of it} */
  public JavaRDD<?> pass() {
    return pass;
  }

  /** {@return the summary of every task, to be added up by {@link ProfileSummary#of}} */
  public JavaRDD<ProfileSummary> summaries() {
    return pass.filter(part -> part.summary() != null).map(ProfilePart::summary);
  }

  /**
   * {@return the members that valid rows name which are alone under their TransactionID, see {@link
   * Sightings}}
   */
  public Dataset<Row> sightings() {
    return dataset(
        pass.filter(part -> part.sighting() != null).map(ProfilePart::sighting), Sightings.SCHEMA);
  }

  /** {@return the valid rows that may share their TransactionID} */
  public Dataset<Row> suspects() {
    return rows(ProfilePart::suspects);
  }

  /** {@return the rows with a reason} */
  public Dataset<Row> rejected() {
    return rows(ProfilePart::rejected);
  }

  private Dataset<Row> rows(Function<ProfilePart, byte[]> block) {
    int columns = staged.length();
    return dataset(
        pass.map(block).filter(Objects::nonNull).flatMap(rows -> PackedRows.in(rows, columns)),
        staged);
  }

  private Dataset<Row> dataset(JavaRDD<InternalRow> rows, StructType schema) {
    return spark.internalCreateDataFrame(rows.rdd(), schema, false);
  }
}
