package io.financeanalytics.bench.peer;

/** A way to find for every sale the newest cost at or before it. */
public enum AsOfWay {
  /** The product's {@code AsOfJoin}. */
  PRODUCT("AsOfJoin of the product"),
  /** No join: the same sums over the sales alone, so that the join's own cost shows. */
  NO_JOIN("the same query without the join"),
  /** DuckDB's {@code ASOF JOIN}. */
  DUCKDB("DuckDB, ASOF JOIN"),
  /** Spark: join on key and range, then the newest by {@code row_number}. */
  RANGE_JOIN("Spark, range join and row_number"),
  /** Spark: both sides in one line, the last cost carried forward by a window. */
  UNION_WINDOW("Spark, union and window");

  private final String title;

  AsOfWay(String title) {
    this.title = title;
  }

  /** {@return the way's name for people} */
  public String title() {
    return title;
  }
}
