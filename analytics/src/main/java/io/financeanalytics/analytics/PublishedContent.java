package io.financeanalytics.analytics;

import io.financeanalytics.marts.Mart;
import io.financeanalytics.marts.Marts;
import io.financeanalytics.pipeline.PublishedTables;
import io.financeanalytics.pipeline.RunLog;
import io.financeanalytics.table.EtlRun;
import io.financeanalytics.table.EtlRunMeasure;
import io.financeanalytics.table.StarTables;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What is published, as people may see it: the star, the log of runs, and the marts. Quarantine is
 * left out: it holds raw records as they were delivered, which may be about persons.
 */
public final class PublishedContent {

  private final SparkSession spark;
  private final Map<String, Dataset<Row>> tables = new LinkedHashMap<>();

  /**
   * Opens what is published and makes it known to a session, each table and mart under its name.
   *
   * @param spark the session
   * @param published the published tables
   */
  public PublishedContent(SparkSession spark, PublishedTables published) {
    this.spark = spark;
    for (String table : StarTables.PUBLISHED.keySet()) {
      tables.put(table, published.table(table));
    }
    for (String table : List.of(EtlRunMeasure.NAME, EtlRun.NAME)) {
      tables.put(table, published.table(table));
    }
    tables.forEach((name, rows) -> rows.createOrReplaceTempView(name));
    marts().forEach(mart -> spark.sql(mart.query()).createOrReplaceTempView(mart.name()));
  }

  /** {@return the tables by name, each after those that it refers to} */
  public Map<String, Dataset<Row>> tables() {
    return Collections.unmodifiableMap(tables);
  }

  /** {@return the marts, each after those that it reads} */
  public List<Mart> marts() {
    return Marts.ALL;
  }

  /**
   * {@return the answer to a query}
   *
   * @param sql the query, over tables and marts
   */
  public Dataset<Row> query(String sql) {
    return spark.sql(sql);
  }

  /** {@return the run that is published} */
  public Optional<String> runId() {
    return RunLog.newestSuccess(tables.get(EtlRun.NAME)).map(run -> run.getAs(EtlRun.RUN_ID));
  }
}
