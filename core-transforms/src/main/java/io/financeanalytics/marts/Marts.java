package io.financeanalytics.marts;

import io.financeanalytics.table.StarTables;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The catalogue of the marts. */
public final class Marts {

  /** All marts, each after those that it reads, as {@code sql/marts/order.txt} has them. */
  public static final List<Mart> ALL =
      read("order.txt").lines().map(file -> Mart.of(read(file))).toList();

  private Marts() {}

  /**
   * {@return the marts that a query mentions, and those that these read, each after those that it
   * reads}
   *
   * @param sql a query, or several
   */
  public static List<Mart> neededBy(String sql) {
    List<Mart> needed = new ArrayList<>();
    for (int i = ALL.size() - 1; i >= 0; i--) {
      Mart mart = ALL.get(i);
      if (Mart.mentions(sql, mart.name())
          || needed.stream().anyMatch(other -> other.reads(mart.name()))) {
        needed.add(mart);
      }
    }
    Collections.reverse(needed);
    return needed;
  }

  /**
   * Makes the tables and marts that a query mentions known to a session under their names, as
   * temporary views; what is known already stays.
   *
   * @param spark the session
   * @param tables gives the rows of a table of the star or of the run log
   * @param sql a query, or several
   */
  public static void register(
      SparkSession spark, Function<String, Dataset<Row>> tables, String sql) {
    List<Mart> marts = neededBy(sql);
    Predicate<String> isRead =
        table -> Mart.mentions(sql, table) || marts.stream().anyMatch(mart -> mart.reads(table));
    Stream.of(StarTables.PUBLISHED, StarTables.RUN_LOG)
        .flatMap(group -> group.keySet().stream())
        .filter(isRead.and(table -> isMissing(spark, table)))
        .forEach(table -> tables.apply(table).createOrReplaceTempView(table));
    marts.stream()
        .filter(mart -> isMissing(spark, mart.name()))
        .forEach(mart -> spark.sql(mart.query()).createOrReplaceTempView(mart.name()));
  }

  private static boolean isMissing(SparkSession spark, String name) {
    return !spark.catalog().tableExists(name);
  }

  private static String read(String file) {
    try (InputStream sql = Marts.class.getResourceAsStream("/sql/marts/" + file)) {
      return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file + " from the jar", e);
    }
  }
}
