package io.financeanalytics;

import com.holdenkarau.spark.testing.JavaDataFrameSuiteBase;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.exchange.ShuffleExchangeLike;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * A test that needs Spark: one local session for all such tests, in UTC and without Hive, of which
 * there is nothing on the class path.
 */
public abstract class SparkTest extends JavaDataFrameSuiteBase {

  private static final long serialVersionUID = 1L;

  @Override
  public SparkConf conf() {
    return new SparkConf()
        .setMaster("local[2]")
        .setAppName("core-transforms tests")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "localhost")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.sql.shuffle.partitions", "2")
        .set("spark.sql.adaptive.enabled", "false")
        .set("spark.sql.session.timeZone", "UTC")
        .set("spark.sql.warehouse.dir", "target/spark-warehouse");
  }

  @Override
  public boolean enableHiveSupport() {
    return false;
  }

  /** The session of {@link #conf()} as it is; the inherited builder adds settings of Hive. */
  @Override
  public SparkSession.Builder builder() {
    return SparkSession.builder().config(conf());
  }

  /**
   * Hides the inherited method of that name, which stops Spark after every class; the session ends
   * with the tests' JVM instead.
   */
  public static void runAfterClass() {}

  /** Rows of a schema in DDL, such as {@code "Day DATE, Quantity DECIMAL(18,4)"}. */
  protected Dataset<Row> rows(String ddl, Row... rows) {
    return spark().createDataFrame(Arrays.asList(rows), StructType.fromDDL(ddl));
  }

  /** One row of literal values. */
  protected static Row row(Object... values) {
    return RowFactory.create(values);
  }

  /** The rows as text, in an order that does not depend on how they were computed. */
  protected static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }

  /**
   * How often the rows of an input are shuffled on their way to the result.
   *
   * @param column a column by which the input is known
   */
  protected static int shuffles(Dataset<Row> rows, String column) {
    SparkPlan plan = rows.queryExecution().executedPlan();
    SparkPlan initial =
        plan instanceof AdaptiveSparkPlanExec adaptive ? adaptive.initialPlan() : plan;
    return shufflesAbove(initial, column)
        .orElseThrow(() -> new AssertionError("No input has " + column + ":\n" + initial));
  }

  private static OptionalInt shufflesAbove(SparkPlan plan, String column) {
    List<SparkPlan> inputs = JavaConverters.seqAsJavaListConverter(plan.children()).asJava();
    if (inputs.isEmpty()) {
      return Arrays.asList(plan.schema().fieldNames()).contains(column)
          ? OptionalInt.of(0)
          : OptionalInt.empty();
    }
    int own = plan instanceof ShuffleExchangeLike ? 1 : 0;
    return inputs.stream()
        .map(input -> shufflesAbove(input, column))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .map(above -> OptionalInt.of(above.getAsInt() + own))
        .orElse(OptionalInt.empty());
  }
}
