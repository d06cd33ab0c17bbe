package io.financeanalytics;

import static org.apache.spark.sql.functions.broadcast;

import java.math.BigInteger;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.execution.datasources.v2.FileScan;
import scala.collection.JavaConverters;

/**
 * Decides whether rows are few enough to be sent to every task, or kept by every executor: one side
 * of a join, so that the large side stays where it is, or rows that the driver holds ({@link
 * HeldRows}). Spark's own limit of 10 MB would shuffle a fact for a customer dimension of a few
 * hundred thousand rows; here it is 64 MB by Spark's estimate, 16 MB in files. A session that has
 * switched broadcasts off ({@code spark.sql.autoBroadcastJoinThreshold = -1}) is obeyed.
 */
public final class SmallSide {

  private static final BigInteger LIMIT_BYTES = BigInteger.valueOf(64L << 20);
  private static final long PARTS_OF_MEMORY = 8;
  private static final long MOST_IN_MEMORY = 512L << 20;
  private static final BigInteger SPARED_BY_FILES = BigInteger.valueOf(4);

  private SmallSide() {}

  /**
   * {@return whether {@code rows} may be sent to every task}
   *
   * @param rows such as one side of a join
   */
  public static boolean fits(Dataset<Row> rows) {
    return fits(rows.sparkSession(), bytes(HeldRows.plan(rows)), LIMIT_BYTES);
  }

  /**
   * {@return whether {@code rows} fit in the memory of an executor, beside whatever else is there:
   * an eighth of it by the estimate, 512 MB at most}
   *
   * @param rows such as one side of a join
   */
  public static boolean fitsInMemory(Dataset<Row> rows) {
    SparkSession spark = rows.sparkSession();
    long limit = Math.min(memory(spark.sparkContext()) / PARTS_OF_MEMORY, MOST_IN_MEMORY);
    return fits(spark, bytes(HeldRows.plan(rows)), LIMIT_BYTES.max(BigInteger.valueOf(limit)));
  }

  /** An executor's; where that is the driver's process, its. */
  private static long memory(SparkContext spark) {
    return spark.isLocal()
        ? Runtime.getRuntime().maxMemory()
        : spark.conf().getSizeAsMb("spark.executor.memory", "1g") << 20;
  }

  /**
   * {@return whether something of a size may be sent to every task}
   *
   * @param spark the session
   * @param bytes its size
   */
  public static boolean fits(SparkSession spark, long bytes) {
    return fits(spark, BigInteger.valueOf(bytes), LIMIT_BYTES);
  }

  private static boolean fits(SparkSession spark, BigInteger bytes, BigInteger limit) {
    boolean allowed = spark.sessionState().conf().autoBroadcastJoinThreshold() >= 0;
    return allowed && bytes.compareTo(limit) <= 0;
  }

  /** Spark takes rows in files for as large as the files, where they are encoded and compressed. */
  private static BigInteger bytes(LogicalPlan plan) {
    boolean inFiles =
        JavaConverters.seqAsJavaListConverter(plan.collectLeaves()).asJava().stream()
            .anyMatch(SmallSide::isInFiles);
    BigInteger estimate = plan.stats().sizeInBytes().bigInteger();
    return inFiles ? estimate.multiply(SPARED_BY_FILES) : estimate;
  }

  private static boolean isInFiles(LogicalPlan leaf) {
    if (leaf instanceof LogicalRelation relation) {
      return relation.relation() instanceof HadoopFsRelation;
    }
    return leaf instanceof DataSourceV2ScanRelation relation && relation.scan() instanceof FileScan;
  }

  /**
   * {@return {@code rows}, marked to be sent to every task when they are small enough}
   *
   * @param rows one side of a join
   */
  public static Dataset<Row> hinted(Dataset<Row> rows) {
    return fits(rows) ? broadcast(rows) : rows;
  }
}
