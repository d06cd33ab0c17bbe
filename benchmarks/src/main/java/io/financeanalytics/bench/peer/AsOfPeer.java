package io.financeanalytics.bench.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One way to answer one question: over all sales, each with the newest cost of its product at or
 * before it, how many there are, how many have a cost, and what they cost in total. The answer goes
 * to a file as one line.
 */
public final class AsOfPeer {

  private AsOfPeer() {}

  /**
   * Takes ways with commas between them, the Parquet files of sales and of costs, and the file for
   * the answer; of several ways it is the last one's.
   */
  public static void main(String[] args) throws IOException, SQLException {
    for (String name : args[0].split(",")) {
      AsOfWay way = AsOfWay.valueOf(name);
      String answer =
          way == AsOfWay.DUCKDB
              ? answerOfDuckDb(args[1], args[2])
              : answerOfSpark(way, args[1], args[2]);
      Files.writeString(Path.of(args[3]), answer);
    }
  }

  private static String answerOfSpark(AsOfWay way, String sales, String costs) {
    try (SparkSession spark = PeerSpark.start()) {
      InternalRow answer =
          AsOfSpark.join(
                  way, read(spark, AsOfData.SALES, sales), read(spark, AsOfData.COSTS, costs))
              .selectExpr(
                  "count(*)", "count(UnitCOGS)", "cast(sum(Quantity * UnitCOGS) as decimal(38,4))")
              .queryExecution()
              .executedPlan()
              .executeCollect()[0];
      return answer.getLong(0) + " " + answer.getLong(1) + " " + answer.getDecimal(2, 38, 4);
    }
  }

  /** With a schema, as the product reads; to look for one in the file takes a job of its own. */
  private static Dataset<Row> read(SparkSession spark, String schema, String file) {
    return spark.read().schema(schema).parquet(file);
  }

  private static String answerOfDuckDb(String sales, String costs) throws SQLException {
    String query =
        "select count(*), count(UnitCOGS), cast(sum(Quantity * UnitCOGS) as decimal(38,4))"
            + " from read_parquet('%s') s"
            + " asof left join read_parquet('%s') c"
            + " on s.ProductID = c.ProductID and s.SoldAt >= c.ValidFrom";
    try (Connection connection = SqlScript.duckDb();
        Statement statement = connection.createStatement()) {
      statement.execute("set threads=" + Runtime.getRuntime().availableProcessors());
      try (ResultSet result = statement.executeQuery(String.format(query, sales, costs))) {
        result.next();
        return result.getString(1) + " " + result.getString(2) + " " + result.getString(3);
      }
    }
  }
}
