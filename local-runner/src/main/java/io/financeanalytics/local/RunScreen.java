package io.financeanalytics.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.financeanalytics.local.sample.ShellWords;
import io.financeanalytics.pipeline.Restatement;
import io.financeanalytics.pipeline.RunReport;
import io.financeanalytics.pipeline.RunStatus;
import io.financeanalytics.quality.Finding;
import io.financeanalytics.quality.Finding.Severity;
import io.financeanalytics.quality.Measure;
import io.financeanalytics.quality.Measure.Stage;
import io.financeanalytics.quality.Measures;
import io.financeanalytics.quality.StagedTables;
import io.financeanalytics.table.FactMarketingSpend;
import io.financeanalytics.table.FactTransactions;
import io.financeanalytics.table.RawTable;
import io.financeanalytics.table.StarTables;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person sees of a run when it has ended, and the same for machines. */
final class RunScreen {

  private static final int MOST_MONTHS = 12;

  private final RunReport report;
  private final Measures measures;
  private final Path warehouse;
  private final boolean publish;
  private final double seconds;
  private final String typedOptions;

  /**
   * The screen of a run.
   *
   * @param typedOptions the options that the run was given, as a person would type them again
   */
  RunScreen(
      RunReport report, Path warehouse, boolean publish, double seconds, String typedOptions) {
    this.report = report;
    this.measures = report.measures();
    this.warehouse = warehouse;
    this.publish = publish;
    this.seconds = seconds;
    this.typedOptions = typedOptions;
  }

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(outcome());
    lines.add("");
    lines.addAll(sources().lines());
    addQuarantine(lines);
    lines.add("");
    lines.addAll(tables().lines());
    addCostCoverage(lines);
    addRestatements(lines);
    addFindings(lines, Severity.WARN, "Note:    ");
    report.notes().forEach(note -> lines.add("Note:    " + note));
    addFindings(lines, Severity.REFUSE, "REFUSED: ");
    lines.add("");
    lines.addAll(whereToLook());
    return String.join(System.lineSeparator(), lines);
  }

  String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("runId", report.run().start().runId());
    json.put("status", status());
    json.put("published", publish && !refused());
    json.put("startedAt", report.run().start().startedAt().toString());
    json.put("finishedAt", report.run().finishedAt().toString());
    json.put("seconds", BigDecimal.valueOf(Math.round(seconds * 10), 1));
    json.put("softwareVersion", report.run().softwareVersion());
    json.put("inputFingerprint", report.run().inputFingerprint());
    json.put("warehouse", warehouse.toString());
    json.put("sources", RawTable.ALL.stream().map(this::sourceJson).toList());
    json.put("tables", StarTables.PUBLISHED.keySet().stream().map(this::tableJson).toList());
    json.put("withoutCost", withoutCostJson());
    json.put("restatedMonths", report.restatements());
    json.put("findings", report.findings());
    json.put("notes", report.notes());
    json.put("measures", measures.all());
    try {
      return new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(com.fasterxml.jackson.core.JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The result cannot be written as JSON", e);
    }
  }

  private String outcome() {
    String what =
        refused()
            ? (publish ? "was REFUSED; the published tables are unchanged" : "would be REFUSED")
            : (publish ? "succeeded and is published" : "would succeed; nothing was published");
    return String.format(
        Locale.ROOT, "Run %s %s (%.1f s)", report.run().start().runId(), what, seconds);
  }

  private TextTable sources() {
    TextTable table =
        new TextTable(
            List.of("Source", "Read", "Accepted", "Collapsed", "Quarantined", "Rows", "Money"),
            new boolean[] {false, true, true, true, true, false, false});
    for (RawTable source : RawTable.ALL) {
      table.add(
          List.of(
              source.name(),
              number(sourceCount(source, Measures.READ)),
              number(sourceCount(source, Measures.ACCEPTED)),
              number(sourceCount(source, Measures.COLLAPSED)),
              number(sourceCount(source, Measures.QUARANTINED)),
              rowsBalance(source) ? "balanced" : "NOT balanced",
              moneyBalance(source)));
    }
    return table;
  }

  private void addQuarantine(List<String> lines) {
    for (RawTable source : RawTable.ALL) {
      Map<String, Long> reasons = reasons(source);
      if (!reasons.isEmpty()) {
        lines.add(
            "Quarantined of "
                + source.name()
                + ": "
                + reasons.entrySet().stream()
                    .map(reason -> number(reason.getValue()) + " " + reason.getKey())
                    .collect(Collectors.joining(", ")));
      }
    }
  }

  private TextTable tables() {
    TextTable table =
        new TextTable(List.of("Table", "Rows", "New members"), new boolean[] {false, true, true});
    for (String name : StarTables.PUBLISHED.keySet()) {
      table.add(
          List.of(
              name,
              number(measures.count(Stage.STAGED, name, Measures.ROWS)),
              newMembers(name).map(RunScreen::number).orElse("")));
    }
    return table;
  }

  private void addCostCoverage(List<String> lines) {
    lines.add("");
    Map<String, BigDecimal> rows = staged(StagedTables.ROWS_WITHOUT_COST);
    Map<String, BigDecimal> revenue = staged(StagedTables.REVENUE_WITHOUT_COST);
    Map<String, BigDecimal> otherRows = staged(StagedTables.ROWS_COST_IN_OTHER_CURRENCY);
    Map<String, BigDecimal> otherRevenue = staged(StagedTables.REVENUE_COST_IN_OTHER_CURRENCY);
    rows.values().removeIf(count -> count.signum() == 0);
    if (rows.isEmpty()) {
      lines.add("Every order line has a cost of goods.");
    }
    rows.forEach(
        (currency, count) ->
            lines.add(
                "Without a cost of goods: "
                    + plural(count, "order line")
                    + ", NetRevenue "
                    + money(revenue.get(currency))
                    + " "
                    + currency
                    + (otherRows.containsKey(currency)
                        ? "; with a cost in another currency only: "
                            + plural(otherRows.get(currency), "line")
                            + ", "
                            + money(otherRevenue.get(currency))
                            + " "
                            + currency
                        : "")));
  }

  private void addRestatements(List<String> lines) {
    List<Restatement> months = report.restatements();
    if (months.isEmpty()) {
      return;
    }
    lines.add("");
    TextTable table =
        new TextTable(
            List.of("Month that changed", "Measure", "Published before", "This run", "Currency"),
            new boolean[] {false, false, true, true, false});
    months.stream()
        .limit(MOST_MONTHS)
        .forEach(
            month ->
                table.add(
                    List.of(
                        month.month(),
                        month.measure(),
                        money(month.before()),
                        money(month.after()),
                        month.currency())));
    lines.addAll(table.lines());
    if (months.size() > MOST_MONTHS) {
      lines.add("... and " + (months.size() - MOST_MONTHS) + " more (--json shows all)");
    }
  }

  private void addFindings(List<String> lines, Severity severity, String prefix) {
    report.findings().stream()
        .filter(finding -> finding.severity() == severity)
        .filter(finding -> !finding.check().equals("cost coverage"))
        .map(Finding::message)
        .forEach(message -> lines.add(prefix + message));
  }

  private List<String> whereToLook() {
    String option =
        warehouse.equals(Path.of("data/processed/warehouse"))
            ? ""
            : " --warehouse " + ShellWords.quoted(warehouse.toString());
    List<String> lines = new ArrayList<>();
    if (!publish) {
      String run = "./finance run" + typedOptions;
      lines.add(
          refused()
              ? "Nothing was written. A run would be refused for what stands above; it would still"
                  + " keep the rows in quarantine for you to look at: "
                  + run
              : "Nothing was written. To publish: " + run);
      return lines;
    }
    lines.add("Where to look next:");
    if (!refused()) {
      lines.add("  ./finance report" + option + "   makes a page of charts and figures to look at");
      lines.add(
          "  ./finance query"
              + option
              + " \"SELECT ChannelName, CurrencyCode, SUM(NetRevenue) AS BookedNetRevenue"
              + " FROM FactTransactions JOIN DimChannel USING (ChannelKey) GROUP BY 1, 2\"");
    }
    lines.add(
        "  ./finance query"
            + option
            + " \"SELECT Source, Reason, Detail, RawRecord FROM Quarantine WHERE RunID = '"
            + report.run().start().runId()
            + "'\"");
    return lines;
  }

  private Map<String, Object> sourceJson(RawTable source) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", source.name());
    json.put("read", sourceCount(source, Measures.READ));
    json.put("accepted", sourceCount(source, Measures.ACCEPTED));
    json.put("collapsed", sourceCount(source, Measures.COLLAPSED));
    json.put("quarantined", sourceCount(source, Measures.QUARANTINED));
    json.put("quarantinedByReason", reasons(source));
    json.put("rowsBalance", rowsBalance(source));
    json.put("money", moneyBalance(source));
    return json;
  }

  private Map<String, Object> tableJson(String table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("table", table);
    json.put("rows", measures.count(Stage.STAGED, table, Measures.ROWS));
    newMembers(table).ifPresent(count -> json.put("newMembers", count));
    return json;
  }

  private Map<String, Object> withoutCostJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("rows", staged(StagedTables.ROWS_WITHOUT_COST));
    json.put("netRevenue", staged(StagedTables.REVENUE_WITHOUT_COST));
    json.put("rowsWithCostInOtherCurrencyOnly", staged(StagedTables.ROWS_COST_IN_OTHER_CURRENCY));
    json.put(
        "netRevenueWithCostInOtherCurrencyOnly",
        staged(StagedTables.REVENUE_COST_IN_OTHER_CURRENCY));
    return json;
  }

  private Map<String, Long> reasons(RawTable source) {
    Map<String, Long> reasons = new LinkedHashMap<>();
    measures
        .of(Stage.SOURCE, source.name())
        .filter(measure -> measure.measure().startsWith(Measures.QUARANTINED_FOR))
        .sorted(java.util.Comparator.comparing(Measure::measure))
        .forEach(
            measure ->
                reasons.merge(
                    measure.measure().substring(Measures.QUARANTINED_FOR.length()),
                    measure.value().longValueExact(),
                    Long::sum));
    return reasons;
  }

  private boolean rowsBalance(RawTable source) {
    return sourceCount(source, Measures.READ)
        == sourceCount(source, Measures.ACCEPTED)
            + sourceCount(source, Measures.COLLAPSED)
            + sourceCount(source, Measures.QUARANTINED);
  }

  private String moneyBalance(RawTable source) {
    String fact =
        switch (source.name()) {
          case "transactions" -> FactTransactions.NAME;
          case "marketing_spend" -> FactMarketingSpend.NAME;
          default -> null;
        };
    if (fact == null) {
      return "";
    }
    boolean differs =
        report.findings().stream()
            .anyMatch(
                finding ->
                    finding.check().equals("money balances")
                        && finding.message().startsWith(fact + "."));
    return differs ? "NOT balanced" : "balanced";
  }

  private java.util.Optional<Long> newMembers(String table) {
    return measures
        .of(Stage.KEYS, table)
        .map(measure -> measure.value().longValueExact())
        .findFirst();
  }

  private Map<String, BigDecimal> staged(String measure) {
    return measures.byCurrency(Stage.STAGED, FactTransactions.NAME, measure);
  }

  private long sourceCount(RawTable source, String measure) {
    return measures.count(Stage.SOURCE, source.name(), measure);
  }

  private boolean refused() {
    return report.run().status() == RunStatus.REFUSED;
  }

  private String status() {
    return report.run().status().code();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String plural(BigDecimal count, String thing) {
    return number(count.longValueExact())
        + " "
        + thing
        + (count.compareTo(BigDecimal.ONE) == 0 ? "" : "s");
  }

  private static String money(BigDecimal value) {
    return String.format(Locale.ROOT, "%,.2f", value);
  }
}
