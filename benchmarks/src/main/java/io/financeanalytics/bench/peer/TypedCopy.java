package io.financeanalytics.bench.peer;

import org.apache.spark.sql.SparkSession;

/** The floor: Spark reads the order lines, typed, and writes them as Parquet; nothing else. */
public final class TypedCopy {

  private TypedCopy() {}

  /** Takes the raw folder and an existing folder for the Parquet files. */
  public static void main(String[] args) {
    try (SparkSession spark = PeerSpark.start()) {
      new RawCsv(spark, args[0]).transactions().write().parquet(args[1] + "/transactions.parquet");
    }
  }
}
