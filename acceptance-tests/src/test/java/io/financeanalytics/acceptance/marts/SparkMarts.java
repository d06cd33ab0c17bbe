package io.financeanalytics.acceptance.marts;

import io.financeanalytics.acceptance.TestSpark;
import io.financeanalytics.marts.Marts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The marts in a Spark session of their own. */
final class SparkMarts implements MartDatabase {

  private final SparkSession spark = TestSpark.get().newSession();

  SparkMarts() {
    Map<String, TinyStar.Table> star = TinyStar.tables();
    String all = String.join(" ", Marts.ALL.stream().map(mart -> mart.name()).toList());
    Marts.register(
        spark,
        table -> spark.createDataFrame(star.get(table).rows(), star.get(table).schema()),
        all);
  }

  @Override
  public List<String> ask(String sql) {
    return spark.sql(sql).collectAsList().stream().map(SparkMarts::text).toList();
  }

  List<String> columns(String mart) {
    return List.of(spark.table(mart).columns());
  }

  private static String text(Row row) {
    return IntStream.range(0, row.size())
        .mapToObj(row::get)
        .map(SparkMarts::text)
        .collect(Collectors.joining(","));
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : value == null ? "" : value.toString();
  }
}
