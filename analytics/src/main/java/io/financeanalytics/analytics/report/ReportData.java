package io.financeanalytics.analytics.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.financeanalytics.analytics.PublishedContent;
import io.financeanalytics.pipeline.Together;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The figures of the page as JSON: the answers to the queries in {@code sql/report}, by their
 * names.
 */
final class ReportData {

  private static final List<String> QUERIES =
      List.of(
          "pnl",
          "products",
          "campaigns",
          "efficiency",
          "cohorts",
          "returns",
          "coverage",
          "days",
          "runs",
          "sources");

  private ReportData() {}

  static String json(PublishedContent content) {
    List<Callable<PackedRows>> answers = new ArrayList<>();
    for (String query : QUERIES) {
      answers.add(
          () -> PackedRows.of(content.query(Resource.text("sql/" + query + ".sql").strip())));
    }
    List<PackedRows> packed = Together.run(answers);
    Map<String, Object> data = new LinkedHashMap<>();
    for (int i = 0; i < QUERIES.size(); i++) {
      data.put(QUERIES.get(i), packed.get(i));
    }
    try {
      return new ObjectMapper().writeValueAsString(data);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The figures cannot be written as JSON", e);
    }
  }
}
